"""Working days of a state: neither its weekend nor a public holiday of the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days on which the bodies of a state act."""

    weekend: tuple[int, ...]
    """Days of the week on which none acts, Monday being 0."""
    holidays: frozenset[date]

    def next(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while day.weekday() in self.weekend or day in self.holidays:
            day += timedelta(1)
        return day

    def shifts(self, first: date, days: int) -> Iterator[int]:
        """For each of so many days from ``first`` on, counted from there, its next working day."""
        for count in range(days):
            yield (self.next(first + timedelta(count)) - first).days


def workdays_of(jurisdiction: str, weekend: tuple[int, ...]) -> Workdays:
    """The working days of a state; by its weekend alone where the table does not have it."""
    if len(set(weekend)) >= 7:
        weekend = ()
    days = (
        date.fromisoformat(f"{year}-{day}")
        for year, listed in _table().get(jurisdiction, {}).items()
        for day in listed.split()
    )
    return Workdays(weekend, frozenset(days))


def last_year(jurisdiction: str) -> int:
    """The last year of which the table has the state's public holidays; 0 when it has none."""
    return max((int(year) for year in _table().get(jurisdiction, {})), default=0)


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("data/holidays.yaml").read_text(encoding="utf-8")
    return from_yaml(text, dict[str, dict[str, str]], where="holidays.yaml")
