"""The screen and the keys of ``timeline browse``. What a key changes is decided in ``timeline.report.browse``."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from rich.console import Group
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from timeline.cli import failure
from timeline.cli.browse.panes import Brush, Lanes, Line, Lines, List, Sheet
from timeline.cli.browse.shelf import Answer, Shelf, names
from timeline.errors import DataError, TimelineError
from timeline.model.day import iso_day
from timeline.model.edtf import parse
from timeline.query import dates
from timeline.report import browse, words
from timeline.report.browse import PANES, Pane, Size, State
from timeline.report.card import card
from timeline.report.chart import Chart
from timeline.report.listing import listing
from timeline.report.story import sign
from timeline.view import browse as view
from timeline.view import card as card_view
from timeline.view import chart as chart_view

_FRAME = 3
"""Lines above and below the panes."""
_PAUSE = 0.12  # seconds after a key until what was typed is asked
_WORDS = r"[^\x00-\x1f\x7f-\x9f]*"


class Drawn(Message):
    """A chart is ready, for a picture of what was wanted."""

    def __init__(self, key: object, chart: Chart, sheet: chart_view.Sheet) -> None:
        super().__init__()
        self.key, self.chart, self.sheet = key, chart, sheet


class Told(ModalScreen[None]):
    """Something to read, over everything else, until a key takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark", "dismiss"),
        Binding("down,j", "down"), Binding("up,k", "up"), Binding("pagedown,space", "page"), Binding("pageup", "back"),
    ]  # fmt: skip

    def __init__(self, brush: Brush, name: str, paint: Callable[[int], Iterable[Text]], *, plain: bool) -> None:
        super().__init__()
        self._brush, self._heading, self._lines, self._plain = brush, name, paint, plain

    def compose(self) -> ComposeResult:
        """Make a rule and the lines below it."""
        yield Line(self._brush, "told-rule")
        yield Sheet(self._brush, "told")

    def on_mount(self) -> None:
        """Fill them."""
        self.query_one(Line).show(
            lambda width: view.rule(self._heading, "Esc goes back", width, focused=True, plain=self._plain)
        )
        self.query_one(Sheet).show(lambda width: Group(*self._lines(width)))

    def action_down(self) -> None:
        """Scroll."""
        self._scroll(1)

    def action_up(self) -> None:
        """Scroll."""
        self._scroll(-1)

    def action_page(self) -> None:
        """Scroll by what is seen."""
        self._scroll(self.size.height - 2)

    def action_back(self) -> None:
        """Scroll by what is seen."""
        self._scroll(2 - self.size.height)

    def _scroll(self, by: int) -> None:
        sheet = self.query_one(Sheet)
        sheet.scroll(sheet.scroll_offset.y + by)


class Browser(App[int]):
    """A full screen: the events, the evidence for one of them, and the lanes that they stand in."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { layout: vertical; }
    #question { height: 1; }
    #sign { width: 3; }
    #panes, #upper { height: 1fr; }
    #evidence-pane { padding: 0 0 0 2; }
    Lines { height: 1fr; }
    Input, Input:focus { border: none; height: 1; padding: 0; background: ansi_default; color: ansi_default; }
    Input > .input--cursor, Input:ansi > .input--cursor {
        background: ansi_default; color: ansi_default; text-style: reverse;
    }
    #date-line { height: 1; display: none; }
    #date-sign { width: 13; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", priority=True),
        Binding("tab", "turn(1)", priority=True),
        Binding("shift+tab", "turn(-1)", priority=True),
        Binding("escape", "leave", priority=True),
        Binding("ctrl+z", "suspend_process"),
        Binding("q", "quit"),
        Binding("down,j", "down(1)"),
        Binding("up,k", "down(-1)"),
        Binding("n", "next(1)"),
        Binding("p", "next(-1)"),
        Binding("pagedown,space", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("home,g", "end(-1)"),
        Binding("end,G", "end(1)"),
        Binding("enter", "alone"),
        Binding("slash", "filter"),
        Binding("c", "certain"),
        Binding("d", "date"),
        Binding("t", "today"),
        Binding("plus,equals_sign", "zoom(1)"),
        Binding("minus", "zoom(-1)"),
        Binding("0", "unzoom"),
        Binding("left,h", "pan(-1)"),
        Binding("right,l", "pan(1)"),
        Binding("b", "lanes"),
        Binding("s", "scale"),
        Binding("e", "edit"),
        Binding("r", "reload"),
        Binding("question_mark", "keys"),
    ]

    def __init__(self, shelf: Shelf, question: str, *, certain: bool, color: bool, plain: bool) -> None:
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self.shelf = shelf
        self.state = State()
        self.ended_by: signal.Signals | None = None
        self._plain = plain
        self._brush = Brush(color=color)
        self._question, self._certain = question, certain
        self._before = question
        self._answer = shelf.ask(question, certain=certain)
        self._note = ""
        self._painted: dict[tuple[int, int, bool], Text] = {}
        self._shown: object = None
        self._chart: Chart | None = None
        self._drawn_key: object = None
        self._drawing = False
        self._typing: Any = None
        self._screen_size = Size(80, 24)

    # --- what there is on the screen -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Make the panes."""
        brush = self._brush
        yield Line(brush, "header")
        with Horizontal(id="question"):
            yield Line(brush, "sign")
            yield Input(self._question, id="filter", placeholder="all events", select_on_focus=False, restrict=_WORDS)
        with Vertical(id="panes"):
            with Horizontal(id="upper"):
                with Vertical(id="events-pane"):
                    yield Line(brush, "events-rule")
                    yield List(brush, "events", self._row)
                with Vertical(id="evidence-pane"):
                    yield Line(brush, "evidence-rule")
                    yield Sheet(brush, "evidence")
            with Vertical(id="lanes-pane"):
                yield Line(brush, "lanes-rule")
                yield Lanes(brush, "lanes")
        yield Line(brush, "last")
        with Horizontal(id="date-line"):
            yield Line(brush, "date-sign")
            yield Input(id="date", restrict=_WORDS)

    def on_mount(self) -> None:
        """Show the first answer."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(RuntimeError, ValueError):  # not the main thread
                loop.add_signal_handler(number, self._end, number)
        for field in self.query(Input):
            field.can_focus = False
        self._line("sign").show(lambda _: Text(" / ", "bold"))
        self._line("date-sign").show(lambda _: Text(" Go to date ", "bold"))
        self._line("header").show(self._header)
        self._line("last").show(self._last)
        for pane in PANES:
            self._line(f"{pane}-rule").show(partial(self._rule, pane))
        self._filled(self._answer)

    def on_resize(self, event: Resize) -> None:
        """Share another screen out."""
        self._screen_size = Size(*event.size)
        self._changed()

    def _line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _pane(self, pane: Pane) -> Lines:
        return self.query_one(f"#{pane}", Lines)

    def _to(self, state: State) -> None:
        self.state = state
        self._note = ""
        self._changed()

    def _changed(self) -> None:
        """Bring the screen up to the state."""
        if not self.query("#date-line"):  # too early
            return
        self._arrange()
        state = self.state
        self.query_one(List).choose(len(state.entries), state.cursor)
        self._show_evidence()
        self._draw()
        for line in self.query(Line):
            line.refresh()
        if not any(field.has_focus for field in self.query(Input)):
            self._pane(state.pane).focus()

    def _arrange(self) -> None:
        sizes = browse.arranged(self.state, Size(self._screen_size.width, self._screen_size.height - _FRAME))
        for pane in PANES:
            box = self.query_one(f"#{pane}-pane")
            size = sizes.get(pane)
            box.display = size is not None
            if size:
                box.styles.width, box.styles.height = size
        self.query_one("#upper").display = bool({"events", "evidence"} & sizes.keys())
        self.query_one("#evidence-pane").styles.padding = (0, 0, 0, 2 if "events" in sizes else 0)

    def _row(self, number: int, width: int, chosen: bool) -> Text:
        key = (number, width, chosen)
        if key not in self._painted:
            row = self._answer.rows[number]
            (item,) = listing([row], self.shelf.labels)
            kind = sign(parse(item.date), item.status or "occurred")
            self._painted[key] = view.row(item, kind, width, chosen=chosen, plain=self._plain)
        return self._painted[key]

    def _header(self, width: int) -> Text:
        found, total = len(self.state.entries), self.shelf.total
        count = f"{found:,} of {total:,} events" if found != total else f"{total:,} events"
        sure = " · certain ones" if self._certain else ""
        facts = f"{count}{sure} · as of {words.point(iso_day(self.shelf.today))}"
        return view.header(names(self.shelf.paths), facts, width, plain=self._plain)

    def _rule(self, pane: Pane, width: int) -> Text:
        state = self.state
        names = {"events": "Events", "evidence": "Evidence", "lanes": f"Lanes by {state.by}"}
        facts = ""
        if pane == "events" and state.entries:
            facts = f"{state.cursor + 1:,} of {len(state.entries):,}"
        elif pane == "lanes" and self._chart is not None:
            facts = f"{self._chart.period} · {self._chart.scale}{self._below(pane, ' · ')}"
        elif pane == "evidence":
            facts = self._below(pane)
        return view.rule(names[pane], facts, width, focused=self._pane(pane).has_focus, plain=self._plain)

    def _below(self, pane: Pane, before: str = "") -> str:
        lines = self._pane(pane)
        more = lines.lines() - lines.scroll_offset.y - lines.size.height
        return f"{before}{more} more line{'' if more == 1 else 's'}" if more > 0 and lines.size.height else ""

    def _last(self, width: int) -> Text:
        if self._note:
            return view.note(self._note, width, plain=self._plain)
        if self._field("filter").has_focus:
            return view.note("Enter keeps this filter, Esc goes back to the one before", width, plain=self._plain)
        return view.hints(width, plain=self._plain)

    def _show_evidence(self) -> None:
        row = self._answer.rows[self.state.cursor] if self.state.entries else None
        if row == self._shown and row is not None:
            return
        self._shown = row
        sheet = self.query_one(Sheet)
        if row is None:
            none = "nothing matches" if self.shelf.total else "there is no event in this file"
            sheet.show(lambda _: Text(none, "dim"))
            return
        found = card(row, self.shelf.today)
        sheet.show(lambda _: card_view.card(found, plain=self._plain))

    # --- the lanes, drawn beside the keys --------------------------------------------------------------------------

    def _wanted(self) -> tuple[Answer, State, Any] | None:
        size = self.query_one(Lanes).size
        return (self._answer, self.state, size) if size.width and self.query_one("#lanes-pane").display else None

    def _key(self) -> object:
        state = self.state
        return (id(self._answer), state.window, state.by, state.scale, self.query_one(Lanes).size)

    def _draw(self) -> None:
        """Draw the lanes, if they are to be seen and would look different; one picture at a time."""
        if self._key() == self._drawn_key:
            self._mark()
            return
        wanted = self._wanted()
        if wanted is None or self._drawing:
            return
        self._drawing = True
        key, shelf, plain = self._key(), self.shelf, self._plain
        answer, state, size = wanted

        def work() -> None:
            chart = shelf.chart(answer, state, size.width, size.height)
            self.post_message(Drawn(key, chart, chart_view.sheet(chart, ascii_only=plain)))

        self.run_worker(work, thread=True, group="lanes")

    def on_lanes_resized(self) -> None:
        """Draw the lanes for another width."""
        self._draw()

    def on_drawn(self, message: Drawn) -> None:
        """Show a picture, and begin the next if another is wanted by now."""
        self._drawing = False
        self._drawn_key, self._chart = message.key, message.chart
        self.query_one(Lanes).show(message.sheet.axis, [*message.sheet.lanes, *message.sheet.below])
        self._mark()
        self._line("lanes-rule").refresh()
        self._draw()

    def _mark(self) -> None:
        chosen = self.state.chosen
        if self._chart is not None:
            self.query_one(Lanes).choose(chart_view.spots(self._chart, chosen.id) if chosen else [])

    # --- questions -------------------------------------------------------------------------------------------------

    def _ask(self, text: str) -> bool:
        """Ask, and show the answer; what cannot be asked is told, and leaves the answer before it."""
        try:
            answer = self.shelf.ask(text, certain=self._certain)
        except TimelineError as error:
            self._tell(error)
            return False
        self._question = text
        self._note = ""
        self._filled(answer)
        return True

    def _filled(self, answer: Answer) -> None:
        self._answer = answer
        self._painted.clear()
        self._shown = self._drawn_key = None
        self._to(browse.filled(self.state, answer.entries, answer.extent))

    def _tell(self, error: TimelineError) -> None:
        message = error.message.split("\n", 1)[0]
        said = f"{message}; {error.hint}" if error.hint else message
        is_asked = any(field.has_focus for field in self.query(Input))
        if isinstance(error, DataError) or (len(said) > self._screen_size.width - 2 and not is_asked):
            self._read("Faults" if isinstance(error, DataError) else "Failed", failure.lines(error))
        else:
            self._say(said)

    def _say(self, text: str) -> None:
        self._note = text
        self._line("last").refresh()

    def _read(self, name: str, lines: list[str]) -> None:
        self.push_screen(Told(self._brush, name, lambda width: view.plain_lines(lines, width), plain=self._plain))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Ask what is typed, once there is a pause."""
        if message.input.id == "filter" and message.input.has_focus:
            if self._typing is not None:
                self._typing.stop()
            self._typing = self.set_timer(_PAUSE, lambda: self._ask(message.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Keep a filter, or go to a date."""
        if message.input.id == "filter":
            if self._typing is not None:
                self._typing.stop()
            if self._ask(message.value):
                self._close(message.input)
            return
        try:
            when = dates.read(message.value, self.shelf.today)
        except TimelineError as error:
            self.query_one("#date-line").display = True
            self._tell(error)
            self._line("last").display = True
            return
        self._close(message.input)
        self._to(browse.dated(self.state, when.first_day, when.last_day))

    def _open(self, field: Input) -> None:
        field.can_focus = True
        field.focus()
        field.cursor_position = len(field.value)
        self._note = ""
        self.call_after_refresh(self._line("last").refresh)

    def _close(self, field: Input) -> None:
        field.can_focus = False
        if field.id == "date":
            self.query_one("#date-line").display = False
            self._line("last").display = True
        self._pane(self.state.pane).focus()
        self.call_after_refresh(self._changed)

    # --- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Tab and Esc to what is read over the rest."""
        del parameters
        return action == "interrupt" or len(self.screen_stack) < 2 or action not in {"turn", "leave"}

    def action_interrupt(self) -> None:
        """End as Ctrl-C ends a program."""
        self.exit(130)

    def _end(self, number: signal.Signals) -> None:
        self.ended_by = number
        self.exit(128 + number)

    def action_leave(self) -> None:
        """Go back: from a prompt, from a pane that is alone."""
        field = next((field for field in self.query(Input) if field.has_focus), None)
        if field is None:
            self._to(replace(self.state, alone=False))
            return
        if field.id == "filter":
            if self._typing is not None:
                self._typing.stop()
            field.value = self._before
            self._ask(self._before)
        self._note = ""
        self._close(field)

    def action_turn(self, steps: int) -> None:
        """Go to another pane."""
        field = next((field for field in self.query(Input) if field.has_focus), None)
        if field is not None:
            field.action_submit() if field.id == "filter" else self.action_leave()
            return
        self._to(browse.turned(self.state, steps))

    def action_down(self, by: int) -> None:
        """Go to the next event, or scroll."""
        if self.state.pane == "events":
            self._to(browse.moved(self.state, by))
        else:
            pane = self._pane(self.state.pane)
            pane.scroll(pane.scroll_offset.y + by)
            self._line(f"{self.state.pane}-rule").refresh()

    def action_next(self, by: int) -> None:
        """Go to the next event."""
        self._to(browse.moved(self.state, by))

    def action_page(self, by: int) -> None:
        """Go on by what can be seen."""
        self.action_down(by * max(self._pane(self.state.pane).size.height - 1, 1))

    def action_end(self, by: int) -> None:
        """Go to the first event or the last, or scroll as far."""
        self.action_down(by * max(len(self.state.entries), self._pane(self.state.pane).lines()))

    def action_alone(self) -> None:
        """Give the screen to one pane, or take it back."""
        self._to(replace(self.state, alone=not self.state.alone))

    def action_filter(self) -> None:
        """Type a question."""
        self._before = self._question
        self._open(self._field("filter"))

    def action_certain(self) -> None:
        """Leave out what is only possible, or not."""
        self._certain = not self._certain
        self._ask(self._question)

    def action_date(self) -> None:
        """Type a date."""
        self._line("last").display = False
        self.query_one("#date-line").display = True
        self._field("date").value = ""
        self._open(self._field("date"))

    def action_today(self) -> None:
        """Go to today."""
        self._to(browse.dated(self.state, self.shelf.today, self.shelf.today))

    def action_zoom(self, steps: int) -> None:
        """Show less time, or more."""
        self._to(browse.zoomed(self.state, steps))

    def action_unzoom(self) -> None:
        """Show all time."""
        self._to(browse.unzoomed(self.state))

    def action_pan(self, steps: int) -> None:
        """Move in time."""
        self._to(browse.panned(self.state, steps))
        if self.state.window is None:
            self._say("all of the time is in sight; + shows less of it")

    def action_lanes(self) -> None:
        """Make other lanes."""
        self._to(browse.other_lanes(self.state))

    def action_scale(self) -> None:
        """Choose another scale."""
        self._to(browse.other_scale(self.state))

    def action_edit(self) -> None:
        """Open the file at the event, and read it again."""
        chosen = self.state.chosen
        if chosen is None:
            return
        failed: TimelineError | None = None
        with self.suspend():  # an error that left this would leave the screen as well
            try:
                self.shelf.edit(chosen)
            except TimelineError as error:
                failed = error
        self.action_reload()
        if failed is not None:
            self._tell(failed)

    def action_reload(self) -> None:
        """Read the files again; those that cannot be read leave what there was."""
        try:
            self.shelf.reload()
        except TimelineError as error:
            self._tell(error)
            return
        self._ask(self._question)

    def action_keys(self) -> None:
        """Show the keys."""
        self.push_screen(
            Told(self._brush, "Keys", lambda width: view.keys(width, plain=self._plain), plain=self._plain)
        )
