"""How a number comes about: its formula, what it rests on, and the clause or source of every input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from fullpowers.model import Explained, InvalidData

from .auditing import pages
from .compute import Input
from .drafts import Subject, terms_of
from .economics import Economics
from .sheet import Schedule, names
from .workbook import Page, middle_values

_CELL = re.compile(r"(\w+)!\{column\}(\d+)")
"""A cell of another page in an input that is linked to it: the page and the row."""

ESTIMATES = {
    "contributions": "fund.contribution",
    "yearly": "fund.contribution",
    "partner": "fund.partner_paid",
    "returned": "fund.to_state",
    "benefit": "fund.benefit",
    "stake": "fund.state_stake",
    "to_partner": "fund.to_partner",
}
"""The line whose years an estimate sums up, by the estimate's name."""


def explain(
    subject: Subject, economics: Economics, what: str, year: int | None = None, *, deep: bool = False
) -> tuple[Explained, ...]:
    """The number ``what`` opened down to its inputs, at the middle of all figures, of what is owed.

    Args:
        subject: the draft.
        economics: the file of figures.
        what: ``page.line`` such as ``fund.contribution`` or ``stepove.state``, or the name of an estimate.
        year: a year of the file; the first one in which the line is not zero when left out.
        deep: also open the lines of earlier years, which are else named and not opened.

    Raises:
        InvalidData: no such page, line or year; the message lists what there is.
    """
    book = {page.title: page for page in pages(terms_of(subject, economics), economics)}
    page, line = _found(ESTIMATES.get(what, what), book)
    opened = _Opened(book, economics)
    values = opened.values[page][line]
    if year is None:
        index = next((i for i, value in enumerate(values) if value), 0)
    else:
        index = year - economics.first_year
    if not 0 <= index < economics.years:
        raise InvalidData(
            f"the years are {economics.first_year} to {economics.first_year + economics.years - 1}"
        )
    return tuple(opened.walk(page, line, index, deep=deep))


def _found(what: str, book: Mapping[str, Page]) -> tuple[str, str]:
    title, _, line = what.partition(".")
    if title not in book:
        raise InvalidData(f"no page {title!r}; there are: {', '.join(book)}; write PAGE.LINE")
    page = book[title]
    if line not in page.sheet.trees and line not in page.sheet.inputs:
        lines = ", ".join(one.name for one in page.sheet.lines)
        raise InvalidData(f"no line {line!r} on the page {title!r}; there are: {lines}")
    return title, line


@dataclass(frozen=True, slots=True)
class _Place:
    page: str
    name: str
    year: int


class _Opened:
    """All pages computed once; walks from a line to what it rests on, each line and year once."""

    def __init__(self, book: Mapping[str, Page], economics: Economics) -> None:
        self.book, self.first_year = book, economics.first_year
        self.lines = {title: {line.name: line for line in page.sheet.lines} for title, page in book.items()}
        self.values = {title: middle_values(page, economics.years) for title, page in book.items()}
        for title, page in book.items():
            for name, given in page.inputs.items():
                self.values[title][name] = _yearly(given, economics.years)

    def walk(self, page: str, name: str, year: int, *, deep: bool) -> Iterator[Explained]:
        """The line, then what its formula names, deeper and deeper."""
        seen: set[_Place] = set()
        waiting = [(_Place(page, name, year), 0)]
        while waiting:
            place, depth = waiting.pop()
            if place in seen or place.year < 0:
                continue
            seen.add(place)
            yield self._explained(place, depth)
            if place.year < year and not deep:
                continue
            waiting += reversed([(used, depth + 1) for used in self._uses(place)])

    def _uses(self, place: _Place) -> list[_Place]:
        page = self.book[place.page]
        tree = page.sheet.trees.get(place.name)
        if tree is not None:
            return [_Place(place.page, one.name, place.year - one.lag) for one in names(tree)]
        return [_Place(other, name, place.year) for other, name in self._linked(page, place.name)]

    def _linked(self, page: Page, name: str) -> Iterator[tuple[str, str]]:
        """The lines of other pages that an input is made of."""
        for other, row in _CELL.findall(page.links.get(name, "")):
            sheet = self.book[other].sheet
            everything = (*sheet.inputs, *(line.name for line in sheet.lines))
            yield other, everything[int(row) - 2]

    def _explained(self, place: _Place, depth: int) -> Explained:
        page, value = self.book[place.page], self.values[place.page][place.name][place.year]
        year = self.first_year + place.year
        line = self.lines[place.page].get(place.name)
        if line is not None:
            return Explained(place.page, place.name, line.label, line.formula, year, value, depth)
        made_of = page.links.get(place.name, "")
        for (other, name), cell in zip(self._linked(page, place.name), _CELL.findall(made_of), strict=True):
            made_of = made_of.replace("!{column}".join(cell), f"{other}.{name}", 1)
        origin = page.clauses.get(place.name, "")
        return Explained(place.page, place.name, "", made_of, year, value, depth, origin)


def _yearly(given: Input, years: int) -> list[float]:
    """An input as one number a year; of a scale its first rate, of a table of weights its first weight."""
    if isinstance(given, Schedule):
        return [given.slopes[0] or given.intercepts[0]] * years
    if isinstance(given, tuple):
        return [given[0]] * years
    if isinstance(given, np.ndarray):
        column = given.reshape(given.shape[0], -1)[:, 0]
        return [float(x) for x in np.broadcast_to(column, years)]
    return [float(given)] * years
