"""The rows of a feed's file, read as a stream: plain, ``.gz`` or ``.zip``; cut, counted and checked.

A file is never held: a block of it at most, and of a row no more than ``MAX_ROW``. What cannot be a row of the feed is
given as ``Refused``, with its line, so that nothing is lost in silence.
"""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO, NamedTuple, Protocol

from timeline.errors import DataError, Problem, TimelineError, UsageError
from timeline.read.feeds import Feed, Layout
from timeline.read.feeds._form import Form, empty, found

MAX_ROW = 1 << 22
"""The bytes that a row has at the most: feeds have some hundred, ACLED's notes a few thousand."""
CHUNK = 1 << 24
"""The bytes that are read, and cut into rows, at a time."""
_LATIN = "cp1252"
_PIECE = 1 << 16


class Bytes(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes, at most so many; none at the end."""
        ...


class Refused(NamedTuple):
    """What is no row: its line, why (a stable word), and the whole of it."""

    line: int
    reason: str
    text: bytes


class Rows(NamedTuple):
    """Rows of one layout, ready to be read by an engine.

    ``names`` are the names of their columns, empty for one that no layout knows. ``data`` has the rows, each with its
    end: UTF-8, fields cut by the feed's delimiter and quoted if the feed quotes. ``lines`` has for each the line on
    which it begins, from 1.
    """

    names: tuple[str, ...]
    data: bytes
    lines: Sequence[int]


class Sheet(NamedTuple):
    """What a part of a file has: rows, by layout; what is no row; the lines that are no UTF-8, read as Windows-1252."""

    rows: list[Rows]
    refused: list[Refused]
    odd: list[int]


class Cut(Protocol):
    """A part of a file that is cut into rows when it is asked: for plain files that can be done side by side.

    ``header`` is that of the file, as refused rows are cut, without its end; empty where it has none.
    """

    header: bytes

    def guess(self) -> Rows | None:
        """Give the rows at once if all seem to be of one layout: whoever reads them finds out if one is not."""
        ...

    def sheet(self) -> Sheet:
        """Give the rows after a look at each."""
        ...


@contextmanager
def opened(path: str) -> Iterator[Iterator[tuple[str, Bytes]]]:
    """Open a file as named streams of bytes: itself, what a ``.gz`` unpacks to, or each file in a ``.zip``.

    Raises ``UsageError`` where there is none, ``DataError`` where it is packed and damaged.
    """
    try:
        file = open(path, "rb")  # noqa: SIM115 -- closed below; what its reader raises is not of opening
    except FileNotFoundError:
        raise UsageError(f"there is no file '{path}'", "look for another name") from None
    except IsADirectoryError:
        raise UsageError(f"'{path}' is a folder", "name the files in it") from None
    except OSError as error:
        raise unreadable(path, error) from None
    with file:
        yield _streams(path, file)


def unreadable(path: str, error: OSError) -> TimelineError:
    """Make the error of a file that the system does not let us read."""
    return TimelineError(f"cannot read '{path}': {error.strerror or error}", "check the file and the disk")


def damaged(path: str, what: str) -> DataError:
    """Make the error of a packed file that cannot be unpacked."""
    hint = "download it again: nothing of it was imported"
    return DataError([Problem(path, 0, 0, "damaged", f"the file is damaged or cut short: {what}", hint)])


def _streams(path: str, file: BinaryIO) -> Iterator[tuple[str, Bytes]]:
    magic = file.read(4)
    file.seek(0)
    if magic[:2] == b"\x1f\x8b":
        import gzip

        with gzip.open(file) as unpacked:
            yield path, unpacked
    elif magic[:2] == b"PK":
        import zipfile

        try:
            with zipfile.ZipFile(file) as archive:
                members = [name for name in archive.infolist() if not name.is_dir() and "__MACOSX" not in name.filename]
                if any(member.filename == "[Content_Types].xml" for member in members):
                    message, hint = "this is a workbook, no text", "open it, and save the sheet as CSV (UTF-8)"
                    raise DataError([Problem(path, 0, 0, "workbook", message, hint)])
                if not members:
                    raise damaged(path, "there is no file in it")
                for member in members:
                    if member.flag_bits & 1:
                        raise damaged(path, "it is encrypted")
                    with archive.open(member) as unpacked:
                        yield f"{path}:{member.filename}" if len(members) > 1 else path, unpacked
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise damaged(path, str(error)) from None
    else:
        yield path, file


def cuts(stream: Bytes, feed: Feed, path: str) -> Iterator[Cut]:
    """Yield a stream part by part; raise ``DataError`` where it is no file of this feed."""
    csv.field_size_limit(MAX_ROW)
    blocks = _blocks(stream, path)
    form, opening = _opening(next(blocks, None), feed, path)
    every = chain(opening, blocks)
    if feed.QUOTED:
        yield from _quoted(every, form)
    else:
        yield from (_Plain(block, form) for block in every)


def _opening(first: _Block | None, feed: Feed, path: str) -> tuple[Form, Iterator[_Block]]:
    """Find out how a file is cut, and give what is left of its first block."""
    if first is None:
        return empty(feed, path), iter(())
    first = first._replace(data=first.data.removeprefix(codecs.BOM_UTF8))
    form = found(first.data[: MAX_ROW + 1].split(b"\n"), feed, path)
    if form.header:
        rest = first.data.partition(b"\n")[2]
        first = _Block(first.number + 1, rest, first.height - 1)
    return form, iter([first])


class _Block(NamedTuple):
    """Whole lines that follow each other, with their ends; or the beginning of one that is too long."""

    number: int  # of the first line
    data: bytes
    height: int
    long: bool = False

    def lines(self) -> list[bytes]:
        return self.data.split(b"\n")[:-1]


def _chunk(stream: Bytes, path: str) -> bytes:
    """Read some of a stream, nothing at its end; raise ``DataError`` where what is packed is damaged."""
    try:
        return stream.read(CHUNK)
    except (EOFError, zlib.error) as error:
        raise damaged(path, str(error)) from None
    except Exception as error:
        # Their modules are loaded only where a file is packed.
        if type(error).__name__ in {"BadGzipFile", "BadZipFile"}:
            raise damaged(path, str(error)) from None
        if isinstance(error, OSError):
            raise unreadable(path, error) from None
        raise


def _blocks(stream: Bytes, path: str) -> Iterator[_Block]:
    """Cut a stream into blocks of lines; of a line that is too long only the beginning is kept."""
    import numpy as np

    number, begun, long = 1, b"", False
    while chunk := _chunk(stream, path):
        start = 0
        if long:
            start = chunk.find(b"\n") + 1
            if not start:
                continue
            yield _Block(number, begun + b"\n", 1, long)
            number, begun, long = number + 1, b"", False
        end = chunk.rfind(b"\n", start) + 1
        data = b"".join((begun, memoryview(chunk)[start:end])) if end else b""
        begun = chunk[end:] if end else begun + chunk[start:]
        chunk = b""  # a block is large, and the next is read while this one is at work
        if data:
            # ``bytes.count`` looks for one after the other, which takes longer for so many.
            lines = int(np.count_nonzero(np.frombuffer(data, dtype=np.uint8) == 10))
            yield _Block(number, data, lines)
            number += lines
            data = b""
        if len(begun) > MAX_ROW:
            begun, long = begun[: MAX_ROW + 1], True
    if begun:
        yield _Block(number, begun + b"\n", 1, long)


def _is_text(data: bytes) -> bool:
    """Say whether a block is UTF-8 without a NUL byte and without line ends of other systems."""
    if b"\0" in data or b"\r" in data:
        return False
    if data.isascii():
        return True
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(data)
    try:
        # By pieces that stay in the processor's cache: five times as fast as all at once.
        for start in range(0, len(data), _PIECE):
            decoder.decode(view[start : start + _PIECE], start + _PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def _tidy(line: bytes, number: int, sheet: Sheet) -> bytes:
    """Give a line as UTF-8; one that is none is read as what old exports mix in, and that is told."""
    line = line.removesuffix(b"\r").replace(b"\r", b" ")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        sheet.odd.append(number)
        return line.decode(_LATIN, "replace").encode()
    return line


class _Plain:
    """A block of a feed that does not quote: a line is a row."""

    def __init__(self, block: _Block, form: Form) -> None:
        self.block = block
        self.layouts = form.layouts
        self.cut = form.delimiter.encode()
        self.header = self.cut.join(name.encode() for name in form.header)

    def guess(self) -> Rows | None:
        number, data, height, long = self.block
        names = self.layouts.get(data[: data.find(b"\n")].count(self.cut) + 1)
        if long or not names or not _is_text(data):
            return None
        # A line that is too long has the whole of one of these pieces.
        half = MAX_ROW // 2
        if any(data.find(b"\n", start, start + half) < 0 for start in range(0, len(data) - half, half)):
            return None
        return Rows(names, data, range(number, number + height))

    def sheet(self) -> Sheet:
        sheet = Sheet([], [], [])
        found: dict[tuple[str, ...], list[tuple[int, bytes]]] = {}
        for number, given in enumerate(self.block.lines(), self.block.number):
            if self.block.long or len(given) > MAX_ROW:
                sheet.refused.append(Refused(number, "too-long", given))
            elif b"\0" in given:
                sheet.refused.append(Refused(number, "binary", given))
            elif line := _tidy(given, number, sheet):
                names = self.layouts.get(line.count(self.cut) + 1)
                if names is not None:
                    found.setdefault(names, []).append((number, line))
                else:
                    sheet.refused.append(Refused(number, "columns", given))
        sheet.rows.extend(_rows(names, some) for names, some in found.items())
        return sheet


def _rows(names: tuple[str, ...], numbered: list[tuple[int, bytes]]) -> Rows:
    lines, texts = zip(*numbered, strict=True)
    return Rows(names, b"\n".join(texts) + b"\n", lines)


class _Quoted:
    """Rows of a feed that quotes, cut already: where a row ends depends on all that was before it."""

    def __init__(self, form: Form) -> None:
        self.header = quoted(form.header, form.written) if form.header else b""
        self.found = Sheet([], [], [])
        self.numbered: dict[tuple[str, ...], list[tuple[int, bytes]]] = {}

    def refuse(self, line: int, reason: str, text: bytes) -> None:
        self.found.refused.append(Refused(line, reason, text))

    def guess(self) -> Rows | None:
        return None

    def sheet(self) -> Sheet:
        return self.found._replace(rows=[_rows(names, some) for names, some in self.numbered.items()])


def _quoted(blocks: Iterable[_Block], form: Form) -> Iterator[_Quoted]:
    """Put lines together until the quotes are even; a quote that is never closed costs its own line alone."""
    waiting: deque[tuple[int, bytes]] = deque()  # lines to look at
    begun: list[tuple[int, bytes]] = []  # those of the row that is open
    size = 0
    for block in blocks:
        cut = _Quoted(form)
        whole = _is_text(block.data)
        for number, given in enumerate(block.lines(), block.number):
            if block.long or len(given) > MAX_ROW:
                cut.refuse(number, "too-long", given)
            elif not whole and b"\0" in given:
                cut.refuse(number, "binary", given)
            else:
                waiting.append((number, given if whole else _tidy(given, number, cut.found)))
        while waiting:
            number, line = waiting.popleft()
            begun.append((number, line))
            size += len(line) + 1
            if line.count(b'"') % 2 == (len(begun) == 1):  # open: the first line opens, or a later one leaves it so
                if size > MAX_ROW:
                    _unclosed(begun, waiting, cut)
                    begun, size = [], 0
                continue
            _record(begun, cut, form)
            begun, size = [], 0
        yield cut
    cut = _Quoted(form)
    while begun:
        _unclosed(begun, waiting, cut)
        begun = []
        while waiting:
            begun.append(waiting.popleft())
            if begun[-1][1].count(b'"') % 2 != (len(begun) == 1):
                _record(begun, cut, form)
                begun = []
    yield cut


def _unclosed(begun: list[tuple[int, bytes]], waiting: deque[tuple[int, bytes]], cut: _Quoted) -> None:
    """Refuse the line that opened the quote; what follows it is looked at anew."""
    cut.refuse(begun[0][0], "unclosed-quote", begun[0][1])
    waiting.extendleft(reversed(begun[1:]))


def _record(lines: list[tuple[int, bytes]], cut: _Quoted, form: Form) -> None:
    raw = b"\n".join(line for _, line in lines)
    if not raw:
        return
    try:
        fields = next(csv.reader([raw.decode()], delimiter=form.delimiter))
    except csv.Error:
        cut.refuse(lines[0][0], "quotes", raw)
        return
    names = form.layouts.get(len(fields))
    if names is None:
        # Refused rows of a file are cut alike, whyever they are refused.
        cut.refuse(lines[0][0], "columns", raw if form.delimiter == form.written else quoted(fields, form.written))
        return
    cut.numbered.setdefault(names, []).append((lines[0][0], quoted(fields, form.written)))


def quoted(fields: Iterable[str], delimiter: str) -> bytes:
    """Write a row without its end, quoted no more than it needs."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(fields)
    return out.getvalue()[:-1].encode()


def all_names(layouts: tuple[Layout, ...]) -> tuple[str, ...]:
    """Give the columns of ``raw``: those of every layout, each once."""
    return tuple(dict.fromkeys(name for layout in layouts for name in layout.names))
