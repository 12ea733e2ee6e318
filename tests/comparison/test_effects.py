"""The sentences that say what a change does, as a reader gets them."""

from __future__ import annotations

from fullpowers.comparison import compare
from fullpowers.language import analyse
from fullpowers.model import Change, Comparison, Significance

from .conftest import text

DRAFT = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON MINERALS

The Government of Arvenia and the Government of Belmark, each a “Party”, have agreed as follows:

Article 1. Contributions
1. The Government of Arvenia shall contribute to the Fund 50 percent of the royalties.
2. The Government of Belmark may inspect the accounts.

Article 2. Duration
1. This Agreement remains in force for ten years.
2. The Parties shall keep its content confidential.
"""


def compared(new: str, old: str = DRAFT) -> Comparison:
    first, second = text(old), text(new)
    return compare(first, second, before=analyse(first), after=analyse(second))


def effects(comparison: Comparison) -> list[str]:
    return [reason.effect for change in comparison.changes for reason in change.reasons]


def only(comparison: Comparison) -> Change:
    (change,) = (change for change in comparison.changes if change.reasons)
    return change


def test_a_duty_that_weakens_is_told_with_its_bearer_and_content() -> None:
    (effect,) = effects(compared(DRAFT.replace("shall contribute", "intends to contribute")))
    assert effect == (
        "“shall” becomes “intends to”: the duty of the Government of Arvenia to contribute to the Fund "
        "50 percent of the royalties becomes an intention."
    )


def test_a_right_that_goes_is_told_with_its_holder() -> None:
    told = effects(compared(DRAFT.replace("2. The Government of Belmark may inspect the accounts.\n", "")))
    assert (
        "A right of the Government of Belmark goes: “The Government of Belmark may inspect the accounts”."
        in told
    )


def test_a_thing_bears_no_duty() -> None:
    line = "3. This Agreement shall be carried out in conformity with the laws of Arvenia.\n"
    told = effects(compared(DRAFT + line))
    assert any(effect.startswith("A duty comes in, without saying whose: “This Agreement") for effect in told)
    assert not any("duty of This Agreement" in effect for effect in told)


def test_a_base_that_narrows_is_told_so() -> None:
    told = effects(compared(DRAFT.replace("the royalties", "the royalties, net of operating costs")))
    assert "The base narrows: “, net of operating costs” is added." in told


def test_only_a_share_has_a_base() -> None:
    """“Future” narrows what a share is of; where nothing is shared it is only a word."""
    told = effects(compared(DRAFT.replace("keep its content", "keep its future content")))
    assert told
    assert not any("base" in effect for effect in told)


def test_a_word_that_belongs_to_a_longer_phrase_is_no_reason_of_its_own() -> None:
    gross = DRAFT.replace("the royalties", "the royalties before deduction of costs")
    (change,) = (c for c in compared(DRAFT, gross).changes if c.reasons)
    assert [reason.rule for reason in change.reasons] == ["base-changed"]


def test_a_party_that_is_called_otherwise_is_told_once_and_the_rest_is_form() -> None:
    found = compared(DRAFT.replace("“Party”", "“Participant”").replace("Parties", "Participants"))
    loud = [change for change in found.changes if change.significance is Significance.UNDECIDED]
    assert [change.reasons[0].rule for change in loud] == ["party-renamed"]
    followers = [change for change in found.changes if change.significance is Significance.EDITORIAL]
    assert [change.reasons[0].rule for change in followers] == ["name-follows"]


def test_a_definition_is_quoted_as_it_was_and_as_it_is() -> None:
    old = DRAFT + "3. “Royalties” means all sums received by Arvenia.\n"
    found = compared(old.replace("all sums", "the net sums"), old)
    assert any(
        effect.startswith(
            "The definition of “Royalties” changes from “all sums received by Arvenia” to "
            "“the net sums received by Arvenia”."
        )
        for effect in effects(found)
    )


LISTS = """Article 1
Aims
The aims of the Fund are:
(a) to build roads and railways in the north;
(b) to train engineers and skilled workers;
(c) to plant trees.

Article 2
Exclusions
The Fund shall not pay for:
(a) the purchase of weapons;
(b) the salaries of officials.
"""


def test_a_list_item_under_other_opening_words_is_not_passed_over() -> None:
    item = "(b) to train engineers and skilled workers;\n"
    new = LISTS.replace(item, "").replace("(b) the salaries", item.replace("(b)", "(c)") + "(b) the salaries")
    change = next(c for c in compare(text(LISTS), text(new)).changes if c.moved)
    assert (change.significance, change.reasons[0].rule) == (Significance.UNDECIDED, "list-item-moved")


TERMS = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON GAS

Article 1. Exit
Either Party may end it by giving six months' notice.

Article 2. Price
1. The Government of Belmark shall pay USD 900 thousand in each year.
2. The Government of Belmark shall pay a royalty of 5 percent of the norm value of the gas.

Article 3. Resale
1. The Government of Arvenia shall not sell the gas on without the consent of Belmark.
2. The Government of Belmark shall take up to 800 tonnes.
"""


def test_a_figure_is_longer_or_more_by_what_it_counts_and_not_by_its_digits() -> None:
    def told(old: str, new: str) -> list[str]:
        return effects(compared(TERMS.replace(old, new), TERMS))

    assert told("six months'", "three years'") == ["“six months” becomes “three years”: longer than before."]
    assert told("six months'", "90 days'") == ["“six months” becomes “90 days”: shorter than before."]
    assert told("USD 900 thousand", "USD 2 million") == [
        "“USD 900 thousand” becomes “USD 2 million”: more than before."
    ]
    (other_money,) = told("USD 900 thousand", "EUR 800 thousand")
    assert "than before" not in other_money


def test_the_direction_of_a_base_is_not_guessed() -> None:
    told = effects(compared(TERMS.replace("norm value", "gross value"), TERMS))
    assert told == ["The base changes: “norm” becomes “gross”."]
    net = TERMS.replace("norm value", "net value")
    assert effects(compared(TERMS.replace("norm value", "gross value"), net))[0].startswith("The base widens")


def test_a_right_within_a_prohibition_is_not_given_to_whom_it_forbids() -> None:
    told = effects(
        compared(
            TERMS.replace(
                "consent of Belmark.", "consent of Belmark, which may be withheld at its discretion."
            ),
            TERMS,
        )
    )
    assert "A right comes in, without saying whose: “which may be withheld at its discretion”." in told


def test_a_maximum_that_becomes_a_minimum_is_no_negation() -> None:
    told = effects(compared(TERMS.replace("up to 800", "not less than 800"), TERMS))
    assert told == ["The scope widens: “up to” becomes “not less than”."]


def test_consent_to_works_is_no_consent_to_be_bound() -> None:
    secret = TERMS.replace("royalty of", "royalty within ten days of signature of")
    assert not any("Consent to be bound" in effect for effect in effects(compared(secret, TERMS)))
    told = effects(compared(TERMS.replace("without the consent of", "without notification to"), TERMS))
    assert not any("Consent to be bound" in effect for effect in told)
