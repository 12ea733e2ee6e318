"""The valuation as a workbook of live formulas, for those who audit in spreadsheets.

One sheet for the inputs, one for each project, one for the fund of each draft. A line of the model is a row,
its formula is the row's formula in every year, and the column "clause" names the provision that an
input comes from. Layout after the FAST standard: labels left, years to the right, one formula a row.
Uncertain figures stand at the middle of their distribution; what Monte Carlo adds is not in here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fullpowers.model import InvalidData, ValueInput

from .compute import Input, compute
from .sheet import Binary, Call, Name, Node, Number, Schedule, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FIRST_YEAR_COLUMN = 4
"""Column of the first year, counted from nought: name, label, unit and clause stand before it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of the model that becomes a sheet of the workbook.

    ``clauses`` says, by the name of an input, which provision or source it comes from; ``links``
    gives inputs that are lines of other pages: the input's name to the formula with ``{column}``.
    """

    title: str
    sheet: Sheet
    inputs: Mapping[str, Input]
    clauses: Mapping[str, str]
    links: Mapping[str, str]


def middle_values(page: Page, years: int) -> dict[str, list[float]]:
    """What NumPy makes of a page's lines, year by year."""
    names = tuple(line.name for line in page.sheet.lines)
    result = compute(page.sheet, page.inputs, years=years, keep=names)
    return {name: [float(x) for x in line[:, 0]] for name, line in result.lines.items()}


def write_workbook(
    path: Path, pages: Sequence[Page], first_year: int, years: int, notes: Sequence[ValueInput]
) -> None:
    """Write the pages to ``path``.

    Raises:
        InvalidData: the optional package XlsxWriter is not installed.
        OSError: the file cannot be written.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise InvalidData(
            "writing a workbook needs one more package: pip install 'fullpowers[excel]'"
        ) from error
    written = BytesIO()
    # labels and sources may be words of a draft: "=HYPERLINK(...)" is a text like any other
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, {"in_memory": True, **as_text}) as book:
        # the same inputs give the same bytes
        from datetime import UTC, datetime

        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        style = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "input": book.add_format({"font_color": "#0B4F8A", "num_format": "#,##0.####"}),
            "number": book.add_format({"num_format": "#,##0.00"}),
        }
        for page in pages:
            _Writer(book, page, first_year, years, style).write()
        _notes(book, notes, style)
    path.write_bytes(written.getvalue())


def _notes(book: Workbook, notes: Sequence[ValueInput], style: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("Sources")
    sheet.write_row(0, 0, ("input", "value", "standing", "source", "clause"), style["head"])
    for row, note in enumerate(notes, 1):
        clause = "; ".join(dict.fromkeys(passage.path for passage in note.passages))
        cells = (note.label, note.value, note.standing.value, note.source, clause)
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    sheet.set_column(0, 4, 34)


def column_name(column: int) -> str:
    """``E`` for 4, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class _Writer:
    """Puts one page on one worksheet: inputs on top, lines below."""

    def __init__(
        self, book: Workbook, page: Page, first_year: int, years: int, style: Mapping[str, Any]
    ) -> None:
        self.page, self.years, self.first_year, self.style = page, years, first_year, style
        self.work = book.add_worksheet(page.title[:31])
        self.rows: dict[str, int] = {}
        self.series: set[str] = set(page.sheet.trees)

    def write(self) -> None:
        heads = ("name", "line", "unit", "clause", *(self.first_year + year for year in range(self.years)))
        self.work.write_row(0, 0, heads, self.style["head"])
        self.work.set_column(0, 0, 26)
        self.work.set_column(1, 1, 40)
        self.work.set_column(3, 3, 28)
        self.work.freeze_panes(1, FIRST_YEAR_COLUMN)
        names = (*self.page.sheet.inputs, *(line.name for line in self.page.sheet.lines))
        self.rows = {name: row for row, name in enumerate(names, 1)}
        for name in self.page.sheet.inputs:
            self._input(name, self.page.inputs[name])
        # the values stand beside the formulas for viewers that do not calculate
        values = middle_values(self.page, self.years)
        for line in self.page.sheet.lines:
            row = self.rows[line.name]
            self.work.write_row(row, 0, (line.name, line.label, line.unit))
            tree = self.page.sheet.trees[line.name]
            for year, value in enumerate(values[line.name]):
                formula = "=" + self._excel(tree, year)
                self.work.write_formula(row, FIRST_YEAR_COLUMN + year, formula, self.style["number"], value)

    def _input(self, name: str, value: Input) -> None:
        row = self.rows[name]
        self.work.write_row(row, 0, (name, "", "input", self.page.clauses.get(name, "")))
        first = FIRST_YEAR_COLUMN
        if name in self.page.links:
            self.series.add(name)
            given = np.broadcast_to(np.asarray(value, dtype=float).reshape(-1), self.years)
            for year, number in enumerate(given.tolist()):
                formula = "=" + self.page.links[name].format(column=column_name(first + year))
                self.work.write_formula(row, first + year, formula, self.style["number"], number)
        elif isinstance(value, Schedule):
            parts = [*value.uppers, *value.intercepts, *value.slopes]
            self.work.write_row(row, first, parts, self.style["input"])
        elif isinstance(value, tuple):
            self.work.write_row(row, first, value, self.style["input"])
        elif isinstance(value, np.ndarray):
            self.series.add(name)
            row_of = np.broadcast_to(value.reshape(value.shape[0], -1)[:, 0], self.years)
            self.work.write_row(row, first, [float(number) for number in row_of], self.style["input"])
        else:
            self.work.write_number(row, first, float(value), self.style["input"])

    # -- formulas --------------------------------------------------------------------------

    def _cell(self, name: str, year: int) -> str:
        if name in self.series:
            return f"{column_name(FIRST_YEAR_COLUMN + year)}{self.rows[name] + 1}"
        return self._fixed(name, 0)

    def _fixed(self, name: str, place: int) -> str:
        return f"${column_name(FIRST_YEAR_COLUMN + place)}${self.rows[name] + 1}"

    def _excel(self, node: Node, year: int) -> str:
        match node:
            case Number(value):
                return f"{value:.17g}"
            case Name(name, lag):
                return self._cell(name, year - lag) if year >= lag else "0"
            case Binary(operator, left, right):
                return f"({self._excel(left, year)}{operator}{self._excel(right, year)})"
            case Call("total", (Name(name),)):
                return f"SUM({self._fixed_row(name)}:{self._cell(name, year)})"
            case Call("spread", (Name(name), Name(weights))):
                return self._spread(name, weights, year)
            case Call("schedule", (first, Name(table))):
                return self._schedule(self._excel(first, year), table)
            case Call(function, arguments):
                called = {"min": "MIN", "max": "MAX", "where": "IF"}[function]
                return f"{called}({','.join(self._excel(argument, year) for argument in arguments)})"
        raise InvalidData(f"cannot write {node}")

    def _fixed_row(self, name: str) -> str:
        return f"${column_name(FIRST_YEAR_COLUMN)}{self.rows[name] + 1}"

    def _spread(self, name: str, weights: str, year: int) -> str:
        given = self.page.inputs[weights]
        count = len(given) if isinstance(given, tuple) else 0
        parts = [
            f"{self._fixed(weights, k)}*{self._cell(name, year - k)}" for k in range(min(count, year + 1))
        ]
        return "(" + "+".join(parts) + ")" if parts else "0"

    def _schedule(self, x: str, table: str) -> str:
        """Nested IFs from the highest tier down, over the cells of the schedule's row."""
        given = self.page.inputs[table]
        assert isinstance(given, Schedule)  # noqa: S101 - compute() would have refused it
        tiers = len(given.uppers)

        def amount(tier: int) -> str:
            return f"({self._fixed(table, tiers + tier)}+{self._fixed(table, 2 * tiers + 1 + tier)}*{x})"

        formula = amount(tiers)
        for tier in reversed(range(tiers)):
            formula = f"IF({x}<={self._fixed(table, tier)},{amount(tier)},{formula})"
        return formula
