"""A seed: an article kept word for word beside a timeline, with front matter that says where it comes from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from timeline.errors import DataError, Problem
from timeline.model.day import day_of
from timeline.read import decode

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?\n", re.DOTALL | re.MULTILINE)
MAX_SIZE = 16 << 20


class Seed(NamedTuple):
    """An article: its front matter as text values, its words, and the line of its file on which they begin."""

    meta: dict[str, str]
    text: str
    line: int

    @property
    def published(self) -> int | None:
        """The day of publication as a number, None where the front matter does not tell one day."""
        try:
            return day_of(self.meta.get("published", ""))
        except ValueError:
            return None

    def find(self, quote: str) -> tuple[int, int] | None:
        """Give line and column (from 1, in the file) where a quote stands word for word, None where it does not."""
        start = self.text.find(quote) if quote else -1
        if start < 0:
            return None
        return self.line + self.text.count("\n", 0, start), start - self.text.rfind("\n", 0, start)

    def paragraph(self, quote: str) -> int | None:
        """Count the paragraphs down to a quote: what blank lines part, or each line where there are none."""
        start = self.text.find(quote) if quote else -1
        if start < 0:
            return None
        between = r"\n[ \t\r]*\n" if re.search(r"\S[ \t]*\r?\n[ \t\r]*\n\s*\S", self.text) else r"\n"
        return sum(bool(part.strip()) for part in re.split(between, self.text[: start + 1]))


def load(path: Path) -> Seed:
    """Read a seed; raise ``DataError`` where it is not text, ``OSError`` where it cannot be opened."""
    if path.stat().st_size > MAX_SIZE:
        raise DataError(
            [Problem(str(path), 1, 1, "too-large", f"a seed is an article of at most {MAX_SIZE >> 20} MiB")]
        )
    return parse(path.read_bytes(), str(path))


def parse(data: bytes, path: str) -> Seed:
    """Read an article of any size, with front matter or without; raise ``DataError`` where it is not text."""
    text = decode(data, path)
    front = _FRONT.match(text)
    if front is None:
        return Seed({}, text, 1)
    # Most that is read has no front matter, and needs no YAML.
    from timeline.syntax.yaml import compose

    values = compose(front.group(1), path, 2).values
    meta = {str(key): str(value) for key, value in values.items()} if isinstance(values, dict) else {}
    return Seed(meta, text[front.end() :], text.count("\n", 0, front.end()) + 1)


def folders(events_file: str) -> list[Path]:
    """List where the seeds of a file of events may lie: ``seeds`` beside it, or beside the folder that it is in."""
    if events_file == "-":
        return [Path("seeds")]
    here = Path(events_file).resolve().parent
    return [here / "seeds", here.parent / "seeds"]


def locate(name: str, events_file: str) -> Path | None:
    """Find a seed by its file name; None where there is none, or where the name is not a plain file name."""
    if Path(name).name != name:
        return None
    return next((folder / name for folder in folders(events_file) if (folder / name).is_file()), None)
