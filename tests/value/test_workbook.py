"""The workbook: live formulas that give, recalculated by another program, what NumPy gives."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fullpowers.language import analyse
from fullpowers.model import Standing, ValueInput
from fullpowers.reading import read
from fullpowers.value import Subject, audit_workbook, load_economics
from fullpowers.value.auditing import pages, row_numbers
from fullpowers.value.drafts import terms_of
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
from fullpowers.value.workbook import FIRST_YEAR_COLUMN, Page, column_name, middle_values, write_workbook

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


def test_libreoffice_gives_what_numpy_gives_in_every_cell(tmp_path: Path) -> None:
    """The whole workbook of a draft, recalculated by an office program: every line of every page and year."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    openpyxl = pytest.importorskip("openpyxl")
    examples = EXAMPLE.parent / "economics"
    cases = [
        (EXAMPLE / "drafts" / "draft-3.docx", EXAMPLE / "economics.yaml"),
        (examples / "agreements" / "lithium-sharing.txt", examples / "lithium.yaml"),
    ]
    for number, (draft, figures) in enumerate(cases):
        instrument = read(draft)
        subject = Subject(instrument, analyse(instrument), "the Government of Ukraine")
        economics = load_economics(figures)
        path = tmp_path / f"{number}.xlsx"
        audit_workbook(path, subject, economics)
        # saved again without the values that we put beside the formulas, so that they must be worked out
        openpyxl.load_workbook(path).save(path)
        made = tmp_path / "recalculated"
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        order = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made), str(path)]
        subprocess.run(order, check=True, capture_output=True, timeout=120)
        if not (made / path.name).exists():
            pytest.skip("this LibreOffice has no spreadsheet program")
        book = openpyxl.load_workbook(made / path.name, data_only=True)
        compared = 0
        for page in pages(terms_of(subject, economics), economics):
            rows, expected = row_numbers(page.sheet), middle_values(page, economics.years)
            for name, values in expected.items():
                cells = [
                    book[page.title].cell(rows[name], FIRST_YEAR_COLUMN + 1 + year).value
                    for year in range(economics.years)
                ]
                assert [float(cell or 0) for cell in cells] == pytest.approx(values, rel=1e-9, abs=1e-4), name
                compared += len(cells)
        assert compared > 1_000


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


def test_a_viewer_that_does_not_calculate_shows_the_values(
    tmp_path: Path, example: tuple[Subject, Economics]
) -> None:
    path = tmp_path / "audit.xlsx"
    audit_workbook(path, *example)
    openpyxl = pytest.importorskip("openpyxl")
    seen = openpyxl.load_workbook(path, data_only=True)["fund"]
    row = next(row for row in seen.iter_rows(min_row=2) if row[0].value == "contribution")
    assert row[FIRST_YEAR_COLUMN + 4].value == pytest.approx(0.66 * 41_040_000)


def test_the_same_inputs_give_the_same_workbook(tmp_path: Path, example: tuple[Subject, Economics]) -> None:
    audit_workbook(tmp_path / "a.xlsx", *example)
    audit_workbook(tmp_path / "b.xlsx", *example)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_words_of_a_draft_are_no_formula_and_no_link(
    tmp_path: Path, example: tuple[Subject, Economics]
) -> None:
    hostile = ("=cmd|' /C calc'!A0", "http://elsewhere.example", "+1", "{=1+1}")
    page = next(iter(pages(terms_of(*example), example[1])))
    clauses = {name: hostile[number % 4] for number, name in enumerate(page.sheet.inputs)}
    notes = [ValueInput(text, text, Standing.ASSUMED, text) for text in hostile]
    write_workbook(tmp_path / "a.xlsx", [replace(page, clauses=clauses)], 2026, 30, notes)
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in hostile]
    assert len(cells) >= len(clauses) + len(hostile)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [column_name(column) for column in (0, 4, 25, 26, 51, 52, 701, 702)] == [
        *("A", "E", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_a_place_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook(tmp_path / "nowhere" / "x.xlsx", [], 2026, 1, ())
