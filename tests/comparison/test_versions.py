"""Two language versions, compared in what needs no translation."""

from __future__ import annotations

import pytest

from fullpowers.comparison import compare_versions
from fullpowers.model import InvalidData

from .conftest import text

ENGLISH = """AGREEMENT ON A FUND

Article 1
The Fund
1. The Parties shall establish the Fund within 90 days of signature.
2. Ukraine will contribute 50 percent of the revenues under Article 2. It will not sell its share.

Article 2
Duration
This Agreement remains in force until 1 March 2035. It may be extended.
"""
UKRAINIAN = """УГОДА ПРО ФОНД

Стаття 1
Фонд
1. Сторони зобов’язані заснувати Фонд протягом 90 днів після підписання.
2. Україна вносить 50 відсотків надходжень за статтею 2. Вона не продає свою частку.

Стаття 2
Строк дії
Ця Угода є чинною до 1 березня 2035 року. Її може бути продовжено.
"""


def kinds(other: str) -> list[str]:
    return [found.kind for found in compare_versions(text(ENGLISH), text(other))]


def test_versions_that_agree_have_no_discrepancy() -> None:
    assert kinds(UKRAINIAN) == []


@pytest.mark.parametrize(
    ("said", "instead", "kind"),
    [
        ("50 відсотків", "60 відсотків", "number"),
        ("1 березня 2035", "1 травня 2035", "number"),
        ("статтею 2", "статтею 1", "reference"),
        ("не продає", "продає", "negation"),
        ("зобов’язані", "мають намір", "modality"),
        (" Її може бути продовжено.", "", "sentences"),
    ],
)
def test_what_differs_is_found(said: str, instead: str, kind: str) -> None:
    assert said in UKRAINIAN
    assert kinds(UKRAINIAN.replace(said, instead)) == [kind]


def test_a_paragraph_that_is_only_in_one_version_is_missing() -> None:
    longer = UKRAINIAN.replace("Стаття 2\nСтрок", "3. Фонд має своє місце в Києві.\n\nСтаття 2\nСтрок")
    assert kinds(longer) == ["missing"]


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(InvalidData):
        compare_versions(
            text(ENGLISH), text("Artikel 1\nDie Parteien verpflichten sich, und der Rat ist nicht da.")
        )
