"""Which draft a statement speaks of, through whom it came, and what explains a contradiction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fullpowers import analyse
from fullpowers.claims import Text, disagreements, published, verify
from fullpowers.model import Claim, ClaimStatus, Receipt, SpeakerKind
from fullpowers.reading import read_bytes

DRAFT = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON GAS

Article 1
The Government of Arvenia shall contribute to the Fund {} percent of all revenues from natural gas.
"""


@pytest.fixture(scope="module")
def drafts() -> list[Text]:
    """Two drafts, of 12 and of 20 February: 50 percent, then 66."""
    made = []
    for share, received in ((50, "2025-02-12T09:00"), (66, "2025-02-20")):
        instrument = read_bytes(DRAFT.format(share).encode(), f"draft-{share}.txt")
        assert instrument.source is not None
        source = replace(instrument.source, receipt=Receipt(received=received))
        instrument = replace(instrument, source=source)
        made.append(Text(instrument, analyse(instrument)))
    return made


def one(sentence: str, drafts: list[Text], day: date | None = None) -> Claim:
    (claim,) = verify(sentence, drafts, name="article.txt", published=day)
    return claim


@pytest.mark.parametrize(
    ("sentence", "day", "which", "status"),
    [
        ("An official said that the share of gas revenues is 66 percent.", None, 1, ClaimStatus.SUPPORTED),
        (
            "An official said that the share of gas revenues is 50 percent.",
            date(2025, 2, 14),
            0,
            ClaimStatus.SUPPORTED,
        ),
        (
            "An official said that the share of gas revenues in the first draft is 50 percent.",
            date(2025, 2, 21),
            0,
            ClaimStatus.SUPPORTED,
        ),
        (
            "An official said that the previous version has a share of 50 percent of gas revenues.",
            None,
            0,
            ClaimStatus.SUPPORTED,
        ),
    ],
    ids=["the last", "by the day of the article", "the first, by its words", "the one before, by its words"],
)
def test_a_statement_is_held_against_the_draft_that_it_means(
    sentence: str, day: date | None, which: int, status: ClaimStatus, drafts: list[Text]
) -> None:
    claim = one(sentence, drafts, day)
    assert (claim.draft, claim.status) == (drafts[which].instrument.id, status)
    assert claim.why_draft
    for passage in claim.passages:
        passage.verify(drafts[which].instrument)


def test_another_draft_that_has_it_is_named_beside_a_contradiction(drafts: list[Text]) -> None:
    claim = one("An official said that the share of gas revenues is 50 percent.", drafts)
    assert claim.status is ClaimStatus.CONTRADICTED
    assert claim.fits == drafts[0].instrument.id


def test_statements_that_cannot_all_fit_one_draft_are_set_beside_each_other(drafts: list[Text]) -> None:
    article = (
        "A minister said that the share of gas revenues is 66 percent. "
        "An embassy spokesman said that the share of gas revenues is 50 percent."
    )
    claims = verify(article, drafts, name="article.txt")
    (found,) = disagreements(claims)
    assert found.claims == (0, 1)
    assert found.explained_by == (drafts[0].instrument.id,)


def test_statements_about_different_words_do_not_disagree(drafts: list[Text]) -> None:
    article = (
        "A minister said that the share of gas revenues is 66 percent. "
        "An embassy spokesman said that the agreement gives a firm security guarantee."
    )
    assert disagreements(verify(article, drafts, name="article.txt")) == ()


def test_a_statement_about_a_draft_that_was_not_read_is_not_checkable(drafts: list[Text]) -> None:
    sentence = "An official said that the share of gas revenues in the first draft is 100 percent."
    (claim,) = verify(sentence, drafts, name="article.txt", unread=1)
    assert claim.status is ClaimStatus.NOT_CHECKABLE
    assert "was not read" in claim.reason


def test_one_voice_does_not_disagree_with_itself(drafts: list[Text]) -> None:
    claims = verify(
        "A minister said that the share of gas revenues is 66 percent.", drafts, name="article.txt"
    )
    assert disagreements(claims) == ()


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind", "relay"),
    [
        (
            "Two officials told Axios that the share of gas revenues is 66 percent.",
            "Two officials",
            SpeakerKind.UNNAMED,
            ("Axios",),
        ),
        (
            "Reuters reported that the share of gas revenues is 66 percent, citing a senior diplomat.",
            "a senior diplomat",
            SpeakerKind.UNNAMED,
            ("Reuters",),
        ),
        (
            "The share of gas revenues is “66 percent of all of it”, as Hanna Lysenko put it.",
            "Hanna Lysenko",
            SpeakerKind.NAMED,
            (),
        ),
        (
            "The minister said that the share of gas revenues is 66 percent.",
            "The minister",
            SpeakerKind.OFFICE,
            (),
        ),
    ],
)
def test_the_chain_of_relay_is_kept(
    sentence: str, speaker: str, kind: SpeakerKind, relay: tuple[str, ...], drafts: list[Text]
) -> None:
    claim = one(sentence, drafts)
    assert (claim.speaker, claim.speaker_kind, claim.relay) == (speaker, kind, relay)
    assert "citing" not in claim.statement


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        ("Kyiv, 21 February 2025. A deal.", "a.txt", date(2025, 2, 21)),
        ("Feb. 21, 2025 - a deal", "a.txt", date(2025, 2, 21)),
        ("21 лютого 2025 року", "a.txt", date(2025, 2, 21)),
        ("A deal.", "press-2025-02-21.txt", date(2025, 2, 21)),
        ("A deal of 31 February 2025.", "a.txt", None),
        ("A deal.", "a.txt", None),
    ],
)
def test_the_day_of_an_article(head: str, name: str, day: date | None) -> None:
    assert published(head, name) == day
