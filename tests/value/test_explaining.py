"""Every number opens to its formula, its inputs, and the clause or source of each of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fullpowers.language import analyse
from fullpowers.model import InvalidData
from fullpowers.reading import read
from fullpowers.value import Subject, explain, load_economics, value
from fullpowers.value.auditing import pages
from fullpowers.value.drafts import terms_of
from fullpowers.value.economics import Economics
from fullpowers.value.explaining import ESTIMATES
from fullpowers.value.sheet import Schedule
from fullpowers.value.workbook import Page, middle_values

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = {
    "fund": ("minerals/drafts/draft-3.docx", "minerals/economics.yaml"),
    "contract": ("economics/agreements/lithium-sharing.txt", "economics/lithium.yaml"),
    "licence": ("economics/agreements/lithium-royalty.txt", "economics/lithium.yaml"),
    "receipts": ("minerals/drafts/draft-2.docx", "economics/ukraine-2025.yaml"),
}


@pytest.fixture(scope="module", params=list(CASES))
def case(request: pytest.FixtureRequest) -> tuple[Subject, Economics]:
    draft, figures = CASES[request.param]
    instrument = read(EXAMPLES / draft)
    return Subject(instrument, analyse(instrument), "the Government of Ukraine"), load_economics(
        EXAMPLES / figures
    )


def moved(page: Page, name: str, years: int) -> set[str]:
    """Lines of a page that change when one of its inputs does."""
    given = page.inputs[name]
    changed: object
    if isinstance(given, Schedule):
        changed = replace(given.scaled(1.01), uppers=tuple(1.01 * upper for upper in given.uppers))
    elif isinstance(given, tuple):
        changed = tuple(weight * 1.01 for weight in given)
    else:
        changed = np.asarray(given) * 1.01 + 0.001
        changed = float(changed) if changed.ndim == 0 else changed
    before = middle_values(page, years)
    after = middle_values(replace(page, inputs={**page.inputs, name: changed}), years)  # type: ignore[dict-item]
    return {line for line, row in before.items() if not np.allclose(row, after[line], rtol=1e-12, atol=1e-9)}


def test_whatever_moves_a_line_is_named_when_the_line_is_opened(case: tuple[Subject, Economics]) -> None:
    """Perturb and check, every input of every page: all that moves a line must be found by opening it."""
    subject, economics = case
    last = economics.first_year + economics.years - 1
    checked = 0
    for page in pages(terms_of(subject, economics), economics):
        ends = [
            line
            for line in ("state", "investor", "to_state", "to_partner", "benefit")
            if line in page.sheet.trees
        ]
        named = {
            line: {one.name for one in explain(subject, economics, f"{page.title}.{line}", last, deep=True)}
            for line in ends
        }
        for name in page.inputs:
            for line in moved(page, name, economics.years) & set(ends):
                assert name in named[line], (page.title, name, line)
                checked += 1
    assert checked > 5 or not any(
        page.title == "fund" for page in pages(terms_of(subject, economics), economics)
    )


def test_every_input_has_a_clause_or_a_source(case: tuple[Subject, Economics]) -> None:
    for page in pages(terms_of(*case), case[1]):
        for name in page.inputs:
            assert page.clauses.get(name, "").strip(), (page.title, name)


def test_an_estimate_is_the_sum_of_the_line_that_it_opens_to(case: tuple[Subject, Economics]) -> None:
    subject, economics = case
    certain = replace(
        economics,
        projects=tuple(
            replace(
                one,
                capital=replace(one.capital, low=None, high=None),
                opex=replace(one.opex, low=None, high=None),
                products={
                    name: replace(
                        product,
                        price=replace(product.price, low=None, high=None),
                        volume=replace(product.volume, low=None, high=None),
                    )
                    for name, product in one.products.items()
                },
            )
            for one in economics.projects
        ),
        receipts=tuple(
            replace(one, amount=replace(one.amount, low=None, high=None)) for one in economics.receipts
        ),
        fund_return=economics.fund_return and replace(economics.fund_return, low=None, high=None),
        reinvestment_benefit=economics.reinvestment_benefit
        and replace(economics.reinvestment_benefit, low=None, high=None),
    )
    reading = value([subject], certain, scenarios=16).drafts[0].readings[-1]
    factors = 1.1 ** -(np.arange(certain.years) + 0.5)
    book = {page.title: page for page in pages(terms_of(subject, certain), certain)}
    for one in reading.estimates:
        if one.name in ("contributions", "returned", "benefit"):
            page, _, line = ESTIMATES[one.name].partition(".")
            lines = middle_values(book[page], certain.years)
            assert one.middle == pytest.approx(float(factors @ np.array(lines[line])), rel=1e-5)


def test_a_clause_is_named_for_a_term_that_the_text_states() -> None:
    draft, figures = CASES["contract"]
    instrument = read(EXAMPLES / draft)
    subject = Subject(instrument, analyse(instrument), "the Government of Ukraine")
    economics = load_economics(EXAMPLES / figures)
    opened = explain(subject, economics, "stepove.royalty_f_field", 2032)
    scale = next(one for one in opened if one.name.startswith("royalty_scale"))
    assert (scale.origin, scale.value) == ("art-3/par-1", 0.05)
    assert opened[0].value == pytest.approx(0.05 * 20_000 * 14_000)
    price = next(one for one in opened if one.name.startswith("price"))
    assert price.origin == "economics file: invented"


@pytest.mark.parametrize(
    ("what", "year", "says"),
    [("nowhere.x", None, "no page"), ("stepove.x", None, "no line"), ("stepove.state", 1999, "2026 to 2055")],
)
def test_what_is_not_there_is_refused_with_what_there_is(what: str, year: int | None, says: str) -> None:
    draft, figures = CASES["contract"]
    instrument = read(EXAMPLES / draft)
    subject = Subject(instrument, analyse(instrument), "the Government of Ukraine")
    with pytest.raises(InvalidData, match=says):
        explain(subject, load_economics(EXAMPLES / figures), what, year)
