"""Headings that run into their paragraph are no sentences; who stands behind a state owes nothing."""

from __future__ import annotations

from fullpowers.language import analyse
from fullpowers.reading import read_bytes

AGREEMENT = """AGREEMENT
between the Government of Ruritania and the Government of Graustark

1. Contributions. Ruritania shall pay to the Fund 50 percent of all royalties.

2. Ownership. The Fund shall be wholly owned by Graustark.

3. Immunity. Mumble of the parties.
"""


def test_a_run_in_heading_is_not_counted_as_a_sentence_that_was_lost() -> None:
    instrument = read_bytes(AGREEMENT.encode(), "agreement.txt")
    found = analyse(instrument)
    lost = [passage.quote for passage in found.not_understood]
    assert "Contributions." not in lost
    assert "Mumble of the parties." in lost
    assert found.sentences == found.understood + len(lost)


def test_the_owner_of_a_fund_owes_nothing_by_owning_it() -> None:
    instrument = read_bytes(AGREEMENT.encode(), "agreement.txt")
    owned = [one for one in analyse(instrument).undertakings if "owned" in one.action]
    assert all("Graustark" not in one.bearer for one in owned)
    paid = next(one for one in analyse(instrument).undertakings if "pay" in one.action)
    assert paid.bearer == "the Government of Ruritania"
