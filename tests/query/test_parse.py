from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import DateError, UsageError
from timeline.model.day import AFTER, BEFORE, day_number
from timeline.query.parse import parse
from timeline.query.query import FIELDS, All, Any, During, Not, Part, Query, Term, Words, terms

TODAY = day_number(2024, 6, 15)
A, B, C, D = (Words(letter) for letter in "abcd")
SERBIA = Term("actor", "Serbia")
IN_2023 = During(day_number(2023, 1, 1), day_number(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All(())),
        ("  \t ", All(())),
        ("a", A),
        ("actor:Serbia", SERBIA),
        ("ACTOR:Serbia", SERBIA),
        # what stands side by side is joined by and, which binds more tightly than or; not binds the most tightly
        ("a b", All((A, B))),
        ("a and b", All((A, B))),
        ("a AND b And c", All((A, B, C))),
        ("a b and c d", All((A, B, C, D))),
        ("a or b", Any((A, B))),
        ("a or b or c", Any((A, B, C))),
        ("a b or c d", Any((All((A, B)), All((C, D))))),
        ("a or b and c", Any((A, All((B, C))))),
        ("a and b or c", Any((All((A, B)), C))),
        ("(a or b) c", All((Any((A, B)), C))),
        ("a (b or c) d", All((A, Any((B, C)), D))),
        ("(a)(b)", All((A, B))),
        ("a(b)", All((A, B))),
        ("((a))", A),
        ("not a b", All((Not(A), B))),
        ("a not b", All((A, Not(B)))),
        ("a and not b", All((A, Not(B)))),
        ("not a or b", Any((Not(A), B))),
        ("not (a or b)", Not(Any((A, B)))),
        ("not not a", A),
        ("NOT not Not a", Not(A)),
        ("not (not a)", Not(Not(A))),
        # values
        ('actor:"United States"', Term("actor", "United States")),
        ('actor:"it\'s"', Term("actor", "it's")),
        (r'actor:"say \"no\""', Term("actor", 'say "no"')),
        (r'actor:"a\\b"', Term("actor", r"a\b")),
        ('actor:"Serbia"b', All((SERBIA, B))),
        ('"a b"', Words("a b")),
        ('text:"a b"', Words("a b")),
        ("text:a", A),
        ('"and"', Words("and")),
        ('a "or" b', All((A, Words("or"), B))),
        ("text:not", Words("not")),
        ("actor:or", Term("actor", "or")),
        ('"actor:Serbia"', Words("actor serbia")),
        ("source:https://a.org/x", Term("source", "https://a.org/x")),
        ("android nothing orphan", All((Words("android"), Words("nothing"), Words("orphan")))),
        ("12:30", Words("12 30")),  # no field begins with a digit
        ("ĐOKOVIĆ", Words("dokovic")),
        ("İ", Words("i")),
        ("Вучић", Words("vucic")),
        ("…", Words("…")),  # a lone sign is in no folded text
        ("%", Words("%")),
        # roles
        ("source-actor:Serbia", Term("actor", "Serbia", "source")),
        ("target-actor:Serbia", Term("actor", "Serbia", "target")),
        *[(f"{field}:x", Term(field, "x")) for field in FIELDS],
        # times
        ("date:2023", IN_2023),
        ("since:2023", During(since=IN_2023.since)),
        ("until:2023", During(until=IN_2023.until)),
        ("since:2023 until:2023", All((During(since=IN_2023.since), During(until=IN_2023.until)))),
        ("date:2023/..", During(IN_2023.since, AFTER)),
        ("date:../2023", During(BEFORE, IN_2023.until)),
        ("date:[2021,2023]", Any((During(day_number(2021, 1, 1), day_number(2021, 12, 31)), IN_2023))),
        ('date:"March 2023"', During(day_number(2023, 3, 1), day_number(2023, 3, 31))),
        ("not date:2023", Not(IN_2023)),
    ],
)
def test_a_query_is_read_as_a_tree(text: str, tree: Part) -> None:
    assert parse(text, TODAY) == tree


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        ("acter:Serbia", 1, "no field 'acter'", "did you mean 'actor:'?"),
        ("a  knid:agree", 4, "no field 'knid'", "did you mean 'kind:'?"),
        ("sinse:2023", 1, "no field 'sinse'", "did you mean 'since:'?"),
        ("zzz:1", 1, "no field 'zzz'", "quote text with a colon"),
        ("https://a.org", 1, "no field 'https'", "quote text with a colon"),
        ("actor:", 1, "'actor:' has no value", "actor:VALUE"),
        ("a actor: b", 3, "'actor:' has no value", "actor:VALUE"),
        ("(kind:)", 2, "'kind:' has no value", "kind:VALUE"),
        ('a "b', 3, "unfinished quotation", "close it"),
        ('actor:"Ser', 7, "unfinished quotation", "close it"),
        ('"', 1, "unfinished quotation", "close it"),
        (r'"a\"', 1, "unfinished quotation", "close it"),
        ("(a", 1, "'(' that is not closed", "add a ')'"),
        ("a or (b and (c)", 6, "'(' that is not closed", "add a ')'"),
        (")", 1, "missing", ""),
        ("a)", 2, "')' that closes nothing", "remove it"),
        ("(a)) b", 4, "')' that closes nothing", "remove it"),
        ("()", 2, "missing", ""),
        ("a and", 6, "missing after 'and'", "FIELD:VALUE or a word"),
        ("a or", 5, "missing after 'or'", "FIELD:VALUE or a word"),
        ("not", 4, "missing after 'not'", "FIELD:VALUE or a word"),
        ("a and or b", 7, "missing", "FIELD:VALUE or a word"),
        ("or a", 1, "missing", ""),
        ("(a or)", 6, "missing", ""),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(text: str, column: int, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text, TODAY)
    first, shown, mark = error.value.message.split("\n")
    assert first.startswith(f"in the query, column {column}: ")
    assert message in first
    assert hint in error.value.hint
    assert shown == f"  {text}"
    assert mark == "  " + " " * (column - 1) + "^"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date:2023-02-30", "2023-02-30"),
        ("date:nonsense", "nonsense"),
        ("since:../2023", "has no first day"),
        ("until:2023/..", "has no last day"),
        ("a or date:2023-13", "2023-13"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text, TODAY)
    assert message in error.value.message
    assert error.value.hint


def test_a_wrong_date_is_a_date_error() -> None:
    with pytest.raises(DateError):
        parse("date:2023-02-30", TODAY)


@pytest.mark.parametrize(
    "text",
    ["(" * 2000 + "a" + ")" * 2000, "(" * 2000, "a or (" * 2000 + "b" + ")" * 2000, "not " * 2001 + "a",
     "not (" * 2000 + "a" + ")" * 2000, " ".join("a" * 2000), " or ".join("a" * 2000)],
    ids=["closed", "open", "alternating", "not not", "not in not", "words", "or"],
)  # fmt: skip
def test_depth_is_an_answer_or_an_error_for_people(text: str) -> None:
    try:
        part = parse(text, TODAY)
    except UsageError:
        return
    assert set(terms(part)) == {A}
    assert not Query(part, TODAY).asks_time


@given(st.text('ab()"\\: andornot:;date2023-', max_size=30))
def test_any_text_is_a_query_or_a_usage_error(text: str) -> None:
    with contextlib.suppress(UsageError):
        parse(text, TODAY)


def _shown(part: Part) -> str:
    match part:
        case All(parts):
            return "(" + " and ".join(map(_shown, parts)) + ")"
        case Any(parts):
            return "(" + " or ".join(map(_shown, parts)) + ")"
        case Not(inner):
            return f"not {_shown(inner)}" if not isinstance(inner, Not) else f"not ({_shown(inner)})"
        case Words(folded):
            return f'"{folded}"'
        case Term(field, value, role):
            name = f"{role}-actor" if role else field
            return name + ':"' + value.replace("\\", r"\\").replace('"', r"\"") + '"'
        case _:
            raise AssertionError(part)


_terms = st.one_of(
    st.sampled_from([A, B, Words("two words"), Term("actor", "x", "source"), Term("actor", "x", "target")]),
    st.tuples(st.sampled_from(FIELDS), st.text(st.characters(codec="utf-8"), max_size=6)).map(lambda pair: Term(*pair)),
)
_trees: st.SearchStrategy[Part] = st.recursive(
    _terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@given(_trees)
def test_reading_undoes_writing(tree: Part) -> None:
    assert parse(_shown(tree), TODAY) == tree
