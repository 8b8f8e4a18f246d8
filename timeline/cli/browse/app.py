"""The screen and the keys of ``timeline browse``. What a key changes is decided in ``timeline.report.browse``.

Every key comes to one place, in its order, and is done with before the next: what is typed ahead goes where it was
meant to go.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from rich.console import Group
from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Event, Key, Paste, Resize
from textual.message import Message

from timeline.cli import failure
from timeline.cli.browse.panes import Brush, Lanes, Line, Lines, List, Sheet
from timeline.cli.browse.shelf import Answer, Shelf, names
from timeline.errors import DataError, TimelineError
from timeline.model.day import iso_day
from timeline.model.edtf import parse
from timeline.query import dates
from timeline.report import browse, typed, words
from timeline.report.browse import PANES, Pane, Size, State
from timeline.report.card import card
from timeline.report.chart import Chart
from timeline.report.listing import listing
from timeline.report.story import sign
from timeline.report.typed import Typed
from timeline.view import browse as view
from timeline.view import card as card_view
from timeline.view import chart as chart_view

_FRAME = 3
"""Lines above and below the panes."""
_PAUSE = 0.12  # seconds after a key until what was typed is asked


class Drawn(Message):
    """A chart is ready: the picture of what ``key`` stands for."""

    def __init__(self, key: object, chart: Chart, sheet: chart_view.Sheet) -> None:
        super().__init__()
        self.key, self.chart, self.sheet = key, chart, sheet


class Prompt(NamedTuple):
    """A line that is typed: a filter, which was another one before, or a date."""

    is_filter: bool
    line: Typed
    before: str = ""


class Browser(App[int]):
    """A full screen: the events, the evidence for one of them, and the lanes that they stand in."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { layout: vertical; }
    #panes, #upper { height: 1fr; }
    #evidence-pane { padding: 0 0 0 2; }
    #told-pane { height: 1fr; display: none; }
    Lines { height: 1fr; }
    """

    def __init__(self, shelf: Shelf, question: str, *, certain: bool, color: bool, plain: bool) -> None:
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self.shelf = shelf
        self.state = State()
        self.ended_by: signal.Signals | None = None
        self.prompt: Prompt | None = None
        self._plain = plain
        self._brush = Brush(color=color)
        self._question, self._certain = question, certain
        self._answer = shelf.ask(question, certain=certain)
        self._note = ""
        self._told = ""
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
        yield Line(brush, "filter")
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
        with Vertical(id="told-pane"):
            yield Line(brush, "told-rule")
            yield Sheet(brush, "told")
        yield Line(brush, "last")

    def on_mount(self) -> None:
        """Show the first answer."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(RuntimeError, ValueError):  # not the main thread
                loop.add_signal_handler(number, self._end, number)
        self._line("header").show(self._header)
        self._line("filter").show(self._filter)
        self._line("last").show(self._last)
        self._line("told-rule").show(
            lambda width: view.rule(self._told, "Esc goes back", width, focused=True, plain=self._plain)
        )
        for pane in PANES:
            self._line(f"{pane}-rule").show(partial(self._rule, pane))
        self._filled(self._answer)

    def on_resize(self, event: Resize) -> None:
        """Share another screen out."""
        self._screen_size = Size(*event.size)
        self._changed()

    def _line(self, name: str) -> Line:
        return self.query_one(f"#{name}", Line)

    def _sheet(self, name: str) -> Sheet:
        return self.query_one(f"#{name}", Sheet)

    def _pane(self, pane: Pane) -> Lines:
        return self.query_one(f"#{pane}", Lines)

    def _to(self, state: State) -> None:
        self.state = state
        self._note = ""
        self._changed()

    def _changed(self) -> None:
        """Bring the screen up to the state."""
        if not self.query("#last"):  # too early
            return
        self._arrange()
        state = self.state
        self.query_one(List).choose(len(state.entries), state.cursor, stands_out=state.pane == "events")
        self._show_evidence()
        self._draw()
        for line in self.query(Line):
            line.refresh()

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

    def _filter(self, width: int) -> Text:
        if self.prompt and self.prompt.is_filter:
            return view.prompt("/", self.prompt.line, width, plain=self._plain)
        return view.question(self._question, width, plain=self._plain)

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
        focused = pane == state.pane and self.prompt is None
        return view.rule(names[pane], facts, width, focused=focused, plain=self._plain)

    def _below(self, pane: Pane, before: str = "") -> str:
        lines = self._pane(pane)
        more = lines.lines() - lines.scroll_offset.y - lines.size.height
        return f"{before}{more} more line{'' if more == 1 else 's'}" if more > 0 and lines.size.height else ""

    def _last(self, width: int) -> Text:
        if self.prompt and not self.prompt.is_filter and not self._note:
            return view.prompt("Go to date:", self.prompt.line, width, plain=self._plain)
        if self._note:
            return view.note(self._note, width, plain=self._plain)
        if self.prompt:
            return view.note("Enter keeps this filter, Esc goes back to the one before", width, plain=self._plain)
        return view.hints(width, plain=self._plain)

    def _show_evidence(self) -> None:
        row = self._answer.rows[self.state.cursor] if self.state.entries else None
        if row == self._shown and row is not None:
            return
        self._shown = row
        sheet = self._sheet("evidence")
        if row is None:
            none = "nothing matches" if self.shelf.total else "there is no event in this file"
            sheet.show(lambda _: Text(none, "dim"))
            return
        found = card(row, self.shelf.today)
        sheet.show(lambda _: card_view.card(found, plain=self._plain))

    # --- the lanes, drawn beside the keys --------------------------------------------------------------------------

    def _key(self) -> object:
        """Name the picture that is wanted."""
        state = self.state
        return (id(self._answer), state.window, state.by, state.scale, self.query_one(Lanes).size)

    def _draw(self) -> None:
        """Draw the lanes, if they are to be seen and would look different; one picture at a time."""
        if self._key() == self._drawn_key:
            self._mark()
            return
        size = self.query_one(Lanes).size
        if self._drawing or not size.width or not self.query_one("#lanes-pane").display:
            return
        self._drawing = True
        key, shelf, plain, answer, state = self._key(), self.shelf, self._plain, self._answer, self.state

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
        sheet = message.sheet
        below = [line.text() for line in (*sheet.lanes, *sheet.below)]
        self.query_one(Lanes).show([line.text() for line in sheet.axis], below)
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
        self._calm()
        try:
            answer = self.shelf.ask(text, certain=self._certain)
        except TimelineError as error:
            self._tell(error)
            return False
        self._question = text
        self._filled(answer)
        return True

    def _calm(self) -> None:
        """Ask nothing by itself any more."""
        if self._typing is not None:
            self._typing.stop()
        self._typing = None

    def _filled(self, answer: Answer) -> None:
        self._answer = answer
        self._painted.clear()
        self._shown = self._drawn_key = None
        self._to(browse.filled(self.state, answer.entries, answer.extent))

    def _tell(self, error: TimelineError) -> None:
        """Tell what went wrong: in the last line where that has room, else over the panes."""
        message = error.message.split("\n", 1)[0]
        said = f"{message}; {error.hint}" if error.hint else message
        if isinstance(error, DataError) or (len(said) > self._screen_size.width - 2 and self.prompt is None):
            shown = failure.lines(error)
            self._read(
                "Faults" if isinstance(error, DataError) else "Failed", lambda width: view.plain_lines(shown, width)
            )
        else:
            self._say(said)

    def _say(self, text: str) -> None:
        self._note = text
        self._line("last").refresh()

    def _read(self, name: str, paint: Callable[[int], Iterable[Text]]) -> None:
        """Show something to read in the place of the panes, until a key takes it away."""
        self._told = name
        self._sheet("told").show(lambda width: Group(*paint(width)))
        self.query_one("#panes").display = False
        self.query_one("#told-pane").display = True

    def _leave_reading(self) -> None:
        self._told = ""
        self.query_one("#told-pane").display = False
        self.query_one("#panes").display = True

    # --- keys ------------------------------------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Take every key and what is pasted; the rest is the library's."""
        if isinstance(event, Key):
            self._pressed(event)
        elif isinstance(event, Paste):
            if self.prompt:
                self._type(typed.inserted(self.prompt.line, event.text.strip("\n")))
        else:
            await super().on_event(event)

    def _pressed(self, event: Key) -> None:
        name = event.character if event.is_printable and event.character else event.key
        if name in {"ctrl+c", "ctrl+q"}:
            self.exit(130 if name == "ctrl+c" else 0)
        elif name == "ctrl+z":
            self.action_suspend_process()
        elif self._told:
            self._while_reading(name)
        elif self.prompt:
            self._while_typing(self.prompt, name, event)
        elif name in _KEYS:
            _KEYS[name](self)

    def _while_reading(self, name: str) -> None:
        sheet = self._sheet("told")
        page = max(sheet.size.height - 1, 1)
        by = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": page, " ": page, "pageup": -page}
        if name in by:
            sheet.scroll(sheet.scroll_offset.y + by[name])
        elif name in {"escape", "q", "enter", "?"}:
            self._leave_reading()

    def _while_typing(self, prompt: Prompt, name: str, event: Key) -> None:
        if name in {"enter", "tab"}:
            self._entered(prompt)
        elif name == "escape":
            self.prompt = None
            self._note = ""
            if prompt.is_filter and prompt.before != self._question:
                self._ask(prompt.before)
            self._calm()
            self._changed()
        elif event.is_printable and event.character:
            self._type(typed.inserted(prompt.line, event.character))
        elif (line := typed.edited(prompt.line, name)) is not None:
            self._type(line)

    def _type(self, line: Typed) -> None:
        """Take what is typed so far; a filter is asked as soon as there is a pause."""
        assert self.prompt
        text = self.prompt.line.text
        self.prompt = self.prompt._replace(line=line)
        if self.prompt.is_filter and line.text != text:
            self._calm()
            self._typing = self.set_timer(_PAUSE, partial(self._ask, line.text))
        if not self.prompt.is_filter:
            self._note = ""
        self._line("filter").refresh()
        self._line("last").refresh()

    def _entered(self, prompt: Prompt) -> None:
        """Keep a filter, or go to a date; what cannot be read stays, to be mended."""
        if prompt.is_filter:
            if self._ask(prompt.line.text):
                self.prompt = None
                self._changed()
            return
        try:
            when = dates.read(prompt.line.text, self.shelf.today)
        except TimelineError as error:
            self._tell(error)
            return
        self.prompt = None
        self._to(browse.dated(self.state, when.first_day, when.last_day))

    def _end(self, number: signal.Signals) -> None:
        self.ended_by = number
        self.exit(128 + number)

    def quit(self) -> None:
        """Leave."""
        self.exit(0)

    def back(self) -> None:
        """Take the screen back from a pane that is alone."""
        self._to(replace(self.state, alone=False))

    def alone(self) -> None:
        """Give the screen to one pane, or take it back."""
        self._to(replace(self.state, alone=not self.state.alone))

    def turn(self, steps: int) -> None:
        """Go to another pane."""
        self._to(browse.turned(self.state, steps))

    def go(self, by: int) -> None:
        """Go to the next event."""
        self._to(browse.moved(self.state, by))

    def down(self, by: int) -> None:
        """Go to the next event, or scroll."""
        if self.state.pane == "events":
            self.go(by)
            return
        pane = self._pane(self.state.pane)
        pane.scroll(pane.scroll_offset.y + by)
        self._line(f"{self.state.pane}-rule").refresh()

    def page(self, by: int) -> None:
        """Go on by what can be seen."""
        self.down(by * max(self._pane(self.state.pane).size.height - 1, 1))

    def to_end(self, by: int) -> None:
        """Go to the first event or the last, or scroll as far."""
        self.down(by * max(len(self.state.entries), self._pane(self.state.pane).lines()))

    def filter(self) -> None:
        """Type a question."""
        self.prompt = Prompt(is_filter=True, line=typed.whole(self._question), before=self._question)
        self._to(self.state)

    def certain(self) -> None:
        """Leave out what is only possible, or not."""
        self._certain = not self._certain
        self._ask(self._question)

    def date(self) -> None:
        """Type a date."""
        self.prompt = Prompt(is_filter=False, line=Typed())
        self._to(self.state)

    def to_today(self) -> None:
        """Go to today."""
        self._to(browse.dated(self.state, self.shelf.today, self.shelf.today))

    def zoom(self, steps: int) -> None:
        """Show less time, or more."""
        self._to(browse.zoomed(self.state, steps))

    def unzoom(self) -> None:
        """Show all time."""
        self._to(browse.unzoomed(self.state))

    def pan(self, steps: int) -> None:
        """Move in time."""
        self._to(browse.panned(self.state, steps))
        if self.state.window is None:
            self._say("all of the time is in sight; + shows less of it")

    def other_lanes(self) -> None:
        """Make other lanes."""
        self._to(browse.other_lanes(self.state))

    def other_scale(self) -> None:
        """Choose another scale."""
        self._to(browse.other_scale(self.state))

    def edit(self) -> None:
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
        self.reload()
        if failed is not None:
            self._tell(failed)

    def reload(self) -> None:
        """Read the files again; those that cannot be read leave what there was."""
        try:
            self.shelf.reload()
        except TimelineError as error:
            self._tell(error)
            return
        self._ask(self._question)

    def help(self) -> None:
        """Show the keys."""
        self._read("Keys", lambda width: view.keys(width, plain=self._plain))


_KEYS: dict[str, Callable[[Browser], None]] = {
    **dict.fromkeys(("down", "j"), lambda it: it.down(1)),
    **dict.fromkeys(("up", "k"), lambda it: it.down(-1)),
    "n": lambda it: it.go(1),
    "p": lambda it: it.go(-1),
    **dict.fromkeys(("pagedown", " "), lambda it: it.page(1)),
    "pageup": lambda it: it.page(-1),
    **dict.fromkeys(("home", "g"), lambda it: it.to_end(-1)),
    **dict.fromkeys(("end", "G"), lambda it: it.to_end(1)),
    "tab": lambda it: it.turn(1),
    "shift+tab": lambda it: it.turn(-1),
    "enter": Browser.alone,
    "escape": Browser.back,
    "/": Browser.filter,
    "c": Browser.certain,
    "d": Browser.date,
    "t": Browser.to_today,
    **dict.fromkeys(("+", "="), lambda it: it.zoom(1)),
    "-": lambda it: it.zoom(-1),
    "0": Browser.unzoom,
    **dict.fromkeys(("left", "h"), lambda it: it.pan(-1)),
    **dict.fromkeys(("right", "l"), lambda it: it.pan(1)),
    "b": Browser.other_lanes,
    "s": Browser.other_scale,
    "e": Browser.edit,
    "r": Browser.reload,
    "?": Browser.help,
    "q": Browser.quit,
}
KEYS = frozenset(_KEYS)
"""The keys that do something, by the names that the library gives them."""
