"""The ledger of one instrument: what each side gives and gets, and what is not there."""

from __future__ import annotations

from dataclasses import replace

from fullpowers.model import (
    Analysis,
    Entry,
    Force,
    Instrument,
    Ledger,
    Modality,
    Undertaking,
    Valuation,
)

from .aside import defines, set_aside
from .exchange import remedies_of, remedies_where, turn
from .expected import held_and_missing, kinds_of
from .lists import category
from .pressure import exits, pressures
from .worth import worth

_GIVES = {Modality.OBLIGATION, Modality.PROHIBITION, Modality.INTENTION, Modality.NO_ENTITLEMENT}
_GETS = {Modality.PERMISSION, Modality.ENTITLEMENT}


def weigh(instrument: Instrument, analysis: Analysis, valuation: Valuation | None = None) -> Ledger:
    """What each party gives and gets, what is expected and missing, and what bears on the answer.

    A duty (or an intention, whose force says how warm it is) is given by its bearer, and so is a right
    that it gives up; a right is given by the other side to the one who holds it. Words of support are
    given as what they are: a statement without a duty. Undertakings of both parties alike appear once
    for each, marked as common. Undertakings of bodies that the text creates (a fund, a board), and those
    whose bearer the text does not name, are nobody's: they are set aside with the reason, like every
    other stretch of the operative text that promises nothing.

    Args:
        valuation: of the same draft, if there is one; entries then carry what it puts on them.
    """
    parties = tuple(party.name for party in instrument.parties)
    remedies = remedies_where(instrument)
    entries: list[Entry] = []
    nobodys: list[Undertaking] = []
    for undertaking in analysis.undertakings:
        if undertaking.force is Force.RECITAL:
            continue
        made = _entries(undertaking, instrument, parties)
        if not made:
            nobodys.append(undertaking)
        entries += (
            replace(
                entry,
                remedies=remedies_of(undertaking, remedies),
                worth=worth(undertaking.passage, instrument, valuation),
            )
            for entry in made
        )
    kinds = kinds_of(instrument)
    held, missing = held_and_missing(instrument, analysis, kinds)
    return Ledger(
        tuple(entries),
        missing,
        held,
        set_aside(instrument, analysis, entries, nobodys),
        kinds,
        pressures(instrument),
        exits(instrument, analysis),
        remedies,
    )


def _entries(undertaking: Undertaking, instrument: Instrument, parties: tuple[str, ...]) -> list[Entry]:
    """The entries of one undertaking: one for each party that bears or holds it."""
    if defines(undertaking):
        return []
    common = undertaking.bearer == "each party"
    made = []
    for holder in parties if common else (undertaking.bearer,):
        other = _other(holder, undertaking.beneficiary, parties)
        what = undertaking.action
        if undertaking.modality in _GETS:
            giver, receiver = other, holder
        elif undertaking.modality in _GIVES:
            giver, receiver = holder, other
        elif undertaking.modality is Modality.DECLARATION and _is_support(undertaking):
            giver, receiver = holder, other
            what = f"{undertaking.marker.quote} {undertaking.action}"
        else:
            continue
        if holder not in parties or giver not in parties:
            continue
        order, link = turn(undertaking, instrument, giver)
        made.append(
            Entry(
                giver=giver,
                receiver=receiver,
                category=category(what),
                what=what,
                modality=undertaking.modality,
                force=undertaking.force,
                passage=undertaking.passage,
                conditions=undertaking.conditions,
                time_limits=undertaking.time_limits,
                left_open=undertaking.softeners,
                turn=order,
                link=link,
                common=common,
            )
        )
    return made


def _is_support(undertaking: Undertaking) -> bool:
    """Whether a statement is of the sort that is offered in exchange, though it obliges nobody."""
    return category(f"{undertaking.marker.quote} {undertaking.action}") in {"political support", "security"}


def _other(holder: str, beneficiary: str, parties: tuple[str, ...]) -> str:
    """The counterparty: as the sentence names it, else the only other party of a bilateral text."""
    if beneficiary and beneficiary != holder:
        return beneficiary
    others = [party for party in parties if party != holder]
    return others[0] if len(others) == 1 else ""
