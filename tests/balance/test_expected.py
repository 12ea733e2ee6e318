"""What agreements of a kind usually hold, and whether this text holds it."""

from __future__ import annotations

import re

import pytest

from fullpowers.balance.lists import Expected, checklist

from .conftest import weighed

PSC = (
    "The Contractor shall recover its costs from cost oil.\n\nCost recovery shall not exceed 70 percent of "
    "production. Profit oil shall be divided between the Parties. Profit oil is measured at delivery."
)


@pytest.mark.parametrize(
    ("title", "article", "kind"),
    [
        ("A RECONSTRUCTION INVESTMENT FUND", "Each Party shall contribute.", "investment fund"),
        ("HYDROCARBONS", PSC, "production sharing"),
        (
            "ACCESS OF FISHING VESSELS TO FISHERIES",
            "Each Party shall license.",
            "access to fisheries or timber",
        ),
        ("SECURITY COOPERATION", "Each Party shall consult.", "security assistance"),
        ("PROMOTION OF THEATRE", "Each Party shall invite companies of actors.", ""),
    ],
)
def test_the_kind_of_agreement_is_read_and_shown(title: str, article: str, kind: str) -> None:
    instrument, _, ledger = weighed(article, title=title)
    assert [one.item for one in ledger.kinds if one.item == kind] == ([kind] if kind else [])
    for one in ledger.kinds:
        for passage in one.passages:
            passage.verify(instrument)


def test_each_kind_has_a_list_of_its_own() -> None:
    _, _, fund = weighed("Each Party shall contribute.", title="AN INVESTMENT FUND")
    _, _, theatre = weighed("Each Party shall invite actors.", title="THEATRE")
    assert "a cap on contributions" in {one.item for one in fund.missing}
    assert "a cap on contributions" not in {one.item for one in theatre.missing}
    assert "termination or withdrawal" in {one.item for one in theatre.missing}


def test_what_is_missing_comes_with_how_often_others_have_it() -> None:
    _, _, ledger = weighed(PSC, title="PRODUCTION SHARING")
    audit = next(one for one in ledger.missing if one.item == "audit or inspection of accounts")
    (usual,) = audit.usual
    assert (usual.kind, usual.held, usual.looked_at) == ("production sharing", 21, 33)
    assert usual.source


def test_what_is_held_shows_where() -> None:
    instrument, _, ledger = weighed(
        "The Participants will settle any difference about the meaning of this Agreement by consultation.",
        "The accounts shall be made public each year.",
        title="AN INVESTMENT FUND",
    )
    held = {one.item: one.passages[0].verify(instrument).quote for one in ledger.held}
    assert "difference" in held["settlement of disputes"]
    assert held["publication or transparency"] == "made public"
    assert not {one.item for one in ledger.missing} & set(held)


def test_a_recital_holds_nothing() -> None:
    _, _, ledger = weighed(
        "Each Party shall contribute.",
        title="AN INVESTMENT FUND",
        recital="Convinced that Belmark guarantees the security of Arvenia and that disputes are arbitrated,",
    )
    missing = {one.item for one in ledger.missing}
    assert {"a firm security guarantee", "settlement of disputes"} <= missing


@pytest.mark.parametrize(
    "expected", [one for one in checklist().expected if one.cues], ids=lambda one: one.item
)
def test_no_word_that_is_looked_for_fits_without_a_cue(expected: Expected) -> None:
    for looked_for in expected.looked_for:
        outer = re.sub(r"^\\b\(\?:([^()]*)\)", "", looked_for)
        written = (
            [outer] if any(cue in outer for cue in expected.cues) else looked_for.split("(?:")[1].split("|")
        )
        assert all(any(cue in one for cue in expected.cues) for one in written), looked_for
