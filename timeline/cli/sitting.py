"""A sitting: one candidate after the other, and a key for each verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from timeline.cli import editor, failure
from timeline.cli.console import Console
from timeline.cli.desk import Desk, Outcome
from timeline.cli.keys import AGAIN, END, Keys
from timeline.cli.options import Screen
from timeline.errors import TimelineError, UsageError
from timeline.model.candidate import Candidate, Told
from timeline.model.text import visible
from timeline.model.verdict import Verdict
from timeline.read.given import given
from timeline.report.proposal import Nearby, proposal
from timeline.review.similar import Similar

_KEYS = {
    "a": "accept", "e": "edit", "r": "reject", "m": "merge", "s": "skip", "u": "undo", "q": "quit", "?": "help",
}  # fmt: skip
_HELP = """a  accept: the event, its source and its quote go into the file
e  edit the event in your editor first (VISUAL, EDITOR, vi)
r  reject: it never comes again
m  merge: its sources go to an event that is there already
s  skip: it comes again next time
u  undo the last verdict of this sitting
q  quit; Ctrl-D does too
?  this help"""
_TEMPLATE = """# {quote}
#
# Save and close to accept this event. Empty the file, or change nothing, to accept nothing.

"""


class Tally(NamedTuple):
    """How many candidates got which verdict, and how many wait."""

    accepted: int
    rejected: int
    merged: int
    left: int

    def __str__(self) -> str:
        return f"{self.accepted} accepted, {self.rejected} rejected, {self.merged} merged, {self.left} left"


class Sitting:
    """A reviewer at a terminal, before a desk."""

    def __init__(self, desk: Desk, queue: Sequence[Candidate], screen: Screen, *, copy_seed: bool) -> None:
        self.desk = desk
        self.queue = queue
        self.at = 0
        self.given: list[Verdict] = []
        self._screen = Screen(width=screen.width, color=screen.color, ascii=screen.ascii, pager=False)
        self._copy_all = copy_seed
        self._declined: set[str] = set()
        self._at_first = dict(desk.seen())
        self._nearby: list[Similar] = []

    def tally(self) -> Tally:
        """Count this sitting's verdicts, those that were undone left out, and what is still to be decided."""
        count = [one.verdict for one in self.given].count
        seen = self.desk.seen()
        left = sum(one.id not in seen for one in self.queue)
        return Tally(count("accept"), count("reject"), count("merge"), left)

    def run(self) -> None:
        """Show one candidate after the other until there is none left, or whoever sits there has enough.

        Raises ``KeyboardInterrupt`` on Ctrl-C; the terminal is as before in every case.
        """
        try:
            with Keys() as self._keys:
                while self.at < len(self.queue) and self._one(self.queue[self.at]):
                    pass
        finally:
            self._say(str(self.tally()))

    def _one(self, candidate: Candidate) -> bool:
        """Show a candidate and act on one key; say whether to go on."""
        self.desk.refresh()
        before = self.desk.standing.get(candidate.id)
        if before is not None and before != self._at_first.get(candidate.id):
            if before not in self.given:
                self._say(f"decided elsewhere: {Outcome(before).told}")
            self.at += 1
            return True
        self._show(candidate, before)
        while True:
            key = self._keys.key()
            if key == AGAIN:
                return True
            if key in {"q", END}:
                return False
            if key == "?":
                self._say(_HELP)
            elif key in _KEYS:
                done = self._acted(key, candidate)
                if done is not None:
                    self.at = done
                    return True
            else:
                self._say("no such key; ? lists those there are")

    def _acted(self, key: str, candidate: Candidate) -> int | None:
        """Do what a key asks for; give the number of the candidate to show next, None to wait for another key."""
        try:
            if key == "s":
                self._say("skipped")
                return self.at + 1
            if key == "u":
                return self._undone()
            outcome = {"a": self._accepted, "e": self._edited, "r": self.desk.reject, "m": self._merged}[key](candidate)
        except TimelineError as error:
            self._say(*failure.lines(error))
            return None
        if outcome is None:
            return None
        self._take(outcome)
        return self.at + 1

    def _take(self, outcome: Outcome) -> None:
        if outcome.is_new:
            self.given.append(outcome.verdict)
        if self.desk.dry_run and outcome.wrote:
            self._say(outcome.wrote.rstrip("\n"))
        self._say(outcome.told)

    def _accepted(self, candidate: Candidate) -> Outcome:
        return self.desk.accept(candidate, self._copies)

    def _copies(self, told: Told) -> bool:
        """Ask whether a copy of an article that is no seed is to be kept as one; no need to ask twice about a page."""
        if self._copy_all or told.address in self._declined:
            return self._copy_all
        wanted = self._confirm(
            f"{told.address} is no seed, so its words cannot be looked up later.\nKeep a copy in seeds/? y/n"
        )
        if not wanted and told.url:
            self._declined.add(told.address)
        return wanted

    def _confirm(self, question: str) -> bool:
        self._say(question)
        while True:
            key = self._keys.key()
            if key in {"y", "n"}:
                return key == "y"
            if key in {END, "q", "\x1b"}:
                return False

    def _undone(self) -> int | None:
        if not self.given:
            self._say("nothing to undo in this sitting; `timeline review --undo` takes back the last verdict of all")
            return None
        last = self.given[-1]
        outcome = self.desk.undo(last.candidate)
        self.given.pop()
        self._say(outcome.told)
        return next((n for n, one in enumerate(self.queue) if one.id == last.candidate), self.at)

    def _merged(self, candidate: Candidate) -> Outcome | None:
        if self._nearby:
            from timeline.view.proposal import nearby

            Console(self._screen).draw(nearby(self._lines()))
        self._say("Merge into which event? A number, or an id; Enter goes back.")
        name = self._keys.line("> ")
        if not name:
            self._say("not merged")
            return None
        if name.isascii() and name.isdecimal() and 0 < int(name) <= len(self._nearby):
            name = str(self._nearby[int(name) - 1].event["id"])
        return self.desk.merge(candidate, name, self._copies)

    def _edited(self, candidate: Candidate) -> Outcome | None:
        quote = " ".join(candidate.quote.text.split())
        text = _TEMPLATE.format(quote=quote) + _outdented(self.desk.proposed(candidate, self._copies))
        with editor.folder() as folder:
            path = Path(folder) / "event.yaml"
            path.write_text(text, encoding="utf-8")
            while True:
                with self._keys.cooked():
                    editor.run(path)
                data = path.read_bytes() if path.exists() else b""
                if data == text.encode():
                    self._say("nothing was changed, and nothing accepted; a accepts it as it is")
                    return None
                try:
                    found = given(data, str(path))
                    if not found:
                        self._say("nothing accepted")
                        return None
                    if len(found) > 1:
                        raise UsageError(f"these are {len(found)} events", "leave one")
                    return self.desk.accept(candidate, self._copies, found[0], str(path))
                except TimelineError as error:
                    self._say(*failure.lines(error))
                if not self._confirm("Edit it again? y/n"):
                    self._say("nothing accepted")
                    return None

    def _show(self, candidate: Candidate, before: Verdict | None) -> None:
        from timeline.view.proposal import proposal as paint

        desk = self.desk
        try:
            self._nearby = desk.similar(candidate)
        except TimelineError as error:
            self._nearby = []
            self._say(*failure.lines(error))
        names = {actor.id: actor.name for actor in desk.registry.actors.values()}
        head = f"{self.at + 1} of {len(self.queue)}"
        near = [(one.event, one.why) for one in self._nearby]
        card = proposal(candidate, head, desk.today, names, near, desk.articles.text, before)
        console = Console(self._screen)
        console.draw("", paint(card, plain=console.ascii))
        self._say("  ".join(f"{key} {word}" for key, word in _KEYS.items()))

    def _lines(self) -> list[Nearby]:
        from timeline.model.edtf import parse
        from timeline.report import words

        return [
            Nearby(one.event["id"], words.date(parse(one.event["date"])), one.event["title"], one.why)
            for one in self._nearby
        ]

    def _say(self, *lines: str) -> None:
        from rich.text import Text

        Console(self._screen).draw(*(Text(visible(part)) for line in lines for part in line.split("\n")))


def _outdented(block: str) -> str:
    return "".join(line[2:] if line.strip() else line for line in block.splitlines(keepends=True))
