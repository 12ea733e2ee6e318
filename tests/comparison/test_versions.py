"""Two language versions, compared in what needs no translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.comparison import compare_versions
from fullpowers.model import InvalidData

from .conftest import text

VERSIONS = Path(__file__).parent / "versions"
"""The example agreement, shortened, in English and Ukrainian: both written for these tests."""

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
    return [found.kind for found in compare_versions(text(ENGLISH), text(other)).discrepancies]


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


def differing(said: str, instead: str) -> list[tuple[str, str]]:
    """Kind and place of what differs when the Ukrainian agreement says something else."""
    english, ukrainian = ((VERSIONS / f"{code}.txt").read_text(encoding="utf-8") for code in ("en", "uk"))
    assert ukrainian.count(said) == 1
    found = compare_versions(text(english), text(ukrainian.replace(said, instead)))
    return [(one.kind, one.one.path) for one in found.discrepancies if one.one is not None]


def test_an_agreement_in_two_languages_has_no_discrepancy() -> None:
    assert differing("володіє половиною", "володіє половиною") == []


@pytest.mark.parametrize(
    ("said", "instead", "kind", "place"),
    [
        ("66 відсотків", "56 відсотків", "number", "art-3/par-2"),
        ("9 мільярдів", "9 мільйонів", "number", "art-3/par-4"),
        ("двадцяти років", "тридцяти років", "number", "art-8/par-2"),
        ("1 листопада", "1 грудня", "number", "art-3/par-4"),
        ("500 мільйонів доларів США", "500 мільйонів євро", "currency", "art-3/par-5"),
        ("за пунктом 2", "за пунктом 1", "reference", "art-3/par-4"),
        ("Він не має права", "Він має право", "negation", "art-5/par-2"),
        ("не є ні внеском, ні боргом", "є внеском", "negation", "art-3/par-6"),
        ("і не передають її на розгляд суду", "і передають її на розгляд суду", "negation", "art-7"),
        ("зобов’язаний вносити", "має намір вносити", "modality", "art-3/par-2"),
        ("зобов’язаний вносити", "може вносити", "modality", "art-3/par-2"),
        ("Уряд України може відкласти", "Уряд України зобов’язаний відкласти", "modality", "art-3/par-4"),
        ("4. Уряд України може", "4. Фонд може", "party", "art-3/par-4"),
        (" Її дію може бути продовжено за згодою Учасників.", "", "sentences", "art-8/par-2"),
        (" Кожен Учасник призначає трьох із них.", "", "sentences", "art-4/par-1"),
    ],
)
def test_a_seeded_difference_is_found_where_it_is(said: str, instead: str, kind: str, place: str) -> None:
    assert (kind, place) in differing(said, instead)


def table(one: str, other: str) -> dict[str, str]:
    """Article by article, by path; empty where there is no counterpart."""
    rows = compare_versions(text(one), text(other)).counterparts
    return {row.one: row.other for row in rows if row.one.startswith("art") or row.other.startswith("art")}


def test_the_table_says_which_article_is_which_and_how_sure_that_is() -> None:
    rows = compare_versions(text(ENGLISH), text(UKRAINIAN)).counterparts
    articles = [row for row in rows if row.one.startswith("art")]
    assert [(row.one, row.other) for row in articles] == [("art-1", "art-1"), ("art-2", "art-2")]
    assert all(row.confidence > 0.8 and "number" in row.basis for row in articles)


def test_figures_tell_which_article_is_which_when_the_numbers_have_shifted() -> None:
    english, ukrainian = ((VERSIONS / f"{code}.txt").read_text(encoding="utf-8") for code in ("en", "uk"))
    start, end = ukrainian.index("Стаття 2."), ukrainian.index("Стаття 3.")
    shorter = ukrainian[:start] + ukrainian[end:]
    for number in range(3, 9):
        shorter = shorter.replace(f"Стаття {number}.", f"Стаття {number - 1}.")
    found = table(english, shorter)
    assert (found["art-2"], found["art-3"], found["art-8"]) == ("", "art-2", "art-7")


def test_words_that_both_languages_took_from_a_third_tell_which_article_is_which() -> None:
    english = (
        "Article 1. Arbitration\nDisputes are referred to arbitration in Geneva by a tribunal.\n\n"
        "Article 2. Licences\nThe licence for the concession is granted by the President of Ukraine.\n"
    )
    ukrainian = (
        "Стаття 1. Ліцензії\nЛіцензію на концесію надає Президент України.\n\n"
        "Стаття 2. Арбітраж\nСпори передаються до арбітражу в Женеві, до трибуналу.\n"
    )
    assert table(english, ukrainian) == {"art-1": "art-2", "art-2": "art-1"}


def test_the_table_names_the_words_that_both_languages_share() -> None:
    rows = compare_versions(text(ENGLISH), text(UKRAINIAN)).counterparts
    assert any("cognates" in row.basis for row in rows)
