"""The main path of the room: facts, then rules, then findings and the way to entry into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fullpowers.model import (
    Analysis,
    Fact,
    Finding,
    Instrument,
    Opinion,
    Origin,
    Outcome,
    RatificationPath,
    Severity,
    Truth,
    Valuation,
)

from .binding import binding_findings
from .deciding import settled
from .engine import Worlds, conclude, evaluate
from .expressions import Atom, Name, Value
from .facts import Answer, found, given
from .findings import LETTER, POSITIONS, READINGS, SEEN, Case, finding
from .linking import Law
from .packs import bound_by, law_of
from .path import path_of
from .register import load_register, registered, valued
from .states import in_prose, parties_of, states
from .workdays import last_year

_TOPICS = ("signature", "consent", "binding", "substance", "exit", "after")
_OUTCOMES = (Outcome.CONFLICTS, Outcome.CANNOT_TELL, Outcome.CONFORMS, Outcome.DOES_NOT_APPLY)
_SEVERITIES = (Severity.ALARM, Severity.CAUTION, Severity.INFO)


def check(
    instrument: Instrument,
    analysis: Analysis,
    *,
    jurisdiction: str,
    on: date,
    facts: Mapping[str, Answer] | None = None,
    pack_folders: Sequence[Path] = (),
    register: Path | None = None,
    valuation: Valuation | None = None,
) -> Opinion:
    """Check an instrument against the law of one side and the law of treaties, as of one day.

    Args:
        instrument: the draft.
        analysis: what its sentences say; a help where it is rich, not needed where it is sparse.
        jurisdiction: ISO 3166 alpha-2 code of the side; without a pack for it, international law
            is checked and ``unchecked`` says so. For ``EU``, where the Union is no party, it is asked
            what a party that is a candidate, or associated, owes to it.
        on: the day whose law counts.
        facts: answers of a person, by fact name; ``None`` means "not known, whatever the text says".
        pack_folders: folders of further packs in YAML.
        register: the team's register of instruments (YAML or CSV), if it keeps one.
        valuation: what the terms are worth, if it was worked out.

    Raises:
        InvalidData: an unknown fact, a missing folder, or a pack or register that is not well formed.
    """
    party = _owing(instrument, jurisdiction)
    law = law_of(jurisdiction, tuple(pack_folders), party)
    known = found(law.facts, instrument, analysis, party or jurisdiction)
    if valuation is not None:
        known |= valued(law, valuation)
    if register is not None:
        known |= registered(law, load_register(register), instrument, known, on)
    known |= given(law.facts, facts or {})
    case = case_of(law, known, on)
    evaluations = evaluate(law, case.atoms, on, WORLDS)
    findings = [finding(case, law.by_id[rule], one) for rule, one in evaluations.items()]
    path = path_of(case, jurisdiction, findings)
    return Opinion(
        jurisdiction=jurisdiction,
        on=on,
        findings=tuple(sorted([*findings, *binding_findings(case, instrument, analysis)], key=_rank)),
        facts=tuple(_told(case)),
        path=path,
        packs=law.packs,
        unchecked=(
            *_unchecked(law, instrument, jurisdiction, on, case.truth(Name("side_is_party")) is Truth.FALSE),
            *_unknown_holidays(path, jurisdiction),
        ),
        state=_named(jurisdiction) if jurisdiction in states() else "",
        domestic=law.domestic,
    )


def _owing(instrument: Instrument, jurisdiction: str) -> str:
    """Whose part of a union's law is asked: the union's own, or that of a party that owes it something.

    Empty for a state, which has its own law.
    """
    if not bound_by(jurisdiction):
        return ""
    candidates = (code for code in sorted(bound_by(jurisdiction)) if parties_of(instrument, code))
    return jurisdiction if parties_of(instrument, jurisdiction) else next(candidates, jurisdiction)


def case_of(law: Law, facts: Mapping[str, Fact], on: date) -> Case:
    """All values that follow from the facts in the three readings of the law."""
    atoms: dict[Atom, Value] = {}
    for fact in facts.values():
        if fact.value is Truth.UNKNOWN:
            continue
        answer = fact.value is Truth.TRUE if fact.number is None else fact.number
        for atom, true in settled(law, fact.name, answer):
            atoms[atom] = (READINGS, 0) if true else (0, READINGS)
    return Case(law, facts, atoms, conclude(law, atoms, on, WORLDS), on)


_LANGUAGES = {
    "uk": "Ukrainian",
    "ru": "Russian",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "de": "German",
    "ar": "Arabic",
    "zh": "Chinese",
    "ka": "Georgian",
}
_STALE = 366
"""Days after which a citation is to be looked at again."""
WORLDS = Worlds(every=READINGS, seen=SEEN, positions=POSITIONS)


def _rank(one: Finding) -> tuple[int, int, int, str]:
    """What a minister asks first comes first: who signs, whose consent; within that, the worst."""
    return (
        _TOPICS.index(one.topic),
        _OUTCOMES.index(one.outcome),
        _SEVERITIES.index(one.severity),
        one.rule,
    )


def _told(case: Case) -> Iterator[Fact]:
    """The facts with what rules concluded filled in, by name."""
    for name in sorted(case.facts):
        fact = case.facts[name]
        masks = case.atoms.get(Name(name), (0, 0))
        if fact.value is Truth.UNKNOWN and (masks[0] | masks[1]) & LETTER:
            truth = Truth.TRUE if masks[0] & LETTER else Truth.FALSE
            fact = replace(fact, value=truth, origin=Origin.COMPUTED, why_unknown="")
        yield fact


def _unchecked(
    law: Law, instrument: Instrument, jurisdiction: str, on: date, stranger: bool
) -> Iterator[str]:
    name = _named(jurisdiction)
    if stranger:
        first = f"{name[0].upper()}{name[1:]}"
        yield f"{first} was not found among the parties: its law is shown as if it were to be bound."
    if not law.domestic:
        yield f"There is no law pack for {name}: its own law was not checked, only the law of treaties."
    oldest = min((c.checked for c in law.citations.values() if c.checked), default=None)
    if oldest and (on - oldest).days > _STALE:
        yield f"Citations were last checked on {oldest}, more than a year before: the law may have changed."
    for notice in instrument.notices:
        if notice.code == "unread-part":
            yield f"A part of the file was not read: {notice.message}"
    if any(notice.code == "unknown-language" for notice in instrument.notices):
        yield (
            "The language of the text is none that is read here: nothing that its words say was checked, and "
            "what was not found may stand in it."
        )
    elif instrument.languages and instrument.languages[0] != "en":
        language = _LANGUAGES.get(instrument.languages[0], instrument.languages[0])
        yield (
            f"The text is in {language}. Facts are found by their words best in English, "
            "so that more than usual cannot be told."
        )


def _named(jurisdiction: str) -> str:
    """The state as it is named in a sentence; the code of one that is not known."""
    known = states().get(jurisdiction)
    return in_prose(known.names[0]) if known else jurisdiction


def _unknown_holidays(path: RatificationPath | None, jurisdiction: str) -> Iterator[str]:
    if path is None or not path.steps:
        return
    known = last_year(jurisdiction)
    if not known:
        yield "The dates of the path know the weekend of that state, not its public holidays."
    elif max(step.latest for step in path.steps).year > known:
        yield f"The dates of the path know the public holidays of that state up to {known}."
