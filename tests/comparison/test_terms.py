"""Changes inside a term, and terms that come or go, are named by what they are."""

from __future__ import annotations

from fullpowers.comparison import compare
from fullpowers.language import analyse
from fullpowers.model import Change, Significance
from fullpowers.reading import read_bytes

FIRST = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON MINERALS

Have agreed as follows:

Article 1. Contributions
1. The Government of Arvenia shall contribute to the Fund 50 percent of all revenues from mineral resources.
2. Contributions under paragraph 1 shall end when their total reaches USD 500 billion.

Article 2. Law
This Agreement is governed by the law of the State of New York.
"""


def changes(second: str) -> dict[str, Change]:
    old, new = (read_bytes(text.encode(), "draft.txt") for text in (FIRST, second))
    found = compare(old, new, before=analyse(old), after=analyse(new))
    return {reason.rule: change for change in found.changes for reason in change.reasons}


def test_another_law_is_a_change_of_substance_though_only_a_name_changed() -> None:
    found = changes(FIRST.replace("New York", "Delaware"))
    change = found["forum-or-law-changed"]
    assert change.significance is Significance.SUBSTANTIVE
    assert [reason.effect for reason in change.reasons] == ["Governing law: “New York” becomes “Delaware”."]


def test_a_cap_that_goes_is_named_before_the_provision_that_held_it() -> None:
    without = "".join(line for line in FIRST.splitlines(keepends=True) if not line.startswith("2. "))
    change = changes(without)["cap-removed"]
    assert change.significance is Significance.SUBSTANTIVE
    assert "Cap goes: “USD 500 billion”." in [reason.effect for reason in change.reasons]


def test_a_cap_that_goes_from_inside_a_sentence_is_called_a_cap() -> None:
    clause = "from mineral resources, until the payments reach 500 billion US dollars."
    capped = FIRST.replace("from mineral resources.", clause)
    old, new = (read_bytes(text.encode(), "draft.txt") for text in (capped, FIRST))
    found = compare(old, new, before=analyse(old), after=analyse(new))
    effects = {reason.rule: reason.effect for change in found.changes for reason in change.reasons}
    assert effects["cap-removed"] == "A cap goes: “500 billion US dollars”."
