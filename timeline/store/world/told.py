"""Events of rows that have facets: numbers until they are written, then columns of what the numbers stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read.feeds import NO_ID, Feed
from timeline.store.world import shape
from timeline.store.world.cast import NOBODY, Cast
from timeline.store.world.columns import distinct, folded_lines, scattered, used
from timeline.store.world.facets import Ask, Facet, filled, gathered, mirrors, numbered
from timeline.store.world.fields import Fields
from timeline.store.world.staged import Sheet, Staged

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Places = np.ndarray[Any, Any]

MOST = 300_000
"""Combinations that are remembered; then all is forgotten and told anew."""
_FACETS = ("time", "act", "source", "target", "place", "page", "scale")
_LONGEST_ID = 19
_TEXT = ("source_name", "act", "target_name", "place", "source_as", "target_as", "publisher")


class Events(NamedTuple):
    """The events of rows: those that have no problem, what mirrors what, and the places of rows with a word each."""

    events: pa.Table
    facing: pa.Table
    problems: list[tuple[int, str]]
    oddities: dict[str, Places]


class Told:
    """All that the facets of a feed said of rows, and whom they meant."""

    def __init__(self, name: str, feed: Feed, cast: Cast) -> None:
        """Take the feed and its name, and whom it means; it has ``Facets``."""
        self.name = name
        self.feed = feed
        self.cast = cast
        self._facets = {name: Facet(name, feed, self._finished(name)) for name in _FACETS}

    @property
    def full(self) -> bool:
        """Whether this remembers as much as it may."""
        return sum(map(len, self._facets.values())) > MOST

    def _finished(self, name: str) -> Any:
        """Say what is added to what a facet says: its texts folded, and the number of whom it means."""

        def finish(said: pa.Table) -> pa.Table:
            import pyarrow as pa

            for place, column in enumerate(said.column_names):
                if column.endswith("text") and said[column].null_count < len(said):
                    texts = [folded_lines(text) if text is not None else None for text in said[column].to_pylist()]
                    said = said.set_column(place, column, pa.array(texts, pa.string()))
            if name in {"source", "target"}:
                said = said.append_column("who", pa.array(_who(said, self.cast)))
            return said

        return finish

    # --- reading -----------------------------------------------------------------------------------------------------

    def map(self, fields: Fields, names: tuple[str, ...], lines: Places, ask: Ask) -> Events:
        """Make events of rows of one layout; ``names`` are its columns, ``lines`` has the line of each row."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        assert self.feed.FACETS is not None
        numbers = {name: facet.numbers(fields, names, ask) for name, facet in self._facets.items()}
        ids = _texts(fields, names, self.feed.FACETS.id)
        problems = dict.fromkeys(np.flatnonzero(~_are_ids(ids)).tolist(), NO_ID)
        for name, facet in self._facets.items():
            for word, places in facet.having("problem", numbers[name]).items():
                for place in places.tolist():
                    problems.setdefault(place, word)
        kept = np.ones(len(fields), dtype=bool)
        kept[list(problems)] = False
        odd = [facet.having("oddities", numbers[name]) for name, facet in self._facets.items()]
        some = {word: places[kept[places]] for several in odd for word, places in several.items()}
        events = pa.table(
            {
                "line": lines,
                "id": pc.binary_join_element_wise(f"{self.name}-", ids, ""),
                "ids": pa.nulls(len(ids), pa.string()),
                "url": filled(_texts(fields, names, self.feed.FACETS.address)),
                **{_of(name): of for name, of in numbers.items()},
            }
        )
        either = self._facets["act"].having("facing", numbers["act"]).get(True, numbers["act"][:0])
        either = either[kept[either]]
        mirror = mirrors(fields, names, either, self.feed, ask)
        place = either[mirror["line"].to_numpy()]
        mirror = mirror.set_column(0, "line", pa.array(lines[place]))
        mirror = mirror.append_column("native_id", ids.take(pa.array(place)))
        if problems:
            events = events.filter(pa.array(kept))
        oddities = {word: places for word, places in some.items() if len(places)}
        return Events(events, mirror, sorted(problems.items()), oddities)

    # --- writing -----------------------------------------------------------------------------------------------------

    def adopted(self, other: Told, events: pa.Table) -> pa.Table:
        """Put numbers of this in the place of those that another gave."""
        import pyarrow as pa

        for name, facet in self._facets.items():
            of = facet.adopt(other._facets[name], events[_of(name)].to_numpy())
            events = events.set_column(events.schema.get_field_index(_of(name)), _of(name), pa.array(of))
        return events

    def ordering(self, events: pa.Table) -> pa.Table:
        """Add the columns by which events are put in order."""
        rows, of = used(events[_of("time")].to_numpy(), len(self._facets["time"]))
        time = self._facets["time"].said(rows)
        for name in ("year", "first_day", "last_day"):
            events = events.append_column(name, gathered(time[name].combine_chunks(), of))
        for part in ("source", "target"):
            events = events.append_column(f"{part}_keys", self._keys(events, part, time, of))
        return events

    def _keys(self, events: pa.Table, part: str, time: pa.Table, of: Places) -> pa.Array:
        """Give for each row the keys by which its actor is found; for whom an actor acts may depend on the day."""
        import numpy as np
        import pyarrow as pa

        met = self.cast.met()
        parties, actor = used(events[_of(part)].to_numpy(), len(self._facets[part]))
        actor = self._facets[part].said(parties)["who"].to_numpy()[actor]
        rows = np.flatnonzero(met.dated[actor])
        if not len(rows):
            return numbered(met.keys, actor)
        both, which = distinct(actor[rows] * len(time) + of[rows])
        first, last = (time[name].to_pylist() for name in ("first_day", "last_day"))
        texts = []
        for one, day in (divmod(pair, len(time)) for pair in both.tolist()):
            texts.append(met.keys[one].as_py() + self.cast.owners(str(met.ids[one]), first[day], last[day]))
        every = pa.concat_arrays([met.keys.dictionary, pa.array(texts, pa.string())]).dictionary_encode()
        places = met.keys.indices.to_numpy()[actor]
        places[rows] = len(met.keys.dictionary) + which
        return numbered(every, places)

    def staged(self, events: pa.Table) -> Staged:
        """Make ready to be written what is ordered: find what the numbers stand for."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        said: dict[str, tuple[pa.Table, Places]] = {}
        for name, facet in self._facets.items():
            rows, of = used(events[_of(name)].to_numpy(), len(facet))
            said[name] = facet.said(rows).combine_chunks(), of
        kept = [name for name in events.column_names if name[0] != "#"]
        sheets = [Sheet({"status": pa.array(["occurred"])}, np.zeros(len(events), dtype=np.int32))]
        for name in ("time", "act", "place", "page", "scale"):
            table, of = said[name]
            more = [column for column in table.column_names if column in shape.STAGED and column not in (*kept, "act")]
            sheets.append(Sheet({column: table[column].combine_chunks() for column in more}, of))
        met = self.cast.met()
        for part in ("source", "target"):
            table, of = said[part]
            columns = {
                f"{part}_name": table["name"].combine_chunks(),
                f"{part}_as": met.offices.take(table["who"].combine_chunks()).dictionary_decode(),
            }
            sheets.append(Sheet(columns, of))
            keys = events[f"{part}_keys"].combine_chunks()
            sheets.append(Sheet({f"{part}_keys": keys.dictionary}, keys.indices.to_numpy()))
        acts, of = said["act"]
        target, to = said["target"]
        alone = ~target["name"].is_valid().to_numpy()[to]
        either = pa.concat_arrays([acts[name].combine_chunks() for name in ("act", "alone")])
        sheets.append(Sheet({"act": either}, (of + len(acts) * alone).astype(np.int32)))
        found = events.select([name for name in kept if not name.endswith("_keys")])
        pages, of = said["page"]
        is_page = pages["is_page"].combine_chunks().take(pa.array(of))
        url = pc.if_else(is_page, found["url"].combine_chunks(), pa.scalar(None, pa.string()))
        odd_url = ~pc.string_is_ascii(url).fill_null(True).to_numpy(zero_copy_only=False)
        odd = {name: _flags(*said[name], "odd_letters") for name in ("source", "target", "place", "page")}
        staged = Staged(found.set_column(found.schema.get_field_index("url"), "url", url), sheets)
        text = _written(staged, _TEXT, np.logical_or.reduce(list(odd.values())), _text)
        source_text = _written(staged, ("publisher", "url"), odd["page"] | odd_url, _some)
        staged.add("text", text)
        staged.add("source_text", source_text)
        return staged


def _of(facet: str) -> str:
    """Name the column that has the numbers of a facet."""
    return f"#{facet}"


def _texts(fields: Fields, names: tuple[str, ...], column: str) -> pa.StringArray:
    """Give a column, NULL where the layout has none."""
    import pyarrow as pa

    if column not in names:
        return pa.nulls(len(fields), pa.string())
    place = names.index(column)
    return fields.texts(place, place)


def _are_ids(texts: pa.StringArray) -> Places:
    """Say of each text whether it is a whole number of so many digits as an id may have."""
    import pyarrow.compute as pc

    short = pc.less_equal(pc.binary_length(texts), _LONGEST_ID)
    found: Places = pc.and_(pc.string_is_ascii(texts), pc.and_(pc.utf8_is_digit(texts), short)).to_numpy(
        zero_copy_only=False
    )
    return found


def _who(said: pa.Table, cast: Cast) -> Places:
    """Give the number of whom each combination means; nobody's where it names nobody."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [said[name].fill_null("") for name in ("name", "country", "sector", "code")]
    joined = pc.if_else(said["name"].is_valid(), pc.binary_join_element_wise(*columns, "\0"), pa.scalar(NOBODY))
    return cast.whom(joined.to_pylist())


# --- what is searched ------------------------------------------------------------------------------------------------


def _flags(said: pa.Table, of: Places, name: str) -> Places:
    """Give a column of truth values, for each row; NULL is none."""
    found: Places = said[name].combine_chunks().fill_null(False).to_numpy(zero_copy_only=False)[of]
    return found


def _written(staged: Staged, names: tuple[str, ...], odd: Places, write: Callable[..., str]) -> pa.Array:
    """Write a text, folded, of columns of those few events that are not ASCII; NULL for all others."""
    import numpy as np
    import pyarrow as pa

    rows = np.flatnonzero(odd)
    if not len(rows):
        return pa.nulls(len(odd), pa.string())
    found = staged.taken(rows)
    values = zip(*(found[name].to_pylist() if name in found else [None] * len(rows) for name in names), strict=True)
    return scattered([folded_lines(write(*row)) for row in values], rows, len(odd))


def _some(*parts: str | None, mark: str = " ") -> str:
    return mark.join(part for part in parts if part is not None)


def _text(
    source: str | None, act: str | None, target: str | None, place: str | None,
    source_as: str | None, target_as: str | None, publisher: str | None,
) -> str:  # fmt: skip
    """Write what is searched: the title, as ``store.world.words`` puts it together, and a line for each part."""
    title = _some("Somebody" if source is None else source, act, target) + (f", {place}" if place is not None else "")
    return _some(title, place, source, source_as, target, target_as, publisher, mark="\n")
