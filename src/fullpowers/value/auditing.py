"""The pages of the workbook: every project and the fund of a draft, at the middle of all figures.

A page is a sheet with the values of its inputs and where each of them comes from: the clause of the draft,
the figure of the file with its source, or that the text is silent. :mod:`.explaining` reads the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from fullpowers.model import Standing, ValueInput

from .drafts import Subject, fund_of, owed, sources, terms_of, what_is_meant
from .economics import Economics, ProjectEntry
from .fund import fund_sheet
from .regime import AGREEMENT
from .sheet import Line, Sheet
from .terms import DraftTerms
from .valuing import assumed
from .workbook import Page, write_workbook
from .world import Stream, World, Worlds


def audit_workbook(path: Path, subject: Subject, economics: Economics) -> None:
    """Write the workbook of one draft: what is owed, under its first reading, without uncertainty.

    Raises:
        InvalidData: the optional package XlsxWriter is not installed.
        OSError: the file cannot be written.
    """
    terms = terms_of(subject, economics)
    notes = (*terms.inputs, *assumed(terms, economics))
    write_workbook(path, tuple(pages(terms, economics)), economics.first_year, economics.years, notes)


def pages(terms: DraftTerms, economics: Economics) -> Iterator[Page]:
    """Every project, the receipts known only in sum, and the fund: first reading, only what is owed."""
    worlds = Worlds(economics, {}, 1)
    middle = worlds.under(owed(terms).regime)
    rows: dict[str, dict[str, int]] = {}
    for name, made in middle.ventures.items():
        origins = _origins(economics.groups[name], economics, terms)
        found = {one: _origin(one, origins) for one in made.sheet.inputs}
        yield Page(name, made.sheet, made.inputs, found, {})
        rows[name] = row_numbers(made.sheet)
    receipts = [stream for stream in middle.streams if stream.name not in middle.ventures]
    if receipts:
        page = _receipts(receipts, economics)
        yield page
        rows["receipts"] = row_numbers(page.sheet)
    yield _fund(terms, worlds, middle, rows)


# -- where the inputs of a project come from ------------------------------------------------------

_TERMS = {
    ("royalty_scale_", "royalty_rate_"): "royalties",
    ("recovery_", "uplift_"): "recovery",
    ("contractor_rate_", "split_scale_", "irr_threshold_"): "split",
    (
        "tax_rate_",
        "depreciation_",
        "royalty_deductible_",
        "bonus_deductible_",
        "windfall_deductible_",
    ): "income_tax",
    ("loss_",): "loss_years",
    ("equity_",): "participation",
    ("carry_",): "carry_interest",
    ("bonus_amount_", "bonus_trigger_"): "bonuses",
    ("domestic_",): "domestic_market",
}
"""Which term of a contract an input of the sheet holds, by how its name begins."""


def _origins(members: tuple[ProjectEntry, ...], economics: Economics, terms: DraftTerms) -> dict[str, str]:
    """Where inputs come from, by the beginning of their name; the longest one that fits holds."""
    found = {
        "": f"the file's regime {members[0].regime!r}; {economics.source}",
        "first_year": "the first year",
    }
    if members[0].regime == AGREEMENT:
        told: dict[str, str] = {}
        for one in terms.contract.inputs:
            told[one.name] = "; ".join(filter(None, (told.get(one.name), _told(one))))
        for beginnings, name in _TERMS.items():
            for beginning in beginnings:
                found[beginning] = told.get(name, found[""])
    for entry in members:
        for product, flow in entry.products.items():
            found[f"volume_{entry.name}__{product}"] = _sourced(flow.volume.source, economics)
            found[f"price_{entry.name}__{product}"] = _sourced(flow.price.source, economics)
        for what in ("capital", "opex", "decommissioning"):
            found[f"{what}_{entry.name}"] = _sourced(getattr(entry, what).source, economics)
        for what in ("expensed", "other"):
            found[f"{what}_{entry.name}"] = "not in the file; nothing is counted"
    return found


def _sourced(source: str, economics: Economics) -> str:
    return f"economics file: {source or economics.source}"


def _origin(name: str, origins: Mapping[str, str]) -> str:
    return origins[max((one for one in origins if name.startswith(one)), key=len)]


def _told(one: ValueInput) -> str:
    """The clause of an input that the text states, and else what was taken instead."""
    if one.standing is Standing.STATED:
        return "; ".join(dict.fromkeys(passage.path for passage in one.passages))
    return f"{one.standing.value}: {one.value}" + (f"; {one.source}" if one.source else "")


def _receipts(streams: list[Stream], economics: Economics) -> Page:
    inputs = {f"given_{stream.name}": np.asarray(stream.state[:, 0]) for stream in streams}
    lines = tuple(Line(stream.name, f"1 * given_{stream.name}", stream.title) for stream in streams)
    said = {f"given_{entry.name}": _sourced(entry.amount.source, economics) for entry in economics.receipts}
    return Page("receipts", Sheet(lines), dict(inputs), said, {})


# -- the fund ----------------------------------------------------------------------------------


def _fund(terms: DraftTerms, worlds: Worlds, middle: World, rows: dict[str, dict[str, int]]) -> Page:
    reading = owed(terms)
    fund = fund_of(terms, reading, worlds)
    if fund is None:
        return Page("fund", Sheet((Line("contribution", "0", "Nothing is owed"),)), {}, {}, {})
    sheet, inputs = fund_sheet(fund)
    clauses, links = _given(terms, worlds.economics), {}
    counted = [share for share in terms.shares if not share.intended_only]
    for number, share in enumerate(counted, 1):
        kind, _ = what_is_meant(share, reading)
        parts = [_part(stream, kind, rows) for stream in sources(share, terms, reading, middle)]
        links[f"base_{number}"] = "+".join(parts) or "0"
        clauses[f"share_{number}"] = share.passages[0].path
        clauses[f"base_{number}"] = share.passages[0].path
    return Page("fund", sheet, inputs, clauses, links)


def _given(terms: DraftTerms, economics: Economics) -> dict[str, str]:
    """Where the fund's inputs come from, by their names on the sheet."""
    told = {one.name: _told(one) for one in (*terms.inputs, *assumed(terms, economics))}
    payment = told.get("payment_1") or told.get("partner_contribution", "")
    return {
        "cap": told["cap"],
        "partner_share": told["partner_share"],
        "partner_counted": told.get("credit", "") or "no aid is counted",
        "distributing": told["reinvest"],
        "partner_paid": payment,
        "partner_credit": told["preferred"],
        "preferred_return": told["preferred"],
        "fund_return": told["fund_return"],
        "home_benefit": told.get(
            "reinvestment_benefit", "the text does not say that the fund invests in the country"
        ),
    }


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
