"""Facts that others know: the register of instruments that a team keeps, and the valuation."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fullpowers.model import Fact, Instrument, InvalidData, Origin, Truth, Valuation, convert, from_yaml

from .deciding import settled
from .linking import Law

_BIGGEST = 2_000_000
"""Bytes of a register."""
_MISSING = "refers_to_missing_instrument"


@dataclass(frozen=True, slots=True)
class Entry:
    """One instrument in the register; a day that is not given is not known, a later one is yet to come."""

    instrument: str
    """Its title, or the name by which other instruments call it."""
    also: tuple[str, ...] = ()
    """Further names."""
    file: str = ""
    """Name of the file in which it was read."""
    provided: bool | None = None
    """Whether the team has its text."""
    decided: date | None = None
    """When the competent body decided that it be signed."""
    full_powers: date | None = None
    """When full powers were issued."""
    limits_notified: date | None = None
    """When the other side was told in writing of the limits on the signatory's authority."""
    ratified: date | None = None
    in_force: date | None = None
    ended: date | None = None
    resources: bool = False
    """Whether it is about natural resources."""
    note: str = ""

    def is_called(self, name: str) -> bool:
        """Whether that is one of its names, letter case and spaces aside."""
        return _plain(name) in {_plain(one) for one in (self.instrument, *self.also)}

    def is_named_in(self, words: str) -> bool:
        """Whether one of its names stands in these words."""
        return any(
            re.search(rf"(?<!\w){re.escape(_plain(one))}(?!\w)", _plain(words))
            for one in (self.instrument, *self.also)
        )


_DAYS = {
    "decided": "signing_decided",
    "full_powers": "full_powers_held",
    "limits_notified": "limits_notified",
    "ratified": "ratified",
}
"""Which fact each day of an entry shows."""


def load_register(path: Path) -> tuple[Entry, ...]:
    """Read a register: YAML (a list of entries), or CSV with the fields of an entry as columns.

    Raises:
        InvalidData: there is no such file, it is not UTF-8 text, or a field is unknown or of the wrong type.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InvalidData(f"{path.name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path.name}: not UTF-8 text") from error
    if len(raw) > _BIGGEST:
        raise InvalidData(f"{path.name}: a register of {len(raw)} bytes; the most is {_BIGGEST}")
    if path.suffix.lower() == ".csv":
        return convert(list(_rows(text, path.name)), tuple[Entry, ...], where=path.name)
    return from_yaml(text, tuple[Entry, ...], where=path.name)


def registered(
    law: Law, entries: tuple[Entry, ...], instrument: Instrument, found: Mapping[str, Fact], on: date
) -> dict[str, Fact]:
    """What the register says of the instrument, of those it rests on, and of those that stand beside it."""
    facts: dict[str, Fact] = {}
    file = instrument.source.name if instrument.source else ""
    for entry in entries:
        if entry.is_called(instrument.title) or (file and entry.file == file):
            for field, name in _DAYS.items():
                day: date | None = getattr(entry, field)
                if day is not None:
                    facts[name] = _fact(law, name, day <= on, f"{entry.instrument}: {field} {day}")
        elif entry.resources and entry.in_force and entry.in_force <= on < (entry.ended or date.max):
            source = f"{entry.instrument}: in force since {entry.in_force}"
            facts["earlier_commitments"] = _fact(law, "earlier_commitments", True, source)
    return facts | dict(_provided(law, entries, found))


def _provided(law: Law, entries: tuple[Entry, ...], found: Mapping[str, Fact]) -> Iterator[tuple[str, Fact]]:
    """Whether what the text rests on was provided: no when one was not, yes when all are known to be."""
    name = "instruments_provided"
    named = [
        [entry for entry in entries if entry.provided is not None and entry.is_named_in(passage.quote)]
        for passage in found[_MISSING].passages
    ]
    known = [entry for some in named for entry in some]
    lacking = [entry for entry in known if not entry.provided]
    if lacking:
        yield name, _fact(law, name, False, f"{lacking[0].instrument}: not provided")
    elif known and all(named):
        yield name, _fact(law, name, True, f"{known[0].instrument}: provided")


def valued(law: Law, valuation: Valuation) -> dict[str, Fact]:
    """Numbers that the valuation estimates, where its whole range falls on one side of every threshold.

    The range goes from the lowest tenth of any project to the highest tenth of any.
    """
    facts = {}
    for name, spec in law.facts.items():
        ranges = [
            (one.low, one.middle, one.high)
            for project in valuation.projects
            for one in project.estimates
            if spec.estimate and one.name == spec.estimate
        ]
        if not ranges:
            continue
        low, high = min(one[0] for one in ranges), max(one[2] for one in ranges)
        middle = min(one[1] for one in ranges)
        source = f"valuation ({valuation.economics}): {low:.3g} to {high:.3g} {spec.unit}"
        if list(settled(law, name, low)) == list(settled(law, name, high)):
            facts[name] = Fact(name, Truth.TRUE, Origin.COMPUTED, spec.question, number=middle, source=source)
        else:
            why = f"ambiguous: {source} lies on both sides of what the law asks"
            facts[name] = Fact(name, Truth.UNKNOWN, Origin.COMPUTED, spec.question, why, source=source)
    return facts


def _fact(law: Law, name: str, holds: bool, source: str) -> Fact:
    truth = Truth.TRUE if holds else Truth.FALSE
    return Fact(name, truth, Origin.REGISTER, law.facts[name].question, source=f"register: {source}")


def _rows(text: str, where: str) -> Iterator[dict[str, object]]:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    try:
        for row in rows:
            if None in row or None in row.values():
                raise InvalidData(f"{where}, line {rows.line_num}: not as many fields as the head has")
            yield {field: _cell(field, value) for field, value in row.items() if value.strip()}
    except csv.Error as error:
        raise InvalidData(f"{where}, line {rows.line_num}: {error}") from error


def _cell(field: str, text: str) -> object:
    """A cell as YAML would have it: yes and no, a list of names; days are read where a day is wanted."""
    if field == "also":
        return [name.strip() for name in text.split(";") if name.strip()]
    return {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().casefold(), text.strip())


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
