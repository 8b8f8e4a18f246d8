"""The rows of a feed's file, read as a stream: plain, ``.gz`` or ``.zip``; cut, counted and checked.

A file is never held: a block of lines at most, and of a row no more than ``MAX_ROW``. What cannot be a row of the feed
is given as ``Refused``, with its line, so that nothing is lost in silence.
"""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, Protocol

from timeline.errors import DataError, Problem, TimelineError, UsageError
from timeline.read.feeds import Feed, Layout

MAX_ROW = 1 << 22
"""The bytes that a row has at the most: feeds have some hundred, ACLED's notes a few thousand."""
_CHUNK = 1 << 20
_LATIN = "cp1252"


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


class Sheet:
    """Some rows of a file, ready to be read by an engine.

    ``rows`` has for each layout (the names of its columns, empty for one that no layout knows) its rows as bytes: the
    line on which the row begins, from 1, and its fields, cut by the feed's delimiter. ``odd`` has the lines that are no
    UTF-8 and were read as Windows-1252. ``read`` counts all of them, the refused too.
    """

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], list[bytes]] = {}
        self.refused: list[Refused] = []
        self.odd: list[int] = []
        self.read = 0

    def refuse(self, line: int, reason: str, text: bytes) -> None:
        """Take what is no row."""
        self.read += 1
        self.refused.append(Refused(line, reason, text))


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


def sheets(stream: Bytes, feed: Feed, path: str) -> Iterator[Sheet]:
    """Yield the rows of a stream, some thousand at a time; raise ``DataError`` where it is no file of this feed."""
    csv.field_size_limit(MAX_ROW)
    blocks = _blocks(_chunks(stream, path))
    first = next(blocks, None)
    if first is None:
        if any(layout.header for layout in feed.LAYOUTS):
            raise _other(path, feed, "nothing")
        return
    if first.lines:
        first.lines[0] = first.lines[0].removeprefix(b"\xef\xbb\xbf")
    form = _form(first.lines, feed, path)
    if form.header:
        first = first._replace(number=first.number + 1, lines=first.lines[1:])
    cut = _quoted if feed.QUOTED else _plain
    yield from cut(_chain(first, blocks), form)


class _Form(NamedTuple):
    """How a file is cut: the columns of its rows by how many they are, what stands between them, and what is to be."""

    layouts: Mapping[int, tuple[str, ...]]
    delimiter: str
    written: str
    header: bool = False


class _Block(NamedTuple):
    """Whole lines that follow each other, without their ends: the number of the first, and where one was too long."""

    number: int
    lines: list[bytes]
    long: frozenset[int] = frozenset()


def _chain(first: _Block, rest: Iterator[_Block]) -> Iterator[_Block]:
    yield first
    yield from rest


def _chunks(stream: Bytes, path: str) -> Iterator[bytes]:
    """Read a stream to its end; raise ``DataError`` where what is packed is damaged."""
    while True:
        try:
            chunk = stream.read(_CHUNK)
        except (EOFError, zlib.error) as error:
            raise damaged(path, str(error)) from None
        except Exception as error:
            # Their modules are loaded only where a file is packed.
            if type(error).__name__ in {"BadGzipFile", "BadZipFile"}:
                raise damaged(path, str(error)) from None
            if isinstance(error, OSError):
                raise unreadable(path, error) from None
            raise
        if not chunk:
            return
        yield chunk


def _blocks(chunks: Iterator[bytes]) -> Iterator[_Block]:
    """Cut a stream into blocks of lines; of a line that is too long only the beginning is kept."""
    number, begun, skipping = 1, b"", False
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        if ended:
            ended[0] = begun if skipping else begun + ended[0]
            long = frozenset([number]) if skipping or len(ended[0]) > MAX_ROW else frozenset()
            yield _Block(number, ended, long)
            number += len(ended)
            begun, skipping = rest, False
        elif not skipping:
            begun += rest
            skipping = len(begun) > MAX_ROW
    if begun:
        yield _Block(number, [begun], frozenset([number]) if skipping else frozenset())


def _is_text(block: _Block) -> bool:
    """Say whether a block is UTF-8 without a NUL byte and without line ends of other systems."""
    whole = b"\n".join(block.lines)
    if block.long or b"\0" in whole or b"\r" in whole:
        return False
    try:
        return whole.isascii() or bool(whole.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _tidy(line: bytes, number: int, sheet: Sheet) -> bytes:
    """Give a line as UTF-8; one that is none is read as what old exports mix in, and that is told."""
    line = line.removesuffix(b"\r").replace(b"\r", b" ")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        sheet.odd.append(number)
        return line.decode(_LATIN, "replace").encode()
    return line


def _plain(blocks: Iterable[_Block], form: _Form) -> Iterator[Sheet]:
    cut, layouts = form.delimiter.encode(), form.layouts
    numbered = b"%d" + cut + b"%s"
    for block in blocks:
        sheet = Sheet()
        whole = _is_text(block)
        widths = {line.count(cut) + 1 for line in block.lines}
        if whole and len(widths) == 1 and widths <= layouts.keys():
            sheet.rows = {layouts[widths.pop()]: [numbered % pair for pair in enumerate(block.lines, block.number)]}
        else:
            _plain_slowly(block, sheet, layouts, cut, whole=whole)
        sheet.read += sum(map(len, sheet.rows.values()))
        yield sheet


def _plain_slowly(
    block: _Block, sheet: Sheet, layouts: Mapping[int, tuple[str, ...]], cut: bytes, *, whole: bool
) -> None:
    """Look at every line: some is none of the feed, or not as the others."""
    for number, given in enumerate(block.lines, block.number):
        line = given if whole else _tidy(given, number, sheet)
        names = layouts.get(line.count(cut) + 1)
        if number in block.long:
            sheet.refuse(number, "too-long", given)
        elif not whole and b"\0" in given:
            sheet.refuse(number, "binary", given)
        elif names is not None:
            sheet.rows.setdefault(names, []).append(b"%d" % number + cut + line)
        elif line:
            sheet.refuse(number, "columns", given)


def _quoted(blocks: Iterable[_Block], form: _Form) -> Iterator[Sheet]:
    """Put lines together until the quotes are even; a quote that is never closed costs its own line alone."""
    waiting: deque[tuple[int, bytes]] = deque()  # lines to look at
    begun: list[tuple[int, bytes]] = []  # those of the row that is open
    size = 0
    for block in blocks:
        sheet = Sheet()
        whole = _is_text(block)
        for number, given in enumerate(block.lines, block.number):
            if number in block.long or (not whole and b"\0" in given):
                sheet.refuse(number, "too-long" if number in block.long else "binary", given)
            else:
                waiting.append((number, given if whole else _tidy(given, number, sheet)))
        while waiting:
            number, line = waiting.popleft()
            begun.append((number, line))
            size += len(line) + 1
            if line.count(b'"') % 2 == (len(begun) == 1):  # open: the first line opens, or a later one leaves it so
                if size > MAX_ROW:
                    _unclosed(begun, waiting, sheet)
                    begun, size = [], 0
                continue
            _record(begun, sheet, form)
            begun, size = [], 0
        yield sheet
    sheet = Sheet()
    while begun:
        _unclosed(begun, waiting, sheet)
        begun = []
        while waiting:
            begun.append(waiting.popleft())
            if begun[-1][1].count(b'"') % 2 != (len(begun) == 1):
                _record(begun, sheet, form)
                begun = []
    yield sheet


def _unclosed(begun: list[tuple[int, bytes]], waiting: deque[tuple[int, bytes]], sheet: Sheet) -> None:
    """Refuse the line that opened the quote; what follows it is looked at anew."""
    sheet.refuse(begun[0][0], "unclosed-quote", begun[0][1])
    waiting.extendleft(reversed(begun[1:]))


def _record(lines: list[tuple[int, bytes]], sheet: Sheet, form: _Form) -> None:
    raw = b"\n".join(line for _, line in lines)
    if not raw:
        return
    try:
        fields = next(csv.reader([raw.decode()], delimiter=form.delimiter))
    except csv.Error:
        sheet.refuse(lines[0][0], "quotes", raw)
        return
    names = form.layouts.get(len(fields))
    if names is None:
        # Refused rows of a file are cut alike, whyever they are refused.
        sheet.refuse(lines[0][0], "columns", raw if form.delimiter == form.written else _row(fields, form.written))
        return
    sheet.read += 1
    sheet.rows.setdefault(names, []).append(_row([str(lines[0][0]), *fields], form.written))


def _row(fields: list[str], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(fields)
    return out.getvalue()[:-1].encode()


def _form(lines: list[bytes], feed: Feed, path: str) -> _Form:
    """Find out by its first lines how a file is cut; raise ``DataError`` where it is none of this feed."""
    plain = {len(layout.names): layout.names for layout in feed.LAYOUTS if not layout.header}
    if len(plain) == len(feed.LAYOUTS):
        width = lines[0].count(feed.DELIMITER.encode()) + 1 if lines else 0
        if width not in plain:
            raise _other(path, feed, f"{width} columns instead of {' or '.join(map(str, plain))}")
        return _Form(plain, feed.DELIMITER, feed.DELIMITER)
    lacking: list[list[str]] = []
    for layout in feed.LAYOUTS:
        for delimiter in (feed.DELIMITER, *layout.delimiters):
            head = _fields(lines[:1] if layout.header else lines, delimiter)
            if not layout.header:
                if _is_row(head, layout):
                    return _Form(plain, delimiter, feed.DELIMITER)
                continue
            names = _columns(head, layout)
            missing = [name for name in layout.required if name not in names]
            if not missing:
                return _Form({len(names): names}, delimiter, feed.DELIMITER, header=True)
            lacking.append(missing)
    raise _other(path, feed, f"a header without {', '.join(min(lacking, key=len)[:3])}")


def _fields(lines: list[bytes], delimiter: str) -> list[str]:
    """Cut the row that begins with the first of some lines; none where a quote of it is never closed."""
    row: list[bytes] = []
    quotes = size = 0
    for line in lines:
        row.append(line)
        quotes, size = quotes + line.count(b'"'), size + len(line)
        if quotes % 2 == 0 or size > MAX_ROW:
            break
    text = b"\n".join(row)[:MAX_ROW].decode("utf-8", "replace").removesuffix("\r")
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return []


def _is_row(fields: list[str], layout: Layout) -> bool:
    """Say whether this is a row, and no header, of an edition without one."""
    row = dict(zip(layout.names, fields, strict=False))
    return len(fields) == len(layout.names) and all(
        re.fullmatch(pattern, row[name].strip()) for name, pattern in layout.told.items()
    )


def _columns(header: list[str], layout: Layout) -> tuple[str, ...]:
    """Name the columns of a header as a layout does; what it does not know gets an empty name."""
    given = [name.strip().strip('"').lower() for name in header]
    meant = {alias: name for name in layout.names for alias in (name.lower(), *layout.aliases.get(name, ()))}
    names = [meant.get(name, "") for name in given]
    # A name that stands twice counts where it stands first.
    return tuple("" if name in names[:place] else name for place, name in enumerate(names))


def _other(path: str, feed: Feed, what: str) -> DataError:
    message = f"this is no such file: it has {what}"
    return DataError([Problem(path, 1, 1, "other-feed", message, f"this feed is {feed.ABOUT}: is it of another?")])


def all_names(layouts: tuple[Layout, ...]) -> tuple[str, ...]:
    """Give the columns of ``raw``: those of every layout, each once."""
    return tuple(dict.fromkeys(name for layout in layouts for name in layout.names))
