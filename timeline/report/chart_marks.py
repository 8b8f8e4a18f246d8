"""The mark of an event: which columns its date allows, and what is known about each of them.

Known days are solid and unknown ones dotted, so a track of dots means "somewhere in here", never "all the time".
No part of a mark stands on a column without a day that the date allows.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from timeline.model.day import AFTER, BEFORE
from timeline.model.outline import Drawable
from timeline.model.when import Span, When
from timeline.report.scale import Scale

PartKind = Literal[
    "day", "some", "track", "start", "end", "bar", "whole", "not-before", "not-after", "before", "beyond", "onward",
    "about", "expected", "hypothetical", "denied", "cancelled",
]  # fmt: skip
"""``day``: known day. ``some``: a day of this column. ``track``: a day of these. ``start bar end``: it lasted.
``whole``: it lasted, within this column. ``not-before not-after``: a bound. ``before beyond``: it goes on outside the
chart or nobody knows. ``onward``: it still goes on. ``about``: this end is approximate. The others are statuses."""

_FADE = (1, 2, 3, 5, 7, 10)
"""Columns of the dots of a track without an end, counted from the end that is known."""
_STATUSES: dict[str, PartKind] = {
    "expected": "expected", "hypothetical": "hypothetical", "denied": "denied", "cancelled": "cancelled",
}  # fmt: skip
_ARROWS: frozenset[PartKind] = frozenset({"before", "beyond", "onward", "not-before", "not-after"})


class Part(NamedTuple):
    """A run of equal cells."""

    kind: PartKind
    start: int
    end: int


def parts(event: Drawable, scale: Scale, today: int) -> tuple[Part, ...]:
    """Draw an event that touches the window: parts in order, apart from each other, at least one."""
    when = event.when
    if len(when.spans) == 1 and event.status == "occurred" and not when.approximate:
        first, begun, unended, last = when.spans[0]
        # Most marks are of one part, and a full chart has thousands of them.
        if first == unended and begun == last and scale.window.first <= first and last <= scale.window.last:
            start, end = scale.columns(first, last)
            if first == last:
                return (Part("day", start, start + 1),)
            return (Part("some" if end - start == 1 else "track", start, end),)
    cells: dict[int, PartKind] = {}
    if len(when.spans) == 1:
        cells = _span(when.spans[0], scale, today)
    else:
        window = scale.window
        for span in when.spans:
            if span.first <= window.last and span.last >= window.first:
                _lay(cells, _span(span, scale, today))
        if not when.every:
            _doubt(cells)
    _decorate(cells, event)
    return _runs(cells)


def _lay(cells: dict[int, PartKind], more: dict[int, PartKind]) -> None:
    """Add cells; what is surer about a column stays."""
    for column, kind in more.items():
        if cells.get(column, "track") in {"track", "some"}:
            cells[column] = kind


def _doubt(cells: dict[int, PartKind]) -> None:
    """Make the days of alternatives possible days: it was one of them."""
    for column, kind in cells.items():
        if kind in {"day", "some"}:
            cells[column] = "track" if column - 1 in cells or column + 1 in cells else "some"


def _span(span: Span, scale: Scale, today: int) -> dict[int, PartKind]:
    first, last = scale.window
    if span.first == span.last:
        return {scale.columns(span.first, span.first)[0]: "day"}
    if (span.first, span.last) == (span.unended, span.begun):
        return _once(span.first, span.last, scale)
    # Its sure part, and what lies before and after that.
    start, end = max(span.begun, first), min(span.unended, last)
    if span.unended == AFTER:
        end = min(last, max(today, span.begun))
    cells: dict[int, PartKind] = {}
    if start <= end:
        sure = scale.columns(start, end)
        cells |= dict.fromkeys(range(*sure), "bar")
        _cap(cells, span, scale, sure)
        middle = sure
    elif span.begun > last:
        middle = (scale.width, scale.width)
    elif span.unended < first:
        middle = (0, 0)
    else:
        return _once(span.first, span.last, scale)
    _lay_track(cells, _left(span.first, middle[0], scale))
    if span.unended != AFTER:
        _lay_track(cells, _right(span.last, middle[1], scale))
    if span.begun > last:
        cells[max(cells)] = "beyond"
    if span.unended < first and span.unended != BEFORE:
        cells[min(cells)] = "before"
    return cells


def _lay_track(cells: dict[int, PartKind], track: dict[int, PartKind]) -> None:
    for column, kind in track.items():
        cells.setdefault(column, kind)


def _cap(cells: dict[int, PartKind], span: Span, scale: Scale, sure: tuple[int, int]) -> None:
    """Close a bar where its end is known, as far as one column can tell, and mark where it goes on."""
    first, last = scale.window
    start, end = sure[0], sure[1] - 1
    begins = span.first >= first and scale.columns(span.first, span.first)[0] == start
    ends = span.last <= last and scale.columns(span.last, span.last)[1] == end + 1
    if span.unended == AFTER:
        if begins and start < end:
            cells[start] = "start"
        cells[end] = "onward"
    elif begins and ends:
        cells |= {start: "start", end: "end"} if start < end else {start: "whole"}
    elif begins:
        cells[start] = "start"
    elif ends:
        cells[end] = "end"
    if BEFORE < span.begun < first:
        cells[start] = "before" if start < end or span.unended != AFTER else "onward"
    if last < span.unended < AFTER:
        cells[end] = "beyond"


def _once(first: int, last: int, scale: Scale) -> dict[int, PartKind]:
    """Draw what happened once, from one day to another or on one side of a bound."""
    window = scale.window
    if first == BEFORE:
        bound = scale.columns(last, last)[1] - 1 if last <= window.last else scale.width - 1
        return {**_faded(bound, -1, scale), bound: "not-after" if last <= window.last else "beyond"}
    if last == AFTER:
        bound = scale.columns(first, first)[0] if first >= window.first else 0
        return {**_faded(bound, 1, scale), bound: "not-before" if first >= window.first else "before"}
    start, end = scale.columns(max(first, window.first), min(last, window.last))
    cells: dict[int, PartKind] = dict.fromkeys(range(start, end), "track" if end - start > 1 else "some")
    if first < window.first:
        cells[start] = "before"
    if last > window.last:
        cells[end - 1] = "beyond"
    return cells


def _left(first: int, end: int, scale: Scale) -> dict[int, PartKind]:
    """Draw the days before a sure part on which it can have begun."""
    if first == BEFORE:
        cells = _faded(end, -1, scale)
        return cells | {min(cells): "before"} if cells else {}
    start = scale.columns(max(first, scale.window.first), scale.window.last)[0]
    cells = dict.fromkeys(range(start, end), "track")
    return cells | {start: "before"} if cells and first < scale.window.first else cells


def _right(last: int, start: int, scale: Scale) -> dict[int, PartKind]:
    """Draw the days after a sure part on which it can have ended."""
    if last == AFTER:
        cells = _faded(start - 1, 1, scale)
        return cells | {max(cells): "beyond"} if cells else {}
    end = scale.columns(scale.window.first, min(last, scale.window.last))[1]
    cells = dict.fromkeys(range(start, end), "track")
    return cells | {end - 1: "beyond"} if cells and last > scale.window.last else cells


def _faded(origin: int, step: int, scale: Scale) -> dict[int, PartKind]:
    return {origin + step * far: "track" for far in _FADE if 0 <= origin + step * far < scale.width}


def _decorate(cells: dict[int, PartKind], event: Drawable) -> None:
    """Mark the ends of what is approximate, and of what is no plain fact."""
    if event.when.approximate:
        left, right = _about(event.when)
        _stamp(cells, "about", left=left, right=right)
    if kind := _STATUSES.get(event.status):
        _stamp(cells, kind, left=True, right=True)


def _about(when: When) -> tuple[bool, bool]:
    """Say which ends are approximate."""
    if "/" not in when.text:
        return True, True
    left, right = (any(sign in side for sign in "~%") for side in when.text.split("/"))
    return left, right


def _stamp(cells: dict[int, PartKind], kind: PartKind, *, left: bool, right: bool) -> None:
    """Put a kind on the end cells, or on the cell inside of a bound or an arrow where there is one."""
    columns = sorted(cells)
    first, last = columns[0], columns[-1]
    # Where a track fades there is no end.
    left = left and not (cells[first] == "track" and first + 1 not in cells)
    right = right and not (cells[last] == "track" and last - 1 not in cells)
    for wanted, column, step in ((left, first, 1), (right, last, -1)):
        if not wanted:
            continue
        inside = column + step
        if cells[column] not in _ARROWS:
            cells[column] = kind
        elif cells.get(inside, "before") not in _ARROWS:
            cells[inside] = kind
        elif len(cells) == 1:
            cells[column] = kind


def _runs(cells: dict[int, PartKind]) -> tuple[Part, ...]:
    found: list[Part] = []
    for column in sorted(cells):
        kind = cells[column]
        if found and found[-1].kind == kind and found[-1].end == column:
            found[-1] = found[-1]._replace(end=column + 1)
        else:
            found.append(Part(kind, column, column + 1))
    return tuple(found)
