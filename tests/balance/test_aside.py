"""Every word of the operative text is in an entry, or set aside with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import OPERATIVE, Instrument, Ledger

from .conftest import weighed

SENTENCES = (
    "The Government of Arvenia shall pay USD 3 million to the Government of Belmark.",
    "Each Party intends to cooperate.",
    "The Fund will be managed by a Board of six members.",
    "Contributions will be further defined in the Fund Agreement.",
    "“Gas” means natural gas of heading 2711.",
    "This Agreement is binding.",
    "Wibble wobble, as the river runs.",
    "The Government of Belmark supports the efforts of Arvenia to obtain security guarantees.",
    "Neither Party shall be obliged to deliver in winter.",
)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_entries_and_what_is_set_aside_are_the_whole(chosen: list[str]) -> None:
    instrument, _, ledger = weighed(*chosen)
    assert uncovered(instrument, ledger) == ""
    assert all(one.reason for one in ledger.aside)


def uncovered(instrument: Instrument, ledger: Ledger) -> str:
    """Letters and digits of the operative wording that nothing accounts for."""
    passages = [entry.passage for entry in ledger.entries] + [one.passage for one in ledger.aside]
    covered = {at for passage in passages for at in range(passage.start, passage.end)}
    return "".join(
        instrument.text[at]
        for provision in instrument.walk()
        if provision.kind in OPERATIVE
        for at in range(provision.body, provision.own_end)
        if instrument.text[at].isalnum() and at not in covered
    )


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The Fund will be managed by a Board of six members.", "A body that the text creates"),
        ("Contributions will be further defined in the Fund Agreement.", "The text does not name who"),
        ("This Agreement is binding.", "It states something"),
        ("“Site” shall mean a web site of the Government of Arvenia.", "A definition."),
    ],
)
def test_the_reason_says_why_it_is_nobodys(sentence: str, reason: str) -> None:
    _, _, ledger = weighed(sentence)
    assert reason in next(one.reason for one in ledger.aside if one.passage.quote.strip(". ") in sentence)


def test_support_for_guarantees_is_no_guarantee_and_shown_as_what_it_is() -> None:
    _, _, ledger = weighed(
        "The Government of Belmark supports the efforts of Arvenia to obtain security guarantees.",
        title="AN INVESTMENT FUND",
    )
    (entry,) = ledger.entries
    assert (entry.category, entry.modality.value) == ("political support", "declaration")
    assert "a firm security guarantee" in {one.item for one in ledger.missing}
