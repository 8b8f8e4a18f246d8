"""Lines of what somebody named: a file, a pipe."""

import os
import threading

import pytest

from timeline.errors import DataError, TimelineError, UsageError
from timeline.store import source
from timeline.store.source import TEXT, lines, load

SHAPES = [b"", b"\n", b"a", b"a\n", b"a\n\nb", b"\xff\n\0\r\n", b"x" * (3 << 20), (b"y" * 700_001 + b"\n") * 5]


@pytest.mark.parametrize("data", SHAPES, ids=range(len(SHAPES)))
def test_lines_are_those_of_the_file(tmp_path, data):
    file = tmp_path / "a"
    file.write_bytes(data)
    expected = data.split(b"\n")
    assert list(lines(str(file))) == (expected if expected[-1] else expected[:-1])


def test_lines_of_a_pipe(tmp_path):
    path = str(tmp_path / "pipe")
    os.mkfifo(path)
    held = os.open(path, os.O_RDWR)  # so that there is a writer from the beginning
    os.write(held, b"one\ntw")

    def write():
        os.write(held, b"o\nthree")
        os.close(held)

    found = lines(path)
    assert next(found) == b"one"
    threading.Thread(target=write).start()
    assert list(found) == [b"two", b"three"]


def test_what_cannot_be_read_is_told_in_the_words_of_who_asked(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, kind, said in (
        (tmp_path / "none", UsageError, "there is no file"),
        (tmp_path, UsageError, "is a folder"),
        ("/dev/zero", UsageError, "is no text but"),
        (tmp_path / "pipe", TimelineError, "nobody writes to"),
    ):
        with pytest.raises(kind, match=said):
            load(str(path), TEXT)
        with pytest.raises(kind, match=said.replace("text", "file of lines")):
            list(lines(str(path)))


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MAX_STREAM", 1 << 20)
    file = tmp_path / "a"
    file.write_bytes(b"short\n" * 400_000)
    assert sum(1 for _ in lines(str(file))) == 400_000
    file.write_bytes(b"short\n" + b"x" * (3 << 20))
    found = lines(str(file))
    assert next(found) == b"short"
    with pytest.raises(DataError):
        next(found)
