"""Make a file of events of any size: deterministic, and shaped like the curated one."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

ACTORS = (
    "Serbia", "Turkey", "Kosovo", "Albania", "NATO", "United States", "Russia", "China", "France", "Germany",
    "United Kingdom", "Italy", "Greece", "Bulgaria", "Romania", "Hungary", "Croatia", "Montenegro", "North Macedonia",
    "Bosnia and Herzegovina", "EU", "UN", "Ukraine", "Poland", "Austria", "Spain", "Israel", "Iran", "Iraq", "Syria",
    "Egypt", "India", "Japan", "Brazil", "Canada", "Mexico", "Australia", "Georgia", "Armenia", "Azerbaijan",
    "Aleksandar Vučić", "Recep Tayyip Erdoğan", "Albin Kurti", "Edi Rama", "Vladimir Putin", "Emmanuel Macron",
    "Hashim Thaçi", "Boris Tadić", "Tomislav Nikolić", "Abdullah Gül",
)  # fmt: skip
KINDS = (
    "agree",
    "consult",
    "support",
    "cooperate",
    "aid",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "assault",
)


def date(random_: random.Random) -> str:
    """Make a date: mostly days, some months, years, bounds and periods."""
    year, month, day = random_.randint(1900, 2026), random_.randint(1, 12), random_.randint(1, 28)
    whole = f"{year}-{month:02d}-{day:02d}"
    shape = random_.random()
    if shape < 0.8:
        return whole
    if shape < 0.9:
        return whole[:7]
    return str(year) if shape < 0.96 else f"../{whole}" if shape < 0.98 else f"{whole}/{year + 1}"


def events(count: int) -> Iterator[str]:
    """Yield a file of so many events, in parts."""
    random_ = random.Random(20241011)  # noqa: S311 -- wanted: the same on every machine
    yield "# Made by bench/generate.py\nevents:\n"
    for number in range(count):
        source, target = random_.sample(ACTORS, 2)
        yield f"""  - id: event-{number}
    date: {date(random_)}
    title: {source} and {target} deal with matter {number} in public
    summary: >-
      What {source} wanted of {target} on this day, told in a sentence that is long enough to fill a line,
      and what came of it afterwards, in another.
    kind: {random_.choice(KINDS)}
    actors:
      - {{name: {source}, role: source}}
      - {{name: {target}, role: target}}
    place: {{name: Belgrade, country: RS, lat: 44.8176, lon: 20.4633}}
    confidence: high
    tags: [matter, t{number % 50}]
    sources:
      - url: https://example.org/{number}
        publisher: Agency {number % 9}
        published: {random_.randint(1990, 2026)}-05-06
        note: reports it

"""


if __name__ == "__main__":
    sys.stdout.writelines(events(int(sys.argv[1])))
