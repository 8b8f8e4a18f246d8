"""What a reviewer has before them: a draft, its verdicts and the file of events; and what they can do with them.

Nothing here asks anybody or prints anything. The file of events is read again, held, at each step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from timeline.cli import settings
from timeline.cli.articles import Articles, Copies
from timeline.errors import DataError, Problem, UsageError
from timeline.lexicon.actors import Registry, shipped
from timeline.model.candidate import Candidate
from timeline.model.day import iso_day
from timeline.model.event import Event, document
from timeline.model.verdict import Verdict, verdict
from timeline.read import Raw
from timeline.read.candidates import parse
from timeline.review.accept import accept
from timeline.review.checked import checked
from timeline.review.merge import merge
from timeline.review.name import free
from timeline.review.queue import pending, unique
from timeline.review.sheet import Sheet, sheet
from timeline.review.similar import Similar, days, same, similar
from timeline.review.source import sources
from timeline.store import blocks
from timeline.store.decide import Decided, is_done, note, recover, settle, taken_back
from timeline.store.registry import registry
from timeline.store.source import Wanted
from timeline.store.source import load as load_bytes
from timeline.store.verdicts import NAME, Log
from timeline.write.yaml import block
from timeline.write.yaml import sources as source_lines

_DRAFT = Wanted("draft", "candidates.jsonl", "make one with `timeline extract`, or name another")
_DONE = {"accept": "accepted", "reject": "rejected", "merge": "merged", "undo": "undone"}


class Outcome(NamedTuple):
    """What came of a step: the verdict that stands now, whether it is new, and what was, or would be, written."""

    verdict: Verdict
    is_new: bool = True
    wrote: str = ""

    @property
    def told(self) -> str:
        """Say it in a line."""
        one = self.verdict
        where = {"accept": f" as {one.event}", "merge": f" into {one.event}"}.get(one.verdict, "")
        if one.verdict == "undo" and one.wrote:
            where = f", and taken out of {one.event}"
        elif where and one.wrote is None and self.is_new:
            where += ", which has it already"
        return f"{'' if self.is_new else 'already '}{_DONE[one.verdict]}{where}: {one.title}"


def draft(events_file: str) -> str:
    """Give the draft that is meant where none is named: ``candidates.jsonl`` beside the events."""
    return os.path.join(os.path.dirname(events_file), "candidates.jsonl")


class Desk:
    """A draft with its verdicts, and the file of events that they change. ``today`` is a day number.

    With ``dry_run`` nothing is written anywhere, and verdicts hold for as long as the desk does.
    """

    def __init__(self, path: str, events_file: str, today: int, *, dry_run: bool = False) -> None:
        self.path = path
        self.file = events_file
        self.today = today
        self.dry_run = dry_run
        self.candidates = unique(parse(load_bytes(path, _DRAFT).data, path))
        beside = events_file if path == "-" else path
        self.log = Log(os.path.join(os.path.dirname(beside), NAME))
        self.articles = Articles(events_file, dry_run=dry_run)
        self.tried: dict[str, Verdict] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take in what others have decided meanwhile, and make good what a kill has left half done."""
        self.log.refresh()
        if self.log.begun and not self.dry_run:
            recover(self.log, self.file)

    @cached_property
    def registry(self) -> Registry:
        """The actors that are known here."""
        return registry(settings.registry([self.file]), settings.cache_folder())

    @cached_property
    def _shipped(self) -> Registry | None:
        return self.registry if settings.registry([self.file]) == shipped() else None

    @property
    def standing(self) -> dict[str, Verdict]:
        """The verdicts that hold, by candidate, the latest last."""
        return {**self.log.standing, **self.tried} if self.tried else self.log.standing

    def seen(self) -> Mapping[str, Verdict]:
        """Give the verdicts that hold, with those that were carried out and could not be written down: for a reader."""
        if not self.log.begun:
            return self.standing
        data = load_bytes(self.file).data
        done = {name: one for name, one in self.log.begun.items() if is_done(one, data)}
        undone = {name for name, one in done.items() if one.verdict == "undo"}
        return {name: one for name, one in {**self.standing, **done}.items() if name not in undone}

    def pending(self, min_score: float = 0.0) -> Sequence[Candidate]:
        """Give the candidates that wait for a verdict."""
        return pending(self.candidates, self.seen(), min_score)

    def find(self, name: str) -> Candidate:
        """Give the candidate of an id, or of its beginning; raise ``UsageError`` where that is none, or several."""
        found = [one for one in self.candidates if one.id == name]
        found = found or [one for one in self.candidates if name and one.id.startswith(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"'{name}' begins the ids of {len(found)} candidates", "write more of it")
        from timeline.store.select import suggest

        ids = {one.id: one.id for one in self.candidates}
        raise UsageError(f"no candidate is called '{name}' in '{self.path}'", suggest(name, ids, "see --json"))

    def _sources(self, candidate: Candidate, copies: Copies, *, strict: bool = True) -> list[dict[str, Any]]:
        return sources(candidate, self.articles.kept(candidate, copies), strict=strict)

    def proposed(self, candidate: Candidate, copies: Copies) -> str:
        """Give the block that accepting would write, for somebody to edit: what is wrong with it they can mend."""
        values = accept(candidate, self._sources(candidate, copies, strict=False), self.registry, {})
        return block(values, self._shipped)

    def accept(self, candidate: Candidate, copies: Copies, edited: Raw | None = None, origin: str = "") -> Outcome:
        """Write the event that a candidate is into the file, and the verdict down.

        ``edited`` is what somebody has made of it instead, in the file ``origin``.

        Raises ``DataError`` with every fault of the event, ``UsageError`` where it cannot be had at all.
        """
        raw = edited or self._raw(candidate, copies)
        added = ""

        def decide(data: bytes) -> Decided:
            nonlocal added
            known = self._sheet(data)
            again = same(raw.values, known.records) if _has_sources(raw.values) else None
            if again is not None:
                return Decided(self._verdict(candidate, "accept", again))
            event = self._checked(raw, known, origin)
            added = block(document(event), self._shipped)
            changed = blocks.insert(data, added, lambda _: known.place(event.when), self.file)
            return Decided(self._verdict(candidate, "accept", event.id, changed.wrote), changed.data)

        return self._settled(candidate, decide, lambda: added)

    def _raw(self, candidate: Candidate, copies: Copies) -> Raw:
        if candidate.date is None:
            raise UsageError("it has no date: the text does not tell", "edit it to give one")
        found = accept(candidate, self._sources(candidate, copies), self.registry, {})
        return Raw(found, 0, lambda _: (0, 0))

    def _checked(self, raw: Raw, known: Sheet, origin: str) -> Event:
        where = origin or "the candidate"
        taken = known.ids()
        if not origin:
            raw = raw._replace(values={**raw.values, "id": free(raw.values["id"], taken)})
        event = checked(raw, self.registry, where, self.articles.seed_text)
        if event.id in taken:
            message = f"the id '{event.id}' is taken"
            raise DataError([Problem(where, *raw.place(("id",)), "duplicate-id", message, "give it another")])
        return event

    def merge(self, candidate: Candidate, event: str, copies: Copies) -> Outcome:
        """Add those sources of a candidate to an event that it does not have yet, and write the verdict down."""
        found = self._sources(candidate, copies)
        added = ""

        def decide(data: bytes) -> Decided:
            nonlocal added
            known = self._sheet(data)
            record = known.find(event)
            if record is None:
                from timeline.store.select import suggest

                hint = suggest(event, {name: name for name in known.ids()}, "see `timeline list --json`")
                raise UsageError(f"there is no event '{event}' in '{self.file}'", hint)
            fresh = merge(found, record)
            if not fresh:
                return Decided(self._verdict(candidate, "merge", event))
            added, flow = source_lines(fresh)
            changed = blocks.amend(data, event, added, flow, self.file)
            return Decided(self._verdict(candidate, "merge", event, changed.wrote), changed.data)

        return self._settled(candidate, decide, lambda: added)

    def reject(self, candidate: Candidate) -> Outcome:
        """Write down that a candidate is none; nothing else is changed."""
        if self.dry_run:
            return self._settled(candidate, lambda _: Decided(self._verdict(candidate, "reject")), str)
        before: Verdict | None = None

        def decide() -> Verdict | None:
            nonlocal before
            before = self.log.standing.get(candidate.id)
            if before is not None and before.verdict != "reject":
                return None
            return None if before else self._verdict(candidate, "reject")

        found = note(self.log, self.file, decide)
        if found is None:
            assert before is not None
            return Outcome(before, is_new=False)
        return Outcome(found)

    def undo(self, candidate: str | None = None) -> Outcome:
        """Take back the verdict on a candidate, or the last of all, and what it wrote into the file of events.

        Raises ``UsageError`` where there is none, or where what was written has been edited since.
        """
        if self.dry_run:
            name = candidate or next(reversed(self.standing), None)
            one = self.standing.get(name or "")
            if name is None or one is None:
                raise _nothing()
            if name not in self.tried:
                taken_back(one, load_bytes(self.file).data, self.file)
            self.tried.pop(name, None)
            return Outcome(self._taken(one), wrote=one.wrote or "")

        def decide(data: bytes) -> Decided:
            name = candidate or next(reversed(self.log.standing), None)
            one = self.log.standing.get(name or "")
            if one is None:
                raise _nothing()
            return Decided(self._taken(one), taken_back(one, data, self.file))

        one = settle(self.log, self.file, decide)
        assert one is not None
        return Outcome(one, wrote=one.wrote or "")

    def _taken(self, one: Verdict) -> Verdict:
        return Verdict(one.candidate, "undo", one.event, iso_day(self.today), one.title, one.kind, one.quote, one.wrote)

    def _settled(self, candidate: Candidate, decide: Callable[[bytes], Decided], added: Callable[[], str]) -> Outcome:
        """Carry a decision out, unless somebody has accepted or merged the candidate already."""
        if self.dry_run:
            before = self.standing.get(candidate.id)
            if _stays(before):
                assert before is not None
                return Outcome(before, is_new=False)
            decided = decide(load_bytes(self.file).data)
            self.tried[candidate.id] = decided.verdict
            return Outcome(decided.verdict, wrote=added())
        found: Verdict | None = None

        def unless(data: bytes) -> Decided | None:
            nonlocal found
            found = self.log.standing.get(candidate.id)
            return None if _stays(found) else decide(data)

        one = settle(self.log, self.file, unless)
        if one is None:
            assert found is not None
            return Outcome(found, is_new=False)
        return Outcome(one, wrote=added())

    def _verdict(
        self, candidate: Candidate, decision: str, event: str | None = None, wrote: str | None = None
    ) -> Verdict:
        return verdict(candidate, decision, iso_day(self.today), event, wrote)

    def _sheet(self, data: bytes) -> Sheet:
        parts = blocks.layout(data)
        return sheet(parts.pieces if parts else [], self.file)

    def similar(self, candidate: Candidate) -> list[Similar]:
        """Give the events of the file that a candidate may tell of once more, best first."""
        import json

        from timeline.model.day import AFTER, BEFORE
        from timeline.store.index import open_index
        from timeline.syntax.json import dump

        first, last = days(candidate) or (AFTER, BEFORE - 1)
        opened = open_index(self.file, settings.registry([self.file]), settings.cache_folder())
        rows = opened.rows(
            "SELECT d.json FROM event e JOIN event_doc d ON d.event = e.rowid"
            " WHERE e.id = ? OR (e.first_day <= ? AND e.last_day >= ?) OR instr(d.json, ?)",
            (candidate.known or "", last, first, dump(candidate.quote.text)),
        )
        return similar(candidate, [json.loads(text) for (text,) in rows])


def _stays(one: Verdict | None) -> bool:
    """Say whether a verdict has to be undone before there can be another: it has changed the file of events."""
    return one is not None and one.verdict != "reject"


def _has_sources(values: Any) -> bool:
    found = values.get("sources") if isinstance(values, dict) else None
    return isinstance(found, list) and all(isinstance(one, dict) for one in found)


def _nothing() -> UsageError:
    return UsageError("there is no verdict to undo", "")
