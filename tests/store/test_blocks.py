"""What is put into a file comes out again to the byte, and nothing else in it changes."""

from __future__ import annotations

import pytest

from tests.drafts import EVENTS
from timeline.errors import UsageError
from timeline.read import reader
from timeline.store import blocks

BLOCK = "  - id: new\n    date: 2020\n    title: Nouveau é\n    kind: agree\n    sources:\n      - {seed: a.txt}\n"
SOURCE = "- seed: b.txt\n  quote: 'it''s: so'\n- url: https://e.org/ž\n"
FLOW = "{seed: b.txt, quote: 'it''s: so'}, {url: \"https://e.org/ž\"}"
GAINED = [{"seed": "b.txt", "quote": "it's: so"}, {"url": "https://e.org/ž"}]
FILES = [
    EVENTS, EVENTS.rstrip("\n"), "", "events:", "events:\n", "# mine\nevents:\n# more\n", "events: # why\n\n",
    "events:\n- id: a\n  date: 2019\n  title: A\n  kind: agree\n\n\n- id: b\n  date: 2021\n", "\ufeff" + EVENTS,
    "events:\n  - id: a\n    note: |\n      text\n      # no remark\n\n  # heads\n  - {id: b}\n",
]  # fmt: skip


def records(data: bytes) -> list[dict[str, object]]:
    form = reader("yaml")
    return [raw.values for raw in form.parse(form.cut(data, "p"), "p")]


@pytest.mark.parametrize("text", FILES, ids=range(len(FILES)))
@pytest.mark.parametrize("number", [0, 1, 2])
def test_removing_undoes_inserting(text: str, number: int) -> None:
    data = text.encode()
    changed = blocks.insert(data, BLOCK, lambda pieces: min(number, len(pieces)), "p")
    assert blocks.has(changed.data, "new")
    assert blocks.holds(changed.data, "new", changed.wrote)
    assert changed.data.count(changed.wrote.encode()) == 1
    back = blocks.remove(changed.data, "new", changed.wrote)
    if blocks.layout(data).pieces:  # type: ignore[union-attr]
        assert back == data
    else:
        assert back is not None
        assert records(back) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("date: 2020", "date: 2021"),
        lambda text: text.replace("kind: agree\n    sources", "kind: agree  # sure?\n    sources"),
        lambda text: text.replace("{seed: a.txt}\n", "{seed: a.txt}\n    tags: [mine]\n"),
        lambda text: text.replace("{seed: a.txt}\n", "{seed: a.txt}\n    # mine\n"),
        lambda text: text.replace("id: new", "id: newer"),
    ],
)
def test_what_was_edited_is_not_removed(edit) -> None:
    changed = blocks.insert(EVENTS.encode(), BLOCK, lambda _: 1, "p")
    edited = edit(changed.data.decode()).encode()
    assert edited != changed.data
    assert blocks.remove(edited, "new", changed.wrote) is None


def test_edits_elsewhere_do_not_matter() -> None:
    changed = blocks.insert(EVENTS.encode(), BLOCK, lambda _: 1, "p")
    other = blocks.insert(changed.data, BLOCK.replace("new", "other"), lambda _: 2, "p")
    assert (
        blocks.remove(other.data, "new", changed.wrote)
        == blocks.insert(EVENTS.encode(), BLOCK.replace("new", "other"), lambda _: 1, "p").data
    )


HEAD = "  - id: x\n    title: Ä\n"
AMENDED = {
    "block": HEAD + "    sources:\n      - url: https://a.org\n        note: |\n          one\n          # two\n",
    "remark": HEAD
    + "    sources:\n      - url: https://a.org  # why\n      # and this\n    # of the note\n    note: x\n",
    "at-the-key": HEAD + "    sources:\n    - url: https://a.org\n    note: x\n",
    "flow": HEAD + "    sources: [{url: https://a.org}]  # why\n    note: x\n",
    "flow-lines": HEAD + "    sources: [\n      {url: https://a.org}, # why\n    ]\n",
    "empty-flow": HEAD + "    sources: []\n    note: x\n",
    "empty": HEAD + "    sources:  # none yet\n    note: x\n",
    "none": HEAD + "    note: >-\n      folded\n      text\n    # remark\n",
    "all-flow": "  - {id: x, sources: [{url: https://a.org}], note: x}\n",
    "no-end": HEAD + "    sources:\n      - url: https://a.org",
    "escaped-id": '  - id: "\\x78"\n    sources: [{url: https://a.org}]\n',
}


@pytest.mark.parametrize("event", AMENDED.values(), ids=AMENDED)
@pytest.mark.parametrize("after", ["", "\n  # --- next\n\n  - id: y\n    title: y\n"])
def test_amending_adds_sources_and_withdrawing_takes_them(event: str, after: str) -> None:
    data = ("# head\nevents:\n" + event + ("\n" * (after != "" and not event.endswith("\n")) + after)).encode()
    before = records(data)
    changed = blocks.amend(data, "x", SOURCE, FLOW, "p")
    now = records(changed.data)
    assert now[0] == before[0] | {"sources": [*(before[0].get("sources") or []), *GAINED]}  # type: ignore[misc]
    assert now[1:] == before[1:]
    assert blocks.holds(changed.data, "x", changed.wrote)
    assert blocks.withdraw(changed.data, "x", changed.wrote) == data
    kept = [line for line in data.split(b"\n") if b"[" not in line and b"{" not in line]
    assert all(line in changed.data.split(b"\n") for line in kept)


def test_two_merges_are_taken_back_in_any_order() -> None:
    first = blocks.amend(EVENTS.encode(), "talks-2025", "- url: https://b.org\n", "", "p")
    second = blocks.amend(first.data, "talks-2025", "- url: https://c.org\n", "", "p")
    rest = blocks.withdraw(second.data, "talks-2025", first.wrote)
    assert rest is not None
    assert blocks.withdraw(rest, "talks-2025", second.wrote) == EVENTS.encode()
    assert blocks.withdraw(rest, "talks-2025", first.wrote) is None


@pytest.mark.parametrize(
    "event",
    [
        "  - {id: x, title: y}\n",
        "  - id: x\n    sources: none\n",
        "  - id: x\n    note: &a [{url: u}]\n    sources: *a\n",
        "  - id: x\n    sources:\n      - url: u\n        note: |+\n          text\n\n\n",
    ],
)
def test_what_cannot_be_added_to_is_left_to_its_owner(event: str) -> None:
    with pytest.raises(UsageError) as refused:
        blocks.amend(b"events:\n" + event.encode(), "x", SOURCE, FLOW, "p")
    assert "b.txt" in refused.value.hint


def test_there_is_no_such_event() -> None:
    with pytest.raises(UsageError, match="no event 'ties'"):
        blocks.amend(EVENTS.encode(), "ties", SOURCE, FLOW, "p")
    assert blocks.remove(EVENTS.encode(), "ties", BLOCK) is None
    assert blocks.withdraw(EVENTS.encode(), "ties", SOURCE) is None
    assert not blocks.has(b"\xff\xfe", "ties")
    assert not blocks.has(b"events:\n  - id: [\xff\n", "ties")
