"""Where an event stands in its file, in every format that can be read."""

from __future__ import annotations

import pytest

from timeline.store.locate import line

YAML = "# Mine.\nevents:\n  # one\n  - id: a\n    date: 2023\n\n  - date: 2024\n    title: not b\n    id: b\n"
FILES = {
    "block.yaml": (YAML, 4, 9),
    "flow.yaml": ("events: [{id: a},\n {id: b}]\n", 1, 2),
    "escaped.yaml": ('events:\n  - id: "\\x61"\n  - id: b\n', 2, 3),
    "lines.jsonl": ('{"id": "a"}\n\n{"id": "b"}\n', 1, 3),
    "whole.json": ('{"events": [\n  {"id": "a"},\n  {"id":\n   "b"}]}', 2, 4),
    "table.csv": ("id,date,title\na,2023,One\nb,2024,Two\n", 2, 3),
    "broken.yaml": ("events:\n  - id: a\n  - id: b\n  - {id: a: b\n", 2, 3),
}


@pytest.mark.parametrize("name", FILES)
def test_the_line_of_an_event(tmp_path, name):
    text, a, b = FILES[name]
    path = tmp_path / name
    path.write_text(text)
    assert (line(str(path), "a"), line(str(path), "b"), line(str(path), "c")) == (a, b, None)
