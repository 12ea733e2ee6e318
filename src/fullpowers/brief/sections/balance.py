"""What each side gives and gets by the words of the text, what is missing, and what bears on the answer."""

from __future__ import annotations

import re

from fullpowers.model import Entry, Ledger, Pressure, PressureKind, Review, Turn, Usual, Worth

from ..answers.exchange import capital, firmness, ranked, wording
from ..characters import quoted, short
from ..document import Block, Bullets, Fold, Heading, Prose, Section, Statement, Table
from ..voice import Voice

_OPEN = 12
"""Rows of a table that stand open; more are folded."""

_BOUNDS = re.compile(r"\\b|\(\?[:!=<]+|[\^$]")
_GAPS = re.compile(r"\)?\{\d*,?\d*\}|\[\^?[^\]]*\][*+?]?|\.(?=\{)|\\[ws][*+]?|\.[*+]")
_MARKS = re.compile(r"[()?*+\\]")


def balance(review: Review, say: Voice) -> Section:
    """The part on what is given and got: the side of the review first."""
    ledger = review.ledger
    blocks: list[Block] = []
    names = [party.name for party in review.instrument.parties]
    for party in sorted(names, key=lambda name: name != review.party):
        own = [entry for entry in ledger.given_by(party) if not entry.common]
        blocks += _side(say("What {party} gives", party=party), ranked(own, review), say)
    common = [entry for entry in ledger.entries if entry.common]
    blocks += _side(say("What both sides give each other alike"), ranked(common, review), say, both=True)
    if not blocks:
        blocks.append(Prose(Statement(say("No promise between the parties was read in the text."))))
    for part in (_lasting, _expected, _pressures, _aside):
        blocks += part(ledger, say)
    return Section("balance", say("What is given and got"), tuple(blocks))


def _side(title: str, entries: list[Entry], say: Voice, *, both: bool = False) -> list[Block]:
    if not entries:
        return []
    columns = ("What", "To whom", "How firm", "When, and on what condition", "Worth")
    shown = 5 if any(entry.worth for entry in entries) else 4
    rows = [
        (
            Statement(wording(entry, 220, say), (entry.passage,), lead=say(entry.category)),
            Statement(say("each other") if both else entry.receiver),
            Statement(say(firmness(entry))),
            Statement("; ".join(_circumstances(entry, say))),
            Statement(_worth(entry.worth, say)),
        )[:shown]
        for entry in entries
    ]
    head = tuple(say(column) for column in columns[:shown])
    return [Heading(capital(title)), *_folded(head, tuple(rows), say)]


def _folded(head: tuple[str, ...], rows: tuple[tuple[Statement, ...], ...], say: Voice) -> list[Block]:
    """A table whose further rows stand folded."""
    blocks: list[Block] = [Table("", head, rows[:_OPEN])]
    if len(rows) > _OPEN:
        more = say.count("{n} more", "{n} more", len(rows) - _OPEN)
        blocks.append(Fold(more, (Table("", head, rows[_OPEN:]),)))
    return blocks


def _circumstances(entry: Entry, say: Voice) -> list[str]:
    """Order in time, conditions, what is left open, and what follows if it is not done."""
    told = []
    if entry.turn is not Turn.NOT_SAID and entry.link is not None:
        told.append(say(entry.turn.value) + ": " + quoted(entry.link.quote, 100))
    told += [
        quoted(one.quote, 80)
        for one in (*entry.conditions, *entry.time_limits, *entry.left_open)
        if one != entry.link
    ]
    if entry.remedies:
        told.append(say("if it is not done: {words}", words=quoted(entry.remedies[0].quote, 100)))
    return list(dict.fromkeys(told))


def _worth(worth: Worth | None, say: Voice) -> str:
    """Present value in two figures: more would be false precision."""
    if worth is None:
        return ""
    low, high = (f"{float(f'{amount / 1e6:.2g}'):,g}" for amount in (worth.low, worth.high))
    span = low if low == high else say("{low} to {high}", low=low, high=high)
    shared = " " + say("with the other clauses of its kind") if worth.shared else ""
    return say("{unit} {span} million today", unit=worth.unit, span=span) + shared


def _lasting(ledger: Ledger, say: Voice) -> list[Block]:
    """Duration, exit and remedies of the instrument as a whole."""
    blocks: list[Block] = []
    for title, none, passages in (
        (
            say("How long it lasts and how it is left"),
            say("No words on duration or exit were read."),
            ledger.exits,
        ),
        (
            say("What follows if somebody does not perform"),
            say("No words on the consequence of a breach were read."),
            ledger.remedies,
        ),
    ):
        items = tuple(Statement(short(passage.quote, 220), (passage,)) for passage in passages)
        blocks += [Heading(title), Bullets(items) if items else Prose(Statement(none))]
    return blocks


def _expected(ledger: Ledger, say: Voice) -> list[Block]:
    """The checklist of this kind of agreement: what is missing first, then where the rest stands."""
    blocks: list[Block] = []
    if ledger.kinds:
        kinds = ", ".join(say(kind.item) for kind in ledger.kinds)
        passages = tuple(kind.passages[0] for kind in ledger.kinds if kind.passages)
        blocks.append(
            Prose(Statement(say("Held against agreements of these kinds: {kinds}.", kinds=kinds), passages))
        )
    if ledger.missing:
        blocks.append(
            Table(
                say("Usual in agreements of this kind, and no words for it were found here"),
                (say("What"), say("Why it matters"), say("Elsewhere")),
                tuple(
                    (
                        Statement(say(item.item)),
                        Statement(say(item.why)),
                        Statement("; ".join(_usual(one, say) for one in item.usual)),
                    )
                    for item in ledger.missing
                ),
            )
        )
        blocks.append(_words(ledger, say))
    if ledger.held:
        blocks.append(
            Fold(
                say("Usual items that stand in the text"),
                (
                    Bullets(
                        tuple(
                            Statement(quoted(item.passages[0].quote, 120), item.passages, lead=say(item.item))
                            for item in ledger.held
                        )
                    ),
                ),
            )
        )
    return blocks


def _usual(usual: Usual, say: Voice) -> str:
    return say(
        "{kind}: in at least {held} of {looked_at} contracts",
        kind=say(usual.kind),
        held=usual.held,
        looked_at=usual.looked_at,
    )


def _words(ledger: Ledger, say: Voice) -> Fold:
    """What was searched for, so that a reader can judge it."""
    rows = tuple(
        (Statement(say(item.item)), Statement(", ".join(f"“{_plain(one)}”" for one in item.looked_for)))
        for item in ledger.missing
    )
    head = (say("What"), say("Words and beginnings of words"))
    return Fold(say("The words that were looked for"), (Table("", head, rows),))


def _plain(pattern: str) -> str:
    """A pattern of the search as words: ``/`` between alternatives, ``…`` for what may stand between."""
    words = _BOUNDS.sub("", pattern)
    words = _GAPS.sub("…", words)
    words = _MARKS.sub("", words).replace("|", " / ")
    return " ".join(re.sub(r"(?:…\s*)+", "… ", words).split())


def _pressures(ledger: Ledger, say: Voice) -> list[Block]:
    if not ledger.pressures:
        return []
    items = tuple(
        Statement(_pressure(pressure, say), pressure.passages, lead=say(pressure.kind.value))
        for pressure in ledger.pressures
    )
    law = say(
        "Facts of the record, not a verdict. A treaty is void if consent was procured by coercion of a "
        "representative or by the threat or use of force (VCLT 51, 52); economic pressure and haste are not "
        "named there. Whether more happened than stands here, cannot be told from a text."
    )
    return [Heading(say("What bears on the answer")), Bullets(items), Prose(Statement(law))]


def _pressure(pressure: Pressure, say: Voice) -> str:
    if pressure.kind is not PressureKind.ANSWER_DUE:
        return "; ".join(quoted(passage.quote, 100) for passage in pressure.passages)
    due = pressure.due.replace("T", " ")
    if pressure.hours is None:
        return say("Answer demanded by {due}.", due=due)
    received = pressure.received.replace("T", " ")
    return say(
        "Received {received}, answer demanded by {due}: {hours} hours.",
        received=received,
        due=due,
        hours=f"{pressure.hours:g}",
    )


def _aside(ledger: Ledger, say: Voice) -> list[Block]:
    """What is in no entry: with the entries it is the whole operative text."""
    if not ledger.aside:
        return []
    head = (say("Words"), say("Why they are no entry"))
    rows = tuple(
        (Statement(short(one.passage.quote, 160), (one.passage,)), Statement(say(one.reason)))
        for one in ledger.aside
    )
    summary = say.count(
        "{n} stretch of the operative text is nobody's promise to the other side",
        "{n} stretches of the operative text are nobody's promise to the other side",
        len(rows),
    )
    return [Fold(summary, (Table("", head, rows),))]
