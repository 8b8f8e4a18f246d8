"""Makers of YAML texts, from well-formed events to noise: what readers of YAML are held against each other with.

Each maker takes a ``random.Random`` and is as fast as it can be: a law is only as good as the number of texts it saw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

WORDS = (
    "a", "b c", "key", "Serbia", "Вучић", "Đorđe", "İstanbul", "é", "😀", "a\u00a0b", "e\u0301", "it's", "a:b", "a#b",
    "NO", "no", "yes", "on", "off", "true", "false", "True", "FALSE", "null", "nul", "nan", ".inf", "inf", "Infinity",
    "0", "1", "-1", "-0", "007", "-0043", "2014", "2014-02-30", "2014-02-30T10:10:10Z", "1e3", "1E5", "12e03", "0x10",
    "0o17", "1_000", "3.14", "1.50", "+1", "-.5", "1.0.0", "12:30", "12:30:45", "199X", "../2024", "2017/..", "1984?",
    "~1984", "1984%", "http://a.b/c?d=e#f", "50%", "a & b", "a * b", "a!b", "!", "a @ b", "a > b", "a | b", "-", "--",
    "-a", "?", "?a", ":", ":a", "a:", "=", "x=1", "\\", "\\n", "a\\b", "a, b", "[a", "a]", "{a", "a}", "(a)", "<b>",
    "a 'b' c", 'a "b" c', "'", '"', "`", "@a", "%a", "&a", "*a", "!a", "!!str", "|", ">", "|-", ">+", "#a", "a #b",
    "---",
    "...", "<<", "a" * 90, " a", "a ", "a  b", "[1667,1669]", "{1960,1961-12}",
)  # fmt: skip
"""What stands in a value; much of it means something else to one reader of YAML or another."""

TOKENS = (
    *WORDS, "- ", "- ", ": ", ": ", "? ", ", ", "[", "]", "{", "}", "'", '"', "''", '""', "'a'", '"b"', "'it''s'", "#",
    " #", "# c", "\n", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n ", "\n- ", "\n- ", "\n  - ", "\n\n", " ", "  ", "\t",
    "\r", "\r\n", "a: b", "c: d", "- e", "key:", "date: 2014", "title: x", "[a]", "{a: b}", "[]", "{}", '"\\n"', '"a\\',
    '"\\u00e9"', "|2", ">1", "~", "Null", ".5", "5.", ".nan", "\u2028", "\x85", "\x7f", "\ufeff", "\x0c", "\x08",
)  # fmt: skip

LINES = (
    "a: b", "- a", "- a: b", "key:", "- ", "-", "b", "'a'", "'a", "a'", '"a', 'a"', "[a, b]", "[a,", "b]", "{a: b}",
    "{a: b,", "c: d}", "# c", "", "a: |", "a: >", "- |", "- >-", "a: |+", "x  ", "a: 'b", "c'", 'a: "b', 'c"', "a: 1",
    "- 1", "- [a", "a: {", "}", "]", "a: b # c", "'k': v", '"k": v', "k : v", "k:v", "- - a", "- k: v", "a: -1",
    'a: "b\\',
    "  x", "- # c", "a: # c", ": a", "a: [", "- {", "? a", ": b", "a: >2", "a: |1", "text text", "a: b: c", "a: 'b' c",
)  # fmt: skip

ITEMS = (
    "- a: b\n", "- a\n", "- 'x\n", "- y'\n", '- "x\n', '- y"\n', "- a: |\n    x\n", "- a: >+\n    x\n\n", "  b: c\n",
    "    d\n", "# c\n", "\n", "  # c\n", "- [a,\n", "- b]\n", "- {a: b\n", "- c: d}\n", "-\n", "- \n", " - q\n",
    "x: y\n",
    "- a: 'it\n", "  b'\n", "---\n", "...\n", "- |\n", "  - a: b\n", "  - c\n", "    e: f\n", "  - 'x\n", "  - y'\n",
    '"\n', "'\n", "    - g\n", "-  c: d\n", "   e: f\n", "- - h\n", "- # c\n", "  i: j\n", "  - |\n", "  - |-\n",
    "      text\n", "- ? a\n", "  : b\n", "- !t x\n", '- a: "b\\\n', "\t- a\n", "- a\r\n", "  b: c\r\n", " \n",
    "    \n",
)  # fmt: skip
HEADS = (
    "", "", "events:\n", "events:\n", "events: # c\n", "# c\n\nevents:\n", "version: 1\nevents:\n",
    "count: 1\n\nevents:\n",
    "events:\n# c\n", "schema: x\nevents:\n  # c\n", "'events':\n", "events: \n", "%YAML 1.1\n---\nevents:\n", "---\n",
    "other: |\n  - a\nevents:\n", '"x\nevents:\n', "- a\nevents:\n", "x:\n- a\nevents:\n", "events: |\n", "events: [\n",
    "events:\n-\n", "? events\n:\n", "events: !!seq\n", "events:\n\n  ", "#\n",
)  # fmt: skip

EVENT = """events:
  - id: a-1
    date: 1459?/1878
    title: Serbia is under rule
    summary: >-
      From the fall: of # the
      second line

      third.
    kind: state
    actors:
      - {name: Ottoman Empire, role: source}
      - {name: "Serbia, x", role: target, as: 'president'}
    tags: [ottoman, seed]
    place: {name: "Gaz, K", country: XK, lat: 42.6906, lon: 21.1236}
    sources:
      - url: http://news.bbc.co.uk/2/hi/3550401.stm?a=b#c
        published: 2012-01-24
        note: "battle: dated"
        quote: |
          which had # been
            more
    links: {part-of: [x]}
  - id: b
    date: 199X-12
    title: 'it''s'
    count: 3
"""


def soup(random: Random) -> str:
    """Make a heap of tokens."""
    return "".join(random.choices(TOKENS, k=random.randint(1, 14)))


def outline(random: Random) -> str:
    """Make a heap of lines, each indented a little more or less than the one before."""
    lines, indent = [], 0
    for _ in range(random.randint(1, 8)):
        indent = max(0, indent + random.choice([0, 0, 0, 2, -2, 1, -1, 2]))
        lines.append(" " * indent + random.choice(LINES))
    return "\n".join(lines) + random.choice(["\n", "\n", "", "\n\n"])


def items(random: Random) -> str:
    """Make what looks like a file of events until one looks twice."""
    return random.choice(HEADS) + "".join(random.choices(ITEMS, k=random.randint(1, 7)))


def damaged(random: Random) -> str:
    """Take some lines of an ordinary file and damage them in a few places."""
    lines = EVENT.split("\n")
    start = random.randrange(len(lines))
    text = "\n".join(lines[start : start + random.randint(1, 10)]) + "\n"
    for _ in range(random.randint(1, 4)):
        here = random.randint(0, len(text))
        put = random.choice(["", " ", "\n", "'", '"', ":", "#", "-", random.choice(TOKENS)])
        text = text[:here] + put + text[here + random.choice([0, 0, 1, 1, 2, 5]) :]
    return text


def tidy(random: Random) -> str:
    """Write values in all the styles of YAML, as people do: mostly sound, with nasty words in every place."""
    return _block(random, 0, random.randint(1, 3)) + random.choice(["", "", "\n", "# end\n"])


def _block(random: Random, indent: int, depth: int) -> str:
    as_list = random.random() < 0.4
    margin, out = " " * indent, []
    for number in range(random.randint(1, 4)):
        start = "- " if as_list else f"{random.choice(('k', 'id', 'a b', 'title', 'İ'))}{number or ''}:"
        if depth > 1 and random.random() < 0.5:
            inner = _block(random, indent + 2, depth - 1)
            out.append(margin + (start + inner[indent + 2 :] if as_list else start + "\n" + inner))
        else:
            out.append(margin + start.rstrip() + " " + _value(random, indent + 2) + "\n")
        if random.random() < 0.1:
            out.append(random.choice(["\n", f"{margin}# c\n", "  \n"]))
    return "".join(out)


def _value(random: Random, indent: int) -> str:
    style, margin = random.randrange(12), " " * indent
    words = random.choices(WORDS, k=random.randint(1, 3))
    if style < 5:
        return words[0] + random.choice(["", "", "", " ", " # c"])
    if style == 5:
        quoted = " ".join(words).replace("'", "''")
        return f"'{quoted}'"
    if style == 6:
        return _double(" ".join(words))
    if style in {7, 8}:
        header = random.choice("|>") + random.choice(["", "-", "+"])
        lines = [margin + word for word in words]
        return header + "\n" + random.choice(["\n", f"\n\n{margin}", f"\n{margin} "]).join(lines)
    if style == 9:
        return f"\n{margin}".join(words)  # a plain scalar over several lines
    if style == 10:
        return "[" + ", ".join(_inline(random) for _ in words) + "]"
    return "{" + ", ".join(f"k{number}: {_inline(random)}" for number, _ in enumerate(words)) + "}"


def _inline(random: Random) -> str:
    word = random.choice(WORDS)
    return random.choice([word, word, _double(word), "'" + word.replace("'", "''") + "'", "[a, b]", "{a: b}", "[]", ""])


def _double(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


MAKERS: tuple[Callable[[Random], str], ...] = (soup, outline, items, damaged, tidy, tidy)


def storm(seed: int, count: int, makers: tuple[Callable[[Random], str], ...] = MAKERS) -> Iterator[str]:
    """Make many texts, the same ones for the same seed."""
    random = Random(seed)
    return (random.choice(makers)(random) for _ in range(count))
