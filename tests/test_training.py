"""The model of sentences is what comes of learning from the sentences beside the program: nobody edits it by hand."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from timeline.extract.act.weigh import NONE, model
from timeline.lexicon.kinds import kinds

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "timeline" / "lexicon" / "en" / "kinds.weights.json"
SENTENCES = [
    (path.name, number, line)
    for path in sorted((ROOT / "training" / "en").glob("*.tsv"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
]


@pytest.fixture(scope="module")
def train() -> ModuleType:
    """Load the script as a module."""
    spec = importlib.util.spec_from_file_location("train", ROOT / "training" / "train.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_shipped_is_what_is_learnt(
    train: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train.OUT == SHIPPED
    monkeypatch.setattr(train, "OUT", tmp_path / "weights.json")
    monkeypatch.setattr(sys, "argv", ["train.py"])
    train.main()
    assert " kB" in capsys.readouterr().out
    same = train.OUT.read_bytes() == SHIPPED.read_bytes()
    assert same, "the rules or the sentences have changed: run `make train`, then `make score`"


SMALL = [
    ("aid", ["send", "tent"]), ("aid", ["send", "rice"]), ("aid", ["send", "tent", "once"]),
    ("assault", ["bomb", "town"]), ("assault", ["bomb", "tent"]), ("assault", ["shell", "town"]),
]  # fmt: skip


def test_learning_is_the_same_again_and_tells_what_it_was_told(train: ModuleType) -> None:
    names = ["aid", "assault"]
    weights: dict[str, Any] = train.learn(SMALL, names)
    assert weights == train.learn(SMALL, names)
    assert set(weights) == {"send", "tent", "bomb", "town"}, "what is seen once is not learnt"
    assert weights["send"][0] > 0 > weights["send"][1]
    assert weights["bomb"][0] < 0 < weights["bomb"][1]
    assert train.right(SMALL, weights, names) == len(SMALL)


def test_the_sentences_have_kinds_and_stand_once() -> None:
    wrong = [where for *where, line in SENTENCES if line.count("\t") != 1 or line != line.strip()]
    assert wrong == []
    counts = Counter(line.partition("\t")[0] for *_, line in SENTENCES)
    assert set(counts) <= {*kinds(), NONE}
    assert min(counts.values()) > 20
    texts = Counter(line.partition("\t")[2] for *_, line in SENTENCES)
    assert [text for text, count in texts.items() if count > 1] == []


def test_no_sentence_of_the_gold_is_learnt_from() -> None:
    learnt = {line.partition("\t")[2] for *_, line in SENTENCES}
    gold = (ROOT / "tests" / "gold" / "kinds.tsv").read_text(encoding="utf-8").splitlines()
    assert [line for line in gold if line.partition("\t")[0] in learnt] == []


def test_the_shipped_model_can_be_asked() -> None:
    known = model("en")
    assert known is not None
    assert set(known.kinds) <= {*kinds(), NONE}
    chances = known.chances(["bias", "attack", "no such feature"])
    assert list(chances) == list(known.kinds)
    assert sum(chances.values()) == pytest.approx(1)
    for row in known.weights.values():
        assert all(type(kind) is int and 0 <= kind < len(known.kinds) for kind in row[::2])
        assert len(row) % 2 == 0
        assert all(row[1::2])
    assert model("xx") is None
