"""The pages of the workbook: every project and the fund of a draft, at the middle of all figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from fullpowers.model import Standing, ValueInput

from .compute import compute
from .drafts import Subject, fund_of, owed, sources, what_is_meant
from .economics import Economics
from .fund import fund_sheet
from .sheet import Line, Sheet
from .terms import FundTerms, fund_terms
from .valuing import assumed
from .workbook import Page, write_workbook
from .world import Stream, World, world


def audit_workbook(path: Path, subject: Subject, economics: Economics) -> None:
    """Write the workbook of one draft: what is owed, under its first reading, without uncertainty.

    Raises:
        InvalidData: the optional package XlsxWriter is not installed.
        OSError: the file cannot be written.
    """
    terms = fund_terms(subject.instrument, subject.analysis, subject.party)
    middle = world(economics, {}, 1)
    notes = (*terms.inputs, *assumed(terms, economics))
    pages = tuple(_pages(terms, middle, economics))
    write_workbook(path, pages, economics.first_year, economics.years, notes)


def middle_check(page: Page, years: int) -> dict[str, list[float]]:
    """What NumPy makes of a page's lines, to compare a recalculated workbook with."""
    names = tuple(line.name for line in page.sheet.lines)
    result = compute(page.sheet, page.inputs, years=years, keep=names)
    return {name: [float(x) for x in line[:, 0]] for name, line in result.lines.items()}


def _pages(terms: FundTerms, middle: World, economics: Economics) -> Iterator[Page]:
    rows: dict[str, dict[str, int]] = {}
    sources_of = {
        project.name: f"{project.title}; {project.capital.source}" for project in economics.projects
    }
    for name, made in middle.ventures.items():
        clauses = dict.fromkeys(made.sheet.inputs, sources_of[name])
        yield Page(name, made.sheet, made.inputs, clauses, {})
        rows[name] = row_numbers(made.sheet)
    receipts = [stream for stream in middle.streams if stream.name not in middle.ventures]
    if receipts:
        page = _receipts(receipts, economics)
        yield page
        rows["receipts"] = row_numbers(page.sheet)
    yield _fund(terms, middle, economics, rows)


def _receipts(streams: list[Stream], economics: Economics) -> Page:
    inputs = {f"given_{stream.name}": np.asarray(stream.state[:, 0]) for stream in streams}
    lines = tuple(Line(stream.name, f"1 * given_{stream.name}", stream.title) for stream in streams)
    said = {f"given_{entry.name}": entry.amount.source for entry in economics.receipts}
    return Page("receipts", Sheet(lines), dict(inputs), said, {})


def _fund(terms: FundTerms, middle: World, economics: Economics, rows: dict[str, dict[str, int]]) -> Page:
    reading = owed(terms)
    fund = fund_of(terms, reading, middle, economics)
    if fund is None:
        return Page("fund", Sheet((Line("contribution", "0", "Nothing is owed"),)), {}, {}, {})
    sheet, inputs = fund_sheet(fund)
    clauses, links = _given(terms.inputs), {}
    counted = [share for share in terms.shares if not share.intended_only]
    for number, share in enumerate(counted, 1):
        kind, _ = what_is_meant(share, reading)
        parts = [_part(stream, kind, rows) for stream in sources(share, reading, middle)]
        links[f"base_{number}"] = "+".join(parts) or "0"
        clauses[f"share_{number}"] = share.passages[0].path
        clauses[f"base_{number}"] = share.passages[0].path
    return Page("fund", sheet, inputs, clauses, links)


def _given(inputs: tuple[ValueInput, ...]) -> dict[str, str]:
    names = {"cap": "cap", "partner_share": "partner_share", "reinvest": "distributing"}
    found = {}
    for one in inputs:
        if one.name in names:
            found[names[one.name]] = (
                one.passages[0].path if one.standing is Standing.STATED else f"silent: {one.value}"
            )
        elif one.name.startswith("payment"):
            found["partner_paid"] = one.passages[0].path
    return found


def _part(stream: Stream, kind: str, rows: dict[str, dict[str, int]]) -> str:
    """The cells of one source's base, as an Excel formula with ``{column}`` for the year."""
    if stream.name not in rows:
        return f"receipts!{{column}}{rows['receipts'][stream.name]}"

    def cell(line: str) -> str:
        return f"{stream.name}!{{column}}{rows[stream.name][line]}"

    if kind == "gross revenue":
        return cell("revenue_f_field")
    if kind == "net revenue":
        return f"MAX({cell('revenue_f_field')}-{cell('opex_f_field')},0)"
    return f"MAX({cell('state')}-{cell('income_tax_f_field')},0)"


def row_numbers(sheet: Sheet) -> dict[str, int]:
    """The row of each line on its worksheet, as spreadsheets count."""
    names = (*sheet.inputs, *(line.name for line in sheet.lines))
    return {name: row for row, name in enumerate(names, 2)}
