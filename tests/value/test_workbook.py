"""The workbook: live formulas that give, recalculated by another program, what NumPy gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fullpowers.language import analyse
from fullpowers.reading import read
from fullpowers.value import Subject, audit_workbook, load_economics
from fullpowers.value.auditing import middle_values, row_numbers
from fullpowers.value.economics import Economics
from fullpowers.value.project import Product, Project, venture
from fullpowers.value.regime import (
    CostRecovery,
    Depreciation,
    IncomeTax,
    Participation,
    Regime,
    Royalty,
    Split,
    Tier,
)
from fullpowers.value.workbook import FIRST_YEAR_COLUMN, Page, column_name, write_workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


def recalculated(path: Path, page: str, cells: list[str]) -> list[float]:
    """The cells' values as the library ``formulas`` calculates them from the file."""
    formulas = pytest.importorskip(
        "formulas", reason="the library that recalculates workbooks is not installed"
    )
    solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
    return [
        float(np.asarray(solution[f"'[{path.name}]{page.upper()}'!{cell}"].value, dtype=float).reshape(-1)[0])
        for cell in cells
    ]


def test_every_line_of_a_sharing_contract_is_the_same_in_the_workbook(tmp_path: Path) -> None:
    years = 6
    project = Project(
        "p",
        {"gas": Product(np.array([0, 5, 9, 9, 6, 3.0]), np.array([90, 140, 180, 420, 520, 300.0]))},
        capital=np.array([400, 200, 0, 0, 0, 0.0]),
        opex=np.array([0, 60, 90, 90, 70, 50.0]),
    )
    regime = Regime(
        royalties=(Royalty(tiers=(Tier(0.1, 150.0), Tier(0.2, 400.0), Tier(0.5, on="excess"))),),
        recovery=CostRecovery(0.6, "net of royalty", Depreciation(years=2)),
        split=Split((Tier(0.6, 0.5), Tier(0.4)), "r-factor"),
        income_tax=IncomeTax(0.25, depreciation=Depreciation("declining balance", 3, 0.4)),
        participation=Participation(0.1, "full", 0.05),
    )
    made = venture([project], regime)
    page = Page("p", made.sheet, made.inputs, {}, {})
    path = tmp_path / "audit.xlsx"
    write_workbook(path, [page], 2026, years, ())
    expected = middle_values(page, years)
    rows = row_numbers(made.sheet)
    last = column_name(FIRST_YEAR_COLUMN + years - 1)
    names = list(expected)
    got = recalculated(path, "p", [f"{last}{rows[name]}" for name in names])
    for name, value in zip(names, got, strict=True):
        assert value == pytest.approx(expected[name][-1], rel=1e-9, abs=1e-6), name


@pytest.fixture(scope="module")
def example() -> tuple[Subject, Economics]:
    instrument = read(EXAMPLE / "drafts" / "draft-3.docx")
    subject = Subject(instrument, analyse(instrument), "the Government of Ukraine")
    return subject, load_economics(EXAMPLE / "economics.yaml")


def test_the_fund_of_the_example_rests_on_the_project_pages_and_names_its_clauses(
    tmp_path: Path, example: tuple[Subject, Economics]
) -> None:
    path = tmp_path / "audit.xlsx"
    audit_workbook(path, *example)
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(path)
    assert {"stepove", "balka", "east_gas", "receipts", "fund", "Sources"} == set(book.sheetnames)
    fund = {row[0].value: row for row in book["fund"].iter_rows(min_row=2)}
    # draft 3 owes the share of gas only; its base is a formula over the page of the gas project
    assert fund["share_1"][3].value == "art-3/par-2"
    assert fund["share_1"][FIRST_YEAR_COLUMN].value == pytest.approx(0.66)
    assert "east_gas!" in str(fund["base_1"][FIRST_YEAR_COLUMN].value)
    assert str(fund["contribution"][FIRST_YEAR_COLUMN + 5].value).startswith("=")
    assert any("silent" in str(row[2].value) for row in book["Sources"].iter_rows())


def test_the_same_inputs_give_the_same_workbook(tmp_path: Path, example: tuple[Subject, Economics]) -> None:
    audit_workbook(tmp_path / "a.xlsx", *example)
    audit_workbook(tmp_path / "b.xlsx", *example)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [column_name(column) for column in (0, 4, 25, 26, 51, 52, 701, 702)] == [
        *("A", "E", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(tmp_path / "nowhere" / "x.xlsx", [], 2026, 1, ())
