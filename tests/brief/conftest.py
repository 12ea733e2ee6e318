"""A review by hand: two short drafts of our own, read by the real reader, and conclusions written out.

The conclusions are made here so that a test of the brief fails for the brief's sake only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from fullpowers.balance import weigh
from fullpowers.model import (
    Analysis,
    BindingForce,
    Bindingness,
    Change,
    ChangeKind,
    Citation,
    Comparison,
    Edit,
    Fact,
    Finding,
    Force,
    Gate,
    Indicator,
    Instrument,
    Manifest,
    Modality,
    Opinion,
    Origin,
    Outcome,
    Passage,
    Quantity,
    RatificationPath,
    Reason,
    Review,
    Severity,
    Significance,
    Step,
    Term,
    TermKind,
    Trace,
    Truth,
    Undertaking,
)
from fullpowers.reading import read_bytes

OLD = """Agreement between the Government of Ruritania and the Government of Graustark on Gas

The Government of Ruritania and the Government of Graustark have agreed as follows:

Article 1. Gas

1. The Government of Ruritania shall contribute 50 percent of the revenues from natural gas.

2. Contributions are due each quarter.

Article 2. Money

1. The Government of Graustark shall contribute USD 500 million each year.

2. The accounts shall be public.

Article 3. Courts

Differences are settled by consultation.

Article 4. Entry into force

This Agreement enters into force on signature.
"""
NEW = """Agreement between the Government of Ruritania and the Government of Graustark on Gas

The Government of Ruritania and the Government of Graustark have agreed as follows:

Article 1. Gas

1. The Government of Ruritania shall contribute 66 percent of the revenues from natural gas.

2. The accounts shall be public.

3. Contributions are due each quarter.

Article 2. Money

1. The Government of Graustark intends to contribute USD 500 million each year.

Article 3. Law

This Agreement is carried out in conformity with the laws of Ruritania.

Article 4. Entry into force

This Agreement enters into force on signature.
"""
RURITANIA = "the Government of Ruritania"
GRAUSTARK = "the Government of Graustark"


Make = Callable[..., Review]


def passage(instrument: Instrument, words: str) -> Passage:
    """The passage where these words stand first."""
    start = instrument.text.index(words)
    return instrument.passage(start, start + len(words))


def line(instrument: Instrument, words: str) -> Passage:
    """The whole line in which these words stand first."""
    at = instrument.text.index(words)
    start = instrument.text.rfind("\n", 0, at) + 1
    end = instrument.text.find("\n", at)
    return instrument.passage(start, end if end >= 0 else len(instrument.text))


def _edit(old: Instrument, new: Instrument, was: str, now: str, around: str) -> Edit:
    """The edit ``was`` -> ``now`` inside the line that begins so in both texts."""
    start, end = old.text.index(around), new.text.index(around)
    first, second = old.text.index(was, start), new.text.index(now, end)
    return Edit(first, first + len(was), second, second + len(now), was, now)


def _comparison(old: Instrument, new: Instrument) -> Comparison:
    def same(words: str) -> dict[str, object]:
        return {"old": (line(old, words),), "new": (line(new, words),)}

    def change(kind: ChangeKind, **more: object) -> Change:
        made.append(None)
        return Change(id=f"c{len(made)}", kind=kind, **more)  # type: ignore[arg-type]

    made: list[None] = []
    gas, money = "The Government of Ruritania shall", "The Government of Graustark"
    changes = (
        change(ChangeKind.UNCHANGED, **same("Agreement between")),
        change(ChangeKind.UNCHANGED, **same("The Government of Ruritania and")),
        change(ChangeKind.UNCHANGED, **same("Article 1")),
        change(
            ChangeKind.EDITED,
            **same(gas),
            edits=(_edit(old, new, "50", "66", gas),),
            significance=Significance.SUBSTANTIVE,
            reasons=(
                Reason("share-raised", "The share of gas rises from 50 to 66 percent.",
                       passage(old, "50 percent"), passage(new, "66 percent")),
            ),
            weight=9.0,
        ),
        change(ChangeKind.MOVED, **same("The accounts"), moved=True),
        change(ChangeKind.UNCHANGED, **same("Contributions are"), renumbered="2 -> 3"),
        change(ChangeKind.UNCHANGED, **same("Article 2")),
        change(
            ChangeKind.EDITED,
            old=(line(old, "1. " + money),),
            new=(line(new, "1. " + money),),
            edits=(_edit(old, new, "shall", "intends to", "1. " + money),),
            significance=Significance.SUBSTANTIVE,
            reasons=(Reason("modality-weakened", "A duty of Graustark becomes an intention."),),
            weight=8.0,
        ),
        change(ChangeKind.DELETED, old=(line(old, "Article 3"),), new=(),
               significance=Significance.UNDECIDED, weight=1.0),
        change(ChangeKind.DELETED, old=(line(old, "Differences"),), new=(),
               significance=Significance.UNDECIDED, weight=1.0),
        change(ChangeKind.INSERTED, old=(), new=(line(new, "Article 3"),),
               significance=Significance.EDITORIAL),
        change(ChangeKind.INSERTED, old=(), new=(line(new, "This Agreement is carried"),),
               significance=Significance.SUBSTANTIVE, weight=2.0),
        change(ChangeKind.UNCHANGED, **same("Article 4")),
        change(ChangeKind.UNCHANGED, **same("This Agreement enters")),
    )  # fmt: skip
    return Comparison(old.id, new.id, changes, similarity=0.8)


def _analysis(text: Instrument) -> Analysis:
    gas = line(text, "The Government of Ruritania shall")
    money = line(text, "USD 500")
    return Analysis(
        text.id,
        Bindingness(
            BindingForce.HYBRID,
            "Some sentences bind, some state intentions.",
            (
                Indicator("shall", "style", True, passage(text, "shall contribute"), "test"),
                Indicator("on signature", "legal act", True, passage(text, "on signature"), "test"),
            ),
        ),
        terms=(
            Term(TermKind.REVENUE_SHARE, "share of the revenues from natural gas", gas,
                 Quantity(Decimal(66), "percent"), bearer=RURITANIA, beneficiary=GRAUSTARK),
        ),
        undertakings=(
            Undertaking(RURITANIA, GRAUSTARK, "contribute a share of the revenues from natural gas",
                        Modality.OBLIGATION, Force.FIRM, gas, passage(text, "shall")),
            Undertaking(GRAUSTARK, "", "contribute USD 500 million each year",
                        Modality.INTENTION, Force.ASPIRATIONAL, money, money),
        ),
        sentences=8,
        understood=5,
    )  # fmt: skip


def _finding(rule: str, outcome: Outcome, explanation: str, *evidence: Passage) -> Finding:
    asks = ("Does the signatory hold full powers?",) if outcome is Outcome.CANNOT_TELL else ()
    return Finding(
        rule, rule.replace("-", " "), "UA", "constitution", outcome, Severity.ALARM, explanation,
        (Citation("Constitution", "Article 9(2)", "A treaty must not contradict it.", True,
                  "https://a.example", date(2026, 11, 1)),),
        Trace("the conditions of the rule", Truth.TRUE,
              (Trace("the text says so", Truth.TRUE, (), evidence),)),
        evidence, asks, "It could not be applied.", "Leave it out.",
        topic="signature" if rule == "ua.powers" else "substance",
    )  # fmt: skip


def _opinion(new: Instrument) -> Opinion:
    day = date(2025, 2, 21)
    return Opinion(
        "UA",
        day,
        (
            _finding("gas-for-winter", Outcome.CONFLICTS, "It gives away what the winter needs.",
                     passage(new, "66 percent")),
            _finding("ua.powers", Outcome.CANNOT_TELL, "Who signs is not said."),
            _finding("public-accounts", Outcome.CONFORMS, "Accounts are public.",
                     line(new, "2. The accounts")),
            _finding("loans", Outcome.DOES_NOT_APPLY, "There is no loan."),
        ),
        (
            Fact("full_powers", Truth.UNKNOWN, Origin.DEFAULT, "Does the signatory hold full powers?",
                 "outside the text"),
        ),
        RatificationPath(
            "UA", Truth.TRUE, "the law demands it for such agreements",
            (
                Step("bill", "Bill", "President", "bill", "", (1, 10, 40), "", date(2025, 2, 22),
                     date(2025, 3, 3), date(2025, 4, 2)),
                Step("vote", "Vote", "Rada", "law", "226 of 450", (1, 14, 60), "8 May 2025",
                     date(2025, 2, 23), date(2025, 3, 17), date(2025, 6, 1)),
            ),
            (Gate("The bill is sent back."), Gate("The House is dissolved.", (), Truth.UNKNOWN, ("Is it?",))),
        ),
        (("ua", "0" * 64),),
        ("Graustark: there is no pack for it.",),
    )  # fmt: skip


def make_review(new_text: str = NEW, old_text: str | None = OLD) -> Review:
    """A review of ``new_text``; with ``old_text`` the hand-made comparison of ``OLD`` and ``NEW``."""
    new = read_bytes(new_text.encode(), "new.txt")
    old = read_bytes(old_text.encode(), "old.txt") if old_text else None
    analysis = _analysis(new)
    return Review(
        matter="Gas",
        side="RU",
        party=RURITANIA,
        on=date(2025, 2, 21),
        instrument=new,
        analysis=analysis,
        opinion=_opinion(new),
        ledger=weigh(new, analysis),
        manifest=Manifest("0", "3.11", (), (("new.txt", "1" * 64),), (), (), "limits only"),
        previous=old,
        previous_analysis=_analysis(old) if old else None,
        comparison=_comparison(old, new) if old else None,
    )


@pytest.fixture(scope="session")
def make() -> Make:
    """The function that makes a review."""
    return make_review


@pytest.fixture
def reviewed() -> Review:
    """NEW against OLD."""
    return make_review()


@pytest.fixture
def alone() -> Review:
    """NEW without an earlier draft."""
    return make_review(old_text=None)
