"""Dates that are written out in languages without a lexicon of time."""

import pytest

from timeline.errors import UsageError
from timeline.extract.dates import dates

CASES = [
    ("sr-Latn", "Rekao je 11. oktobra 2024. godine.", [("11. oktobra 2024", "2024-10-11")]),
    ("sr-Latn", "U maju 2023. i 3.5.2024.", [("maju 2023", "2023-05"), ("3.5.2024", "2024-05-03")]),
    ("sr", "Дана 11. октобра 2024. у Београду", [("11. октобра 2024", "2024-10-11")]),
    ("tr", "11 Ekim 2024 tarihinde Belgrad'da", [("11 Ekim 2024", "2024-10-11")]),
    ("fr", "Le 1er mai 2020, puis en juin 2021", [("1er mai 2020", "2020-05-01"), ("juin 2021", "2021-06")]),
    ("es", "el 3 de mayo de 2021", [("3 de mayo de 2021", "2021-05-03")]),
    ("ru", "11 октября 2024 года", [("11 октября 2024", "2024-10-11")]),
    ("de", "am 2024-10-11, im Jahr 2023, Kosovo 2008", [("2024-10-11", "2024-10-11")]),
    ("de", "am 31. Februar 2020 und am 30. Februar", []),
    ("de", "am 5. Mai, gestern, am Freitag", []),
    ("de", "12.\nMärz 1999", [("12.\nMärz 1999", "1999-03-12")]),
]


@pytest.mark.parametrize(("language", "text", "meant"), CASES)
def test_only_what_is_written_out_is_found(language, text, meant):
    found = list(dates(text, 20_000, language))
    assert [(mention.text, mention.edtf) for mention in found] == meant
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(mention.value == mention.edtf and mention.anchor is None for mention in found)


def test_a_language_of_which_nothing_is_known_is_refused():
    with pytest.raises(UsageError, match="xx") as caught:
        list(dates("1 May 2024", None, "xx"))
    assert "en sr sr-Latn" in caught.value.hint
