"""An article against the drafts: every statement, and what the text that it speaks of says to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from fullpowers.model import Claim, ClaimStatus

from .checks import Text, Verdict, check
from .dating import draft_meant
from .statements import Statement, statements

_UNREAD = Verdict(ClaimStatus.NOT_CHECKABLE, "It speaks of an earlier draft, which was not read here.")
_UNFIT = (ClaimStatus.CONTRADICTED, ClaimStatus.NOT_IN_TEXT, ClaimStatus.PARTLY)


def verify(
    article: str,
    drafts: Sequence[Text],
    *,
    name: str = "",
    published: date | None = None,
    unread: int = 0,
) -> tuple[Claim, ...]:
    """Find the statements of a press text and hold each against the draft that it speaks of.

    Args:
        article: plain text of the article or transcript.
        drafts: the drafts that there are, in order of receipt, with what was read out of each.
        name: of the article's file.
        published: day of the article; with it, drafts that came in later are left out.
        unread: how many drafts came in before these; a statement about one of them is not checkable.

    A statement that touches several things yields a claim for each. No claim is called true or
    false: ``supported`` means that the text has the same, and a person judges what that proves.
    """
    return tuple(
        _claim(said, verdict, text, drafts, why, article=article, name=name, published=published)
        for said in statements(article)
        for text, why in (draft_meant(said.text, drafts, published, unread),)
        for verdict in (check(said.text, text) if text is not None else (_UNREAD,))
    )


def _claim(
    said: Statement,
    verdict: Verdict,
    text: Text | None,
    drafts: Sequence[Text],
    why: str,
    *,
    article: str,
    name: str,
    published: date | None,
) -> Claim:
    claim = Claim(
        statement=said.text,
        speaker=said.speaker,
        speaker_kind=said.kind,
        channel=said.channel,
        status=verdict.status,
        reason=verdict.reason,
        passages=verdict.passages,
        quote=article[said.start : said.end],
        start=said.start,
        end=said.end,
        verbatim=said.verbatim,
        hedges=said.hedges,
        topic=verdict.topic,
        article=name,
        draft=text.instrument.id if text is not None else "",
        why_draft=why,
        relay=said.relay,
        said_on=published,
    )
    if verdict.status not in _UNFIT:
        return claim
    return replace(claim, fits=next(_fitting(claim, drafts), ""))


def _fitting(claim: Claim, drafts: Sequence[Text]) -> Iterator[str]:
    """Other drafts that bear the statement out, the latest first."""
    for other in reversed(drafts):
        if other.instrument.id != claim.draft and any(
            verdict.topic == claim.topic and verdict.status is ClaimStatus.SUPPORTED
            for verdict in check(claim.statement, other)
        ):
            yield other.instrument.id
