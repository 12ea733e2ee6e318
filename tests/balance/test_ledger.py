"""The ledger: who gives what to whom, and what is expected and missing."""

from __future__ import annotations

import pytest

from fullpowers.balance import weigh
from fullpowers.model import (
    Analysis,
    BindingForce,
    Bindingness,
    Force,
    Instrument,
    Ledger,
    Modality,
    Party,
    Provision,
    ProvisionKind,
    Undertaking,
)

ALPHA, BETA = "the Government of Alpha", "the Government of Beta"


def ledger(sentence: str, modality: Modality, bearer: str, action: str, beneficiary: str = "") -> Ledger:
    """The ledger of an instrument with this one sentence and what was read out of it."""
    instrument = Instrument(
        "Deal on an investment fund",
        sentence,
        (Provision(ProvisionKind.ARTICLE, "art-1", "1", "", 0, 0, len(sentence)),),
        parties=(Party(ALPHA), Party(BETA)),
    )
    whole = instrument.passage(0, len(sentence))
    undertaking = Undertaking(bearer, beneficiary, action, modality, Force.FIRM, whole, whole)
    analysis = Analysis(instrument.id, Bindingness(BindingForce.CANNOT_TELL, ""), undertakings=(undertaking,))
    return weigh(instrument, analysis)


@pytest.mark.parametrize(
    ("modality", "bearer", "expected"),
    [
        (Modality.OBLIGATION, ALPHA, [(ALPHA, BETA)]),
        (Modality.PROHIBITION, ALPHA, [(ALPHA, BETA)]),
        (Modality.INTENTION, ALPHA, [(ALPHA, BETA)]),
        (Modality.PERMISSION, ALPHA, [(BETA, ALPHA)]),
        (Modality.ENTITLEMENT, BETA, [(ALPHA, BETA)]),
        (Modality.OBLIGATION, "each party", [(ALPHA, BETA), (BETA, ALPHA)]),
        (Modality.OBLIGATION, "the Fund", []),
        (Modality.OBLIGATION, "", []),
        (Modality.DECLARATION, ALPHA, []),
    ],
)
def test_a_duty_is_given_and_a_right_is_got(
    modality: Modality, bearer: str, expected: list[tuple[str, str]]
) -> None:
    entries = ledger("A sentence.", modality, bearer, "pay").entries
    assert [(entry.giver, entry.receiver) for entry in entries] == expected


@pytest.mark.parametrize(
    ("action", "category"),
    [
        ("contribute 50 percent of all revenues", "money"),
        ("waive its immunity from the jurisdiction of the courts", "jurisdiction and immunity"),
        ("grant a right of first refusal over new licences", "exclusivity"),
        ("provide military assistance", "security"),
        ("not transfer its interest without consent", "control"),
        ("grant access to deposits of lithium", "rights in resources"),
        ("inform the Fund of each tender", "information"),
        ("proceed forthwith to negotiate the Fund Agreement", "procedure"),
        ("ensure that contributions to the Fund are not subject to tax", "taxes and law"),
        ("supports the efforts of Alpha to obtain security guarantees", "political support"),
        ("grant a non-exclusive right to use the name", "other"),
        ("share equally in the costs", "other"),
        ("sing", "other"),
    ],
)
def test_categories(action: str, category: str) -> None:
    (entry,) = ledger("A sentence.", Modality.OBLIGATION, ALPHA, action).entries
    assert entry.category == category


def missing(sentence: str) -> set[str]:
    return {item.item for item in ledger(sentence, Modality.OBLIGATION, ALPHA, "pay").missing}


def test_warm_words_are_no_guarantee() -> None:
    assert "a firm security guarantee" in missing("Beta supports the efforts of Alpha to obtain guarantees.")
    assert "a firm security guarantee" not in missing("Beta guarantees the security of Alpha.")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Either Party may terminate this Agreement.", "termination or withdrawal"),
        ("Any dispute shall be settled by arbitration.", "settlement of disputes"),
        ("Contributions shall not exceed USD 500 million.", "a cap on contributions"),
        ("Done in two languages, both texts being equally authentic.", "authentic languages"),
    ],
)
def test_what_the_text_holds_is_not_missing(sentence: str, found: str) -> None:
    assert found not in missing(sentence)
    assert found in missing("Alpha shall pay.")


def test_a_missing_item_says_what_was_looked_for() -> None:
    for item in ledger("Alpha shall pay.", Modality.OBLIGATION, ALPHA, "pay").missing:
        assert item.why
        assert item.looked_for


def test_a_right_that_is_given_up_is_given() -> None:
    """A waiver of immunity costs the one who waives, though it says neither shall nor may."""
    from fullpowers.language import analyse
    from fullpowers.reading import read_bytes

    text = (
        "AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON GAS\n\n"
        "Have agreed as follows:\n\nArticle 1\n\n"
        "The Government of Arvenia irrevocably waives any immunity from suit and from execution.\n"
    )
    instrument = read_bytes(text.encode(), "waiver.txt")
    (entry,) = weigh(instrument, analyse(instrument)).given_by("the Government of Arvenia")
    assert entry.category == "jurisdiction and immunity"
    assert entry.receiver == "the Government of Belmark"
