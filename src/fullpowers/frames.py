"""Every list of a review as a table: rows of plain values, or a frame of pandas or polars.

A row has one column for each field that is a number, a text, a day or a choice; a passage becomes the
provision where it stands and its words. What holds lists of its own is left to the JSON form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any

from .model import InvalidData, Passage, Provision, Quantity, Review

if TYPE_CHECKING:
    import pandas
    import polars

Row = dict[str, Any]
_SHOWN = 200
"""Rows that a table shows of itself in a notebook."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``rows`` all have the same columns."""

    name: str
    rows: tuple[Row, ...]

    def pandas(self) -> pandas.DataFrame:
        """As a data frame of pandas.

        Raises:
            InvalidData: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise InvalidData("a data frame needs pandas: pip install pandas") from error
        return pandas.DataFrame(list(self.rows))

    def polars(self) -> polars.DataFrame:
        """As a data frame of polars.

        Raises:
            InvalidData: polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise InvalidData("a data frame needs polars: pip install polars") from error
        return polars.DataFrame(list(self.rows), infer_schema_length=None)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in (self.rows[0] if self.rows else ()))
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row.values()) + "</tr>"
            for row in self.rows[:_SHOWN]
        )
        more = len(self.rows) - _SHOWN
        rest = f"<p>{more} more rows</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def tables(review: Review) -> dict[str, Table]:
    """The tables of a review by name; those without a row are left out.

    ``changes``, ``findings``, ``steps``, ``terms``, ``undertakings``, ``definitions``, ``references``,
    ``defects``, ``entries`` and ``missing`` of the ledger, ``shifts`` of the scoreboard, ``claims``,
    ``provisions``, ``notices``; those of a valuation begin with ``value_``.
    """
    opinion, comparison, path = review.opinion, review.comparison, review.opinion.path
    lists: dict[str, tuple[object, ...]] = {
        "changes": comparison.changes if comparison else (),
        "findings": opinion.findings,
        "steps": path.steps if path else (),
        "terms": review.analysis.terms,
        "undertakings": review.analysis.undertakings,
        "definitions": review.analysis.definitions,
        "references": review.analysis.references,
        "defects": review.analysis.defects,
        "entries": review.ledger.entries,
        "missing": review.ledger.missing,
        "shifts": review.scoreboard.shifts if review.scoreboard else (),
        "claims": review.claims,
        "provisions": tuple(_all(review.instrument.provisions)),
        "notices": review.instrument.notices,
    }
    made = {name: table(name, values) for name, values in lists.items() if values}
    if review.valuation is not None:
        from .value import tables as valued

        for name, rows in valued(review.valuation).items():
            if rows:
                made[f"value_{name}"] = Table(f"value_{name}", tuple(dict(row) for row in rows))
    return made


def table(name: str, values: Iterable[object]) -> Table:
    """A table of values of the model, one row each."""
    return Table(name, tuple(_row(one) for one in values))


def _all(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from _all(provision.children)


def _row(value: Any) -> Row:
    row: Row = {}
    for field in fields(value):
        row.update(_columns(field.name, str(field.type), getattr(value, field.name)))
    return row


def _columns(name: str, declared: str, value: object) -> Row:
    """The columns of one field; by its declared type, so that every row has the same ones."""
    for words, columns in _KINDS.items():
        if words in declared:
            return columns(name, value)
    if isinstance(value, Enum):
        return {name: value.value}
    if isinstance(value, Decimal):
        return {name: float(value)}
    if value is None or isinstance(value, str | int | float | date):
        return {name: value}
    return {}


def _passages(name: str, value: Any) -> Row:
    return {name: "; ".join(one.path for one in value)}


def _passage(name: str, value: Passage | None) -> Row:
    return {name: value.path if value else "", f"{name}_quote": value.quote if value else ""}


def _quantity(name: str, value: Quantity | None) -> Row:
    return {name: float(value.amount) if value else None, f"{name}_unit": value.unit if value else ""}


def _texts(name: str, value: Any) -> Row:
    return {name: "; ".join(value)}


def _span(name: str, value: Any) -> Row:
    return {f"{name}_{kind}": days for kind, days in zip(("low", "usual", "high"), value, strict=True)}


_KINDS: Mapping[str, Callable[[str, Any], Row]] = {
    "tuple[Passage, ...]": _passages,
    "Passage": _passage,
    "Quantity": _quantity,
    "tuple[str, ...]": _texts,
    "tuple[int, int, int]": _span,
    "tuple[": lambda name, value: {},
}
