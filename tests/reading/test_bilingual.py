"""A text in two languages, however they stand in the file, becomes two linked versions."""

from __future__ import annotations

import pytest

from fullpowers.model import Severity
from fullpowers.reading import paired, read_bytes

ENGLISH = (
    "AGREEMENT ON A FUND",
    "The Government of Ukraine and the Government of the United States of America,",
    "Have agreed as follows:",
    "Article 1",
    "Purpose",
    "1. The Fund shall be set up by the Parties in Kyiv.",
    "2. Ukraine shall pay 50 percent of the revenues to the Fund.",
    "Article 2",
    "Term",
    "This Agreement shall be in force for 10 years.",
)
UKRAINIAN = (
    "УГОДА ПРО ФОНД",
    "Уряд України та Уряд Сполучених Штатів Америки,",
    "домовилися про таке:",
    "Стаття 1",
    "Мета",
    "1. Сторони створюють Фонд у місті Києві.",
    "2. Україна сплачує до Фонду 15 відсотків доходів.",
    "Стаття 2",
    "Строк",
    "Ця Угода є чинною протягом 10 років.",
)
PATHS = ["title", "text-1", "enacting", "art-1", "art-1/par-1", "art-1/par-2", "art-2"]


def cells(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(rows: list[tuple[str, str]]) -> str:
    table = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    return f"<html><body><table>{table}</table></body></html>"


FILES = {
    "interleaved.txt": "\n\n".join(text for both in zip(ENGLISH, UKRAINIAN, strict=True) for text in both),
    "one-after-the-other.txt": "\n\n".join((*UKRAINIAN, *ENGLISH)),
    "rows.html": page(list(zip(UKRAINIAN, ENGLISH, strict=True))),
    "one-row.html": page([(cells(*ENGLISH), cells(*UKRAINIAN))]),
    "several-paragraphs-a-cell.html": page(
        [(cells(*ENGLISH[i : i + 3]), cells(*UKRAINIAN[i : i + 3])) for i in range(0, 10, 3)]
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_two_languages_become_two_linked_versions(name):
    instrument = read_bytes(FILES[name].encode(), name)
    assert [provision.path for provision in instrument.walk()] == PATHS
    assert instrument.languages == ("en",)
    (version,) = instrument.versions
    assert version.language == "uk"
    assert [provision.path for provision in version.instrument.walk()] == PATHS
    assert version.links == tuple((path, path) for path in PATHS)


@pytest.mark.parametrize("name", FILES)
def test_no_letter_is_lost(name):
    instrument = read_bytes(FILES[name].encode(), name)
    both = instrument.text + instrument.versions[0].instrument.text
    assert sorted("".join(both.split())) == sorted("".join("".join((*ENGLISH, *UKRAINIAN)).split()))


def test_figures_that_differ_between_the_languages_are_an_alarm():
    instrument = read_bytes(FILES["rows.html"].encode(), "rows.html")
    alarms = [notice for notice in instrument.notices if notice.code == "versions-differ"]
    assert [(notice.severity, notice.passage.path) for notice in alarms] == [(Severity.ALARM, "art-1/par-2")]
    assert "50 here, 15 in the version in uk" in alarms[0].message


def test_two_files_are_paired():
    english = read_bytes("\n\n".join(ENGLISH).encode(), "en.txt")
    ukrainian = read_bytes("\n\n".join(UKRAINIAN[:-3]).encode(), "uk.txt")
    both = paired(english, ukrainian)
    assert both.text == english.text
    assert both.versions[0].links == tuple((path, path) for path in PATHS[:-1])
    assert any("“Article 2” (art-2) has no counterpart" in notice.message for notice in both.notices)


def test_a_quotation_in_another_language_is_no_version():
    text = "\n\n".join((*ENGLISH, "Article 3", "The words “Сторони створюють Фонд” are authentic."))
    assert read_bytes(text.encode(), "en.txt").versions == ()
