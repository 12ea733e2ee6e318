"""Agreements in Ukrainian and French against what we annotated by reading, before the analyser met them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from fullpowers.language import analyse
from fullpowers.language.quantities import find_mentions
from fullpowers.model import Analysis, Instrument, Party, Provision, ReferenceStatus, Term, Undertaking
from fullpowers.reading import read

DATA = Path(__file__).parent / "data"
GOLD: dict[str, Any] = yaml.safe_load((DATA / "agreements.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Read:
    """One agreement: what it is annotated with, and what was read."""

    gold: dict[str, Any]
    instrument: Instrument
    analysis: Analysis
    language: str
    names: dict[str, str]
    """Short name of a party to its name; parties are given, since finding them is the work of reading."""


@pytest.fixture(scope="module", params=sorted(GOLD))
def agreement(request: pytest.FixtureRequest) -> Read:
    gold = GOLD[request.param]
    parties = tuple(Party(name, tuple(aliases)) for name, aliases in gold["parties"].items())
    instrument = replace(read(DATA / f"{request.param}.txt"), parties=parties)
    names = {alias: party.name for party in parties for alias in party.aliases}
    return Read(gold, instrument, analyse(instrument), request.param[-2:], names)


def paths(provisions: Sequence[Provision]) -> set[str]:
    return {path for one in provisions for path in (one.path, *paths(one.children))}


def place(path: str) -> str:
    """``sec-4/par-4.1/par-2`` as ``4.1``, as the contract prints it; articles and annexes as they are."""
    parts = path.split("/")
    return parts[1].removeprefix("par-") if path.startswith("sec-") and len(parts) > 1 else path


def test_its_language_and_structure(agreement: Read) -> None:
    assert agreement.instrument.languages[0] == agreement.language
    assert agreement.instrument.title.startswith(agreement.gold["title"])
    assert set(agreement.gold["paths"]) <= paths(agreement.instrument.provisions)


def test_how_binding_it_is(agreement: Read) -> None:
    assert agreement.analysis.bindingness.force.value == agreement.gold["binding"]


def test_its_definitions_and_references(agreement: Read) -> None:
    defined = {one.term for one in agreement.analysis.definitions}
    assert defined == set(agreement.gold["definitions"])
    for words, target in agreement.gold["references"].items():
        found = next(one for one in agreement.analysis.references if one.text == words)
        assert found.status is ReferenceStatus.RESOLVED
        assert target in found.target


def test_who_bears_what(agreement: Read) -> None:
    def right(row: list[str], one: Undertaking) -> bool:
        path, marker, bearers, modalities = row
        expected = {agreement.names.get(name, name) for name in bearers.split("/")}
        return (
            place(one.passage.path) == path
            and one.marker.quote.lower().startswith(marker.lower())
            and one.modality.value in modalities.split("/")
            and (one.bearer or "-") in expected
        )

    rows = agreement.gold["undertakings"]
    missed = [row for row in rows if not any(right(row, one) for one in agreement.analysis.undertakings)]
    assert len(missed) <= 0.05 * len(rows), missed


def test_what_is_left_to_a_later_agreement(agreement: Read) -> None:
    found = {place(one.passage.path) for one in agreement.analysis.undertakings if one.later}
    assert found == set(agreement.gold["later"])


def test_its_terms(agreement: Read) -> None:
    def right(row: list[str], term: Term) -> bool:
        path, kind, value = row
        amount = f"{term.quantity.amount:f}" if term.quantity else term.value
        return place(term.passage.path) == path and term.kind.value == kind and value in ("", amount)

    rows = agreement.gold["terms"]
    missed = [row for row in rows if not any(right(row, term) for term in agreement.analysis.terms)]
    assert len(missed) <= 0.05 * len(rows) + (agreement.language == "fr"), missed


def test_little_is_not_understood(agreement: Read) -> None:
    assert agreement.analysis.understood >= 0.93 * agreement.analysis.sentences


@pytest.mark.parametrize(
    ("words", "amount", "unit", "comparator"),
    [
        ("au moins 51 pour cent", "51", "percent", "at least"),
        ("12,5 millions d’euros", "12500000", "EUR", "exactly"),
        ("trente jours", "30", "day", "exactly"),
        ("pas plus de 90 jours ouvrables", "90", "business day", "at most"),
        ("vingt ans", "20", "year", "exactly"),
        ("1 500 000,50 euros", "1500000.5", "EUR", "exactly"),
        ("environ 40 tonnes", "40", "t", "about"),
    ],
)
def test_quantities_in_french(words: str, amount: str, unit: str, comparator: str) -> None:
    (mention,) = find_mentions(f"La Partie verse {words}.")
    assert mention.quantity is not None
    assert (f"{mention.quantity.amount:f}", mention.quantity.unit) == (amount, unit)
    assert mention.quantity.comparator == comparator


def test_dates_in_french() -> None:
    assert [one.date for one in find_mentions("le 1er mars 2027 et le 14 juillet 2026")] == [
        "2027-03-01",
        "2026-07-14",
    ]
