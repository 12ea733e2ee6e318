"""Statements of the press: who said them, and what the draft says to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.claims import Text, verify
from fullpowers.language import analyse
from fullpowers.model import Analysis, Claim, ClaimStatus, Instrument, SpeakerKind
from fullpowers.reading import read, read_bytes

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"
Draft = tuple[Instrument, Analysis]

SUPPORTED, CONTRADICTED, PARTLY = ClaimStatus.SUPPORTED, ClaimStatus.CONTRADICTED, ClaimStatus.PARTLY
ABSENT, OPEN = ClaimStatus.NOT_IN_TEXT, ClaimStatus.NOT_CHECKABLE


@pytest.fixture(scope="module")
def third() -> Draft:
    instrument = read(EXAMPLE / "drafts" / "draft-3.docx")
    return instrument, analyse(instrument)


@pytest.fixture(scope="module")
def hard() -> Draft:
    """One page with hard terms: a cap, foreign law, a waiver of immunity, ratification, a guarantee."""
    text = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON MINERALS

Have agreed as follows:

Article 1
Arvenia shall contribute to the Fund 40 percent of all revenues from minerals, up to USD 500 billion.

Article 2
The Government of Belmark shall guarantee the security of Arvenia.

Article 3
This Agreement is governed by the law of New York. The Government of Arvenia waives its immunity.

Article 4
This Agreement is subject to ratification and enters into force on exchange of the instruments.

Article 5
This Agreement shall remain in force for thirty years. Either Party may terminate it on six months' notice.
"""
    instrument = read_bytes(text.encode(), "hard.txt")
    return instrument, analyse(instrument)


def said(article: str, draft: Draft) -> list[Claim]:
    return list(verify(article, [Text(*draft)], name="article.txt"))


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("An official said that the share of gas revenues is 66 percent.", SUPPORTED),
        ("An official said that the share of gas revenues stays at 50 percent.", CONTRADICTED),
        ("A source said that two thirds of the gas revenues go to the fund.", SUPPORTED),
        ("An official said that 50 percent of the revenues from minerals are paid in.", SUPPORTED),
        ("An official said that 40 percent of the revenues from minerals are paid in.", CONTRADICTED),
        ("The minister said that the US gets a 50 percent stake in minerals.", PARTLY),
        ("A source said that an even greater share of gas is owed.", SUPPORTED),
        ("A source said that a smaller share of gas is owed.", CONTRADICTED),
        ("An official said that 30 percent of the ports are given away.", ABSENT),
        ("Sources said the fund is owned half and half.", SUPPORTED),
        ("The embassy said that Washington will be bound to pay USD 500 million a year.", PARTLY),
        ("The embassy said that USD 500 million a year are intended.", SUPPORTED),
        ("The embassy said that USD 900 million a year are paid.", ABSENT),
        ("The envoy said that the text holds a firm security guarantee.", CONTRADICTED),
        ("The envoy said that there are no security guarantees in it.", SUPPORTED),
        ("There are reportedly no clear guarantees in the agreement.", SUPPORTED),
        ("A deputy said that parliament must ratify the deal.", PARTLY),
        ("Sources said it is in conformity with Ukrainian law.", OPEN),
        ("Sources said the draft violates the constitution.", OPEN),
        ("An official said that the deal is significantly improved.", OPEN),
        ("An official said that the agreement will be signed on Monday.", OPEN),
        ("An official called a meeting and said that the team had lunch.", OPEN),
        ("An official said the new draft is less binding.", OPEN),
        ("An official said that the agreement is legally binding.", PARTLY),
        ("A lawyer said that the agreement lasts twenty years.", SUPPORTED),
        ("A lawyer said that the agreement lasts thirty years.", CONTRADICTED),
        ("A lawyer said that either side can leave with 90 days’ notice.", SUPPORTED),
        ("A lawyer said that either side can leave with six months’ notice.", CONTRADICTED),
        ("An association said that companies get a right of first refusal.", CONTRADICTED),
        ("An association said that there is no right of first refusal.", SUPPORTED),
        ("A deputy said that the fund would have its seat in Warsaw.", ABSENT),
        ("A deputy said that the governing law is the law of New York.", ABSENT),
        ("A deputy said that immunity is waived.", ABSENT),
        ("A deputy said that there is a cap of 500 billion on contributions.", ABSENT),
        ("The minister said that the subsoil belongs to the people of Ukraine.", SUPPORTED),
    ],
)
def test_a_statement_about_the_third_draft(sentence: str, status: ClaimStatus, third: Draft) -> None:
    claims = said(sentence, third)
    assert status in [claim.status for claim in claims], [(claim.status, claim.reason) for claim in claims]
    wrong = {SUPPORTED: CONTRADICTED, CONTRADICTED: SUPPORTED}.get(status)
    assert wrong not in [claim.status for claim in claims]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("An official said that 40 percent of the revenues from minerals are paid in.", SUPPORTED),
        ("An official said that half of the revenues from minerals goes to the fund.", CONTRADICTED),
        ("The envoy said that the text holds a firm security guarantee.", SUPPORTED),
        ("The envoy said that there are no security guarantees in it.", CONTRADICTED),
        ("A deputy said that parliament must ratify the agreement.", SUPPORTED),
        ("A deputy said that immunity is waived.", SUPPORTED),
        ("A deputy said that immunity is not waived.", CONTRADICTED),
        ("A lawyer said that the agreement is governed by the law of New York.", SUPPORTED),
        ("A lawyer said that the contributions are capped at USD 500 billion.", SUPPORTED),
        ("A lawyer said that there is no cap.", CONTRADICTED),
        ("A lawyer said that the contributions are capped at USD 100 billion.", ABSENT),
        ("A lawyer said that the agreement lasts thirty years.", SUPPORTED),
        ("A lawyer said that it can be left with six months’ notice.", SUPPORTED),
        ("A lawyer said that it can be left with one year’s notice.", CONTRADICTED),
        ("A source said that American firms get exclusive rights.", ABSENT),
    ],
)
def test_a_statement_about_hard_terms(sentence: str, status: ClaimStatus, hard: Draft) -> None:
    claims = said(sentence, hard)
    assert status in [claim.status for claim in claims], [(claim.status, claim.reason) for claim in claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "“It is a terrible deal,” the president said.",
        "“They treated us badly,” she told reporters.",
        "The adviser said that things will get ugly.",
        "A senator said that the talks were tense.",
        "Sources told Reuters that the delegation left early.",
        "The envoy said he hopes for a signature soon.",
        "The minister complained that nobody had called him.",
        "An official said that the deal is the best ever.",
        "The deputy warned that elections would follow.",
        "A diplomat said the offer was unfair.",
    ],
)
def test_what_no_text_can_settle_is_said_to_be_so(sentence: str, third: Draft) -> None:
    claims = said(sentence, third)
    assert claims
    assert {claim.status for claim in claims} == {OPEN}


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind", "channel"),
    [
        ("Unnamed sources from both sides told Axios that it was “much improved”.",
         "Unnamed sources from both sides", SpeakerKind.UNNAMED, "Axios"),
        ("“It is fair,” Anna Petrenko said on Monday.", "Anna Petrenko", SpeakerKind.NAMED, ""),
        ("Asked about it, Paul Renwick, the envoy, said: “It binds nobody at all.”", "Paul Renwick",
         SpeakerKind.NAMED, ""),
        ("The new text is “significantly improved”, said a person close to the talks.",
         "a person close to the talks", SpeakerKind.UNNAMED, ""),
        ("The embassy said that the agreement is binding.", "The embassy", SpeakerKind.OFFICE, ""),
        ("According to a business association, the agreement gives exclusive rights.",
         "a business association", SpeakerKind.OFFICE, ""),
        ("It was described by US officials as “less-binding” text.", "US officials", SpeakerKind.UNNAMED, ""),
        ("There are reportedly no clear guarantees in the draft.", "", SpeakerKind.REPORTER, ""),
        ("“That was news to us,” a Trump administration official said.",
         "a Trump administration official", SpeakerKind.UNNAMED, ""),
    ],
)  # fmt: skip
def test_who_says_it(sentence: str, speaker: str, kind: SpeakerKind, channel: str, third: Draft) -> None:
    claim = said(sentence, third)[0]
    assert (claim.speaker, claim.speaker_kind, claim.channel) == (speaker, kind, channel)


def test_a_pronoun_and_a_lone_quotation_belong_to_the_last_person(third: Draft) -> None:
    article = (
        "Marta Lysenko, the deputy minister, was careful. “It binds us,” she said. “It is no gift at all.”"
    )
    assert [claim.speaker for claim in said(article, third)] == ["Marta Lysenko", "Marta Lysenko"]


def test_hedges_and_quotations_are_kept(third: Draft) -> None:
    claim = said("The agreement reportedly has no security guarantees.", third)[0]
    assert claim.hedges == ("reportedly",)
    assert not claim.verbatim
    assert said("“There is no guarantee,” Ms Hale said.", third)[0].verbatim


def test_the_article_of_the_example(third: Draft) -> None:
    """The three statements that the walk through the example speaks of, and no wrong support."""
    article = (EXAMPLE / "press" / "2025-02-21.txt").read_text(encoding="utf-8")
    claims = said(article, third)
    by_words = {claim.statement: claim for claim in claims}
    gas = next(claim for words, claim in by_words.items() if "gas revenues stays" in words)
    guarantee = next(claim for words, claim in by_words.items() if "firm security guarantee" in words)
    warsaw = next(claim for words, claim in by_words.items() if "Warsaw" in words)
    assert (gas.status, guarantee.status, warsaw.status) == (CONTRADICTED, CONTRADICTED, ABSENT)
    assert gas.passages[0].path == "art-3/par-2"
    for claim in claims:
        assert article[claim.start : claim.end] == claim.quote
        for passage in claim.passages:
            passage.verify(third[0])


@pytest.mark.parametrize(
    "article", ["", "   ", "“" * 5000, "said " * 20_000, "A" * 300_000, "“x” said, said, said that that"]
)
def test_odd_articles_end_soon_and_claim_nothing_wrong(article: str, third: Draft) -> None:
    assert not [claim for claim in said(article, third) if claim.status in (SUPPORTED, CONTRADICTED)]
