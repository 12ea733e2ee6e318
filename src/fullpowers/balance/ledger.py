"""The ledger of one instrument, from its undertakings."""

from __future__ import annotations

import re

from fullpowers.model import (
    OPERATIVE,
    Analysis,
    Entry,
    Force,
    Instrument,
    Ledger,
    Missing,
    Modality,
    Undertaking,
)

from .checklist import Checklist, checklist

_GIVES = {Modality.OBLIGATION, Modality.PROHIBITION, Modality.INTENTION, Modality.NO_ENTITLEMENT}
_GETS = {Modality.PERMISSION, Modality.ENTITLEMENT}


def weigh(instrument: Instrument, analysis: Analysis) -> Ledger:
    """What each party gives and gets, and the expected things that are missing.

    A duty (or an intention, whose force says how warm it is) is given by its bearer, and so is a
    right that it gives up; a right is given by the other side to the one who holds it.
    Undertakings of both parties alike
    appear once for each. Undertakings of bodies that the text creates (a fund, a board), and
    those whose bearer the text does not name, are nobody's and stay out of the ledger.
    """
    lists = checklist()
    parties = tuple(party.name for party in instrument.parties)
    entries = [
        entry
        for undertaking in analysis.undertakings
        if undertaking.force is not Force.RECITAL
        for entry in _entries(undertaking, parties, lists)
    ]
    return Ledger(tuple(entries), _missing(instrument, lists))


def _entries(undertaking: Undertaking, parties: tuple[str, ...], lists: Checklist) -> list[Entry]:
    holders = parties if undertaking.bearer == "each party" else (undertaking.bearer,)
    made = []
    for holder in holders:
        if holder not in parties:
            continue
        other = _other(holder, undertaking.beneficiary, parties)
        if undertaking.modality in _GIVES:
            giver, receiver = holder, other
        elif undertaking.modality in _GETS:
            giver, receiver = other, holder
        else:
            continue
        if giver not in parties:
            continue
        made.append(
            Entry(
                giver=giver,
                receiver=receiver,
                category=lists.category(undertaking.action),
                what=undertaking.action,
                modality=undertaking.modality,
                force=undertaking.force,
                passage=undertaking.passage,
                conditions=undertaking.conditions,
            )
        )
    return made


def _other(holder: str, beneficiary: str, parties: tuple[str, ...]) -> str:
    """The counterparty: as the sentence names it, else the only other party of a bilateral text."""
    if beneficiary and beneficiary != holder:
        return beneficiary
    others = [party for party in parties if party != holder]
    return others[0] if len(others) == 1 else ""


def _missing(instrument: Instrument, lists: Checklist) -> tuple[Missing, ...]:
    """Expected items of which no operative provision speaks."""
    operative = "\n".join(
        instrument.text[provision.start : provision.own_end]
        for provision in instrument.walk()
        if provision.kind in OPERATIVE
    )
    return tuple(
        Missing(expected.item, expected.why, expected.looked_for)
        for expected in lists.expected
        if not re.search("|".join(expected.looked_for), operative, re.IGNORECASE)
    )
