"""An article against a draft: every statement, and what the text says to it."""

from __future__ import annotations

from fullpowers.model import Analysis, Claim, Instrument, Opinion

from .checks import Text, check
from .statements import statements


def verify(
    article: str,
    instrument: Instrument,
    analysis: Analysis,
    *,
    opinion: Opinion | None = None,
    name: str = "",
) -> tuple[Claim, ...]:
    """Find the statements of a press text and hold each against the draft.

    Args:
        article: plain text of the article or transcript.
        instrument: the draft that it speaks of.
        analysis: what was read out of the draft.
        opinion: the law's answer, for statements on law; without it they say less.
        name: of the article's file.

    A statement that touches several things yields a claim for each. No claim is called true or
    false: ``supported`` means that the text has the same, and a person judges what that proves.
    """
    text = Text(instrument, analysis, opinion)
    return tuple(
        Claim(
            said.text, said.speaker, said.kind, said.channel, verdict.status, verdict.reason,
            verdict.passages, article[said.start : said.end], said.start, said.end, said.verbatim,
            said.hedges, verdict.topic, name,
        )
        for said in statements(article)
        for verdict in check(said.text, text)
    )  # fmt: skip
