"""What each side gives and gets by the words of the text, and what is missing."""

from __future__ import annotations

from fullpowers.model import Entry, Review

from ..answers.exchange import capital, firmness, ranked
from ..characters import short
from ..document import Block, Fold, Heading, Prose, Section, Statement, Table
from ..voice import Voice

_OPEN = 15
"""Rows of a side that stand open; more are folded."""


def balance(review: Review, say: Voice) -> Section:
    """The part on what is given and got: the side of the review first."""
    blocks: list[Block] = []
    names = [party.name for party in review.instrument.parties]
    for party in sorted(names, key=lambda name: name != review.party):
        entries = ranked([entry for entry in review.ledger.entries if entry.giver == party], review)
        if entries:
            blocks += _side(party, entries, say)
    if not blocks:
        blocks.append(Prose(Statement(say("No promise between the parties was read in the text."))))
    if review.ledger.missing:
        blocks.append(
            Table(
                say("Usual in agreements of this kind, and no words for it were found here"),
                (say("What"), say("Why it matters")),
                tuple(
                    (Statement(say(item.item)), Statement(say(item.why))) for item in review.ledger.missing
                ),
            )
        )
        blocks.append(_words(review, say))
    return Section("balance", say("What is given and got"), tuple(blocks))


def _side(party: str, entries: list[Entry], say: Voice) -> list[Block]:
    head = (say("What"), say("To whom"), say("How firm"), say("Condition"))
    rows = tuple(
        (
            Statement(short(entry.what, 220), (entry.passage,), lead=say(entry.category)),
            Statement(entry.receiver),
            Statement(say(firmness(entry))),
            Statement("; ".join(short(condition.quote, 100) for condition in entry.conditions)),
        )
        for entry in entries
    )
    title = say("What {party} gives", party=party)
    blocks: list[Block] = [Heading(capital(title)), Table("", head, rows[:_OPEN])]
    if len(rows) > _OPEN:
        blocks.append(
            Fold(say.count("{n} more", "{n} more", len(rows) - _OPEN), (Table("", head, rows[_OPEN:]),))
        )
    return blocks


def _words(review: Review, say: Voice) -> Fold:
    """The patterns of the search, so that a reader can judge it."""
    return Fold(
        say("The words that were looked for"),
        (
            Table(
                "",
                (say("What"), say("Search patterns")),
                tuple(
                    (Statement(say(item.item)), Statement("   ".join(item.looked_for)))
                    for item in review.ledger.missing
                ),
            ),
        ),
    )
