"""Hold what was found in a text against what people marked in it.

The definitions are those of TempEval-3 (UzZaman et al. 2013, task A). *Strict*: the words are the same. *Relaxed*: they
have a character in common. *Value*: relaxed, and the value is the same. White space, quotes, brackets and punctuation
around words do not count. What people marked without deciding on a value can be found or not: it is never missed, and
what is found on it and nowhere else is not held to be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from timeline.model.mention import Mention

_AROUND = " \t\r\n\"'`.,;:()[]“”‘’"


class Pair(NamedTuple):
    """A marked mention and the found one that is held against it; one of the two may be missing."""

    gold: Mention | None
    found: Mention | None

    @property
    def either(self) -> Mention:
        """The marked one, or else the found one."""
        mention = self.gold or self.found
        assert mention is not None
        return mention

    @property
    def is_relaxed(self) -> bool:
        """Whether something was found where something is marked."""
        return self.gold is not None and self.found is not None

    @property
    def is_strict(self) -> bool:
        """Whether the same words were found."""
        return _extent(self.gold) == _extent(self.found)

    @property
    def has_value(self) -> bool:
        """Whether it was found with the value that it has."""
        gold, found = self
        return gold is not None and found is not None and gold.value.upper() == found.value.upper()


def _extent(mention: Mention | None) -> tuple[int, int] | None:
    return None if mention is None else (mention.start, mention.end)


def pairs(text: str, gold: Iterable[Mention], found: Iterable[Mention]) -> list[Pair]:
    """Pair what is marked in a text with what was found in it, each with one at most, in the order of the text.

    The same words come first, then what has most in common. Mentions are given back without what is around them.
    """
    marked, ours = _trimmed(text, gold), _trimmed(text, found)
    decided = [mention for mention in marked if mention.value]
    match = _match(decided, ours)
    free = sorted(set(range(len(ours))) - set(match.values()))
    undecided = [mention for mention in marked if not mention.value]
    excused = {free[right] for _, right in _overlaps(undecided, [ours[number] for number in free])}
    made = [
        *(Pair(mention, ours[match[number]] if number in match else None) for number, mention in enumerate(decided)),
        *(Pair(None, ours[number]) for number in free if number not in excused),
    ]
    return sorted(made, key=lambda pair: (pair.either.start, pair.either.end))


def _trimmed(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Take off what is around the words; drop what is nothing else."""
    kept = []
    for mention in mentions:
        words = text[mention.start : mention.end]
        start = mention.start + len(words) - len(words.lstrip(_AROUND))
        words = words.strip(_AROUND)
        if words:
            kept.append(mention._replace(start=start, end=start + len(words), text=words))
    return kept


def _match(left: Sequence[Mention], right: Sequence[Mention]) -> dict[int, int]:
    """Choose for each of the left one of the right, by their numbers: the best pair of all first."""

    def rank(pair: tuple[int, int]) -> tuple[bool, int, int, int]:
        one, two = left[pair[0]], right[pair[1]]
        return _extent(one) != _extent(two), max(one.start, two.start) - min(one.end, two.end), *pair

    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for one, two in sorted(_overlaps(left, right), key=rank):
        if one not in chosen and two not in taken:
            chosen[one] = two
            taken.add(two)
    return chosen


def _overlaps(left: Sequence[Mention], right: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of all that overlap, going through the text once with those at hand that have not ended."""
    both = [(mention.start, mention.end, 0, number) for number, mention in enumerate(left)]
    both += [(mention.start, mention.end, 1, number) for number, mention in enumerate(right)]
    at_hand: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, number in sorted(both):
        others = at_hand[1 - side]
        others[:] = [(until, other) for until, other in others if until > start]
        yield from ((number, other) if side == 0 else (other, number) for _, other in others)
        at_hand[side].append((end, number))


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each in 0..1."""

    precision: float
    recall: float
    f1: float


@dataclass(slots=True)
class Counts:
    """How many are marked, how many were found, and how many of those rightly, by each of the definitions."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def add(self, pair: Pair) -> None:
        """Count one pair."""
        self.gold += pair.gold is not None
        self.found += pair.found is not None
        self.relaxed += pair.is_relaxed
        self.strict += pair.is_strict
        self.value += pair.has_value

    def score(self, right: int) -> Score:
        """Score so many that are right."""
        precision = right / self.found if self.found else 0.0
        recall = right / self.gold if self.gold else 0.0
        both = precision + recall
        return Score(precision, recall, 2 * precision * recall / both if both else 0.0)
