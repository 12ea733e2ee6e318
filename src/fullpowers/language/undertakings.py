"""Who is to do, may do, must not do, or intends to do what, and how firmly.

Grammar (language.md 2.4): [condition] BEARER marker [not] ACTION [to BENEFICIARY] [time] [except ...].
A point completes its chapeau and takes bearer and marker from it when it has none of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullpowers.model import Force, Instrument, Modality, Passage, ProvisionKind, Undertaking

from .actors import EACH_PARTY, Actors, actor_words
from .clauses import Clause, clauses
from .conditions import Condition, conditions, is_composition, is_constitutive, is_soft
from .force import denied, has_auxiliary, is_specific, listed, sureness
from .later import Later
from .objects import object_of
from .points import pieces
from .sentences import Sentence
from .statements import Stated, present_verb, stated
from .subjects import (
    Bearer,
    agent,
    bearer,
    beneficiary,
    body_at,
    first_body,
    is_empty_subject,
    is_pronoun,
    passive,
)

_ACTION_LENGTH = 400
_WITHOUT_OBJECT = (Modality.DECLARATION, Modality.REPRESENTATION)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the instrument's words are to be weighed."""

    will: Force
    """Force of "will" by the drafting tradition of the instrument."""
    lowered: frozenset[str] = frozenset()
    """Paths of the provisions that the instrument itself calls not binding; ``*`` for all."""


def find_undertakings(
    instrument: Instrument, sentences: Sequence[Sentence], reading: Reading
) -> tuple[Undertaking, ...]:
    """The undertakings of all operative sentences and recitals, in the order of the text.

    A bearer is a party's full name, ``each party``, or a body as the text names it; it is empty when the
    sentence does not say who.
    """
    finder = _Finder(instrument, reading)
    made: list[Undertaking] = []
    for sentence in sentences:
        if sentence.row or sentence.quoted or not (sentence.operative or _is_recital(sentence)):
            continue
        for piece in pieces(instrument.text, sentence):
            made.extend(finder.of(piece))
    return tuple(made)


def _is_recital(sentence: Sentence) -> bool:
    return sentence.provision.kind is ProvisionKind.RECITAL


class _Finder:
    """Remembers, within one pass, who was last spoken of and what the chapeaux said."""

    def __init__(self, instrument: Instrument, reading: Reading) -> None:
        self.instrument = instrument
        self.reading = reading
        self.actors = Actors(instrument)
        self.later = Later(instrument.text)
        self._chapeaux: dict[tuple[int, int], tuple[Clause, Bearer] | None] = {}
        self._openings: dict[tuple[int, int], Undertaking] = {}
        self._last = Bearer("")

    def of(self, sentence: Sentence) -> list[Undertaking]:
        """The undertakings of one sentence; of an unfinished one, none: its points carry them."""
        text = self.instrument.text
        found = clauses(text, sentence.start, sentence.end, self.actors.language)
        chapeau = self._chapeau(sentence)
        read: list[tuple[Clause, Bearer]] = []
        for clause in found:
            before = read[-1][1] if read and clause.shared else (chapeau[1] if chapeau else self._last)
            who = self._bearer(clause, before, read)
            if who is not None:
                read.append((clause, who))
                self._last = who
        if sentence.introduces and not read and chapeau is None:
            opening = self._stated(sentence)
            if opening:
                self._openings[sentence.start, sentence.end] = opening[0]
        elif sentence.chapeau and not read and sentence.chapeau[-1] in self._openings:
            return [self._listed(sentence, self._openings[sentence.chapeau[-1]])]
        if sentence.introduces:
            self._chapeaux[sentence.start, sentence.end] = read[-1] if read else chapeau
            read = read[:-1]
        elif not read and chapeau is not None:
            return [self._inherited(sentence, *chapeau)]
        elif not read and sentence.operative:
            return self._stated(sentence)
        # "the Parties agree that ..." adds nothing to what they agree, nor what one party promises that it
        # will do; its acceptance of what others do adds something
        framed = {
            number - 1
            for number, (clause, who) in enumerate(read)
            if clause.content and read[number - 1][1].name in ("", EACH_PARTY, who.name)
        }
        return [
            *self._before(sentence, read),
            *(
                self._undertaking(sentence, clause, who)
                for number, (clause, who) in enumerate(read)
                if number not in framed
            ),
        ]

    def _before(self, sentence: Sentence, read: list[tuple[Clause, Bearer]]) -> list[Undertaking]:
        """What the sentence lays down before a semicolon, when its first modal stands only behind it."""
        first = read[0][0].subject_start if read and sentence.operative else sentence.start
        stop = self.instrument.text.rfind(";", sentence.start, first)
        return self._stated(sentence, stop) if stop > sentence.start else []

    def _listed(self, sentence: Sentence, opening: Undertaking) -> Undertaking:
        """A point under words that lay down a state of things: "The aims of this Treaty are: ..." """
        passage = self.instrument.passage(sentence.start, sentence.end)
        action = f"{opening.action} {passage.quote.strip(' ,;.')}"
        return replace(opening, passage=passage, action=_shortened(action), confidence=listed().value)

    def _chapeau(self, sentence: Sentence) -> tuple[Clause, Bearer] | None:
        return self._chapeaux.get(sentence.chapeau[-1]) if sentence.chapeau else None

    def _bearer(self, clause: Clause, before: Bearer, read: list[tuple[Clause, Bearer]]) -> Bearer | None:
        text = self.instrument.text
        if clause.marker.marker.kind == "clause":
            if clause.marker.marker.modality is not Modality.NO_OBLIGATION:
                return Bearer("")
            after = self.actors.at(text, clause.marker.end + 1, clause.end)
            return Bearer(after.name if after else "")
        if clause.shared and read:
            who = self._same_subject(clause, before)
        else:
            who = bearer(text, clause.subject_start, clause.subject_end, self.actors, before)
            if clause.inverted:
                who = replace(who, negative=True)
            empty = self._whose_duty(clause)
            if empty is not None:
                return empty
            if is_pronoun(text, clause.subject_start, self.actors) and not read:
                named = self.actors.find(text, clause.start, clause.subject_start)
                body = "" if named else first_body(text, clause.start, clause.subject_start, self.actors)
                if named:
                    who = Bearer(named[-1].name, party=True, inherited=True)
                elif body:
                    who = Bearer(body, inherited=True)
        marker = clause.marker.marker
        if marker.kind == "verb" and who.party and self._has_own_verb(clause):
            return None
        if marker.party_only and not who.party and not who.name:
            return None
        if marker.kind == "verb" and not who.name and (who.thing or marker.dispositive):
            return None
        return passive(text, clause, who, self.actors) if marker.kind == "modal" else who

    def _same_subject(self, clause: Clause, before: Bearer) -> Bearer:
        """Whoever is the subject of the clause before, also where another acts in that: "chaired by A"."""
        if not (before.agent or before.agentless):
            return before
        text = self.instrument.text
        return bearer(text, clause.subject_start, clause.subject_end, self.actors, before)

    def _whose_duty(self, clause: Clause) -> Bearer | None:
        """Whose "the duty of A" or "A's responsibility" is; nobody for "it shall last"; None for others."""
        text = self.instrument.text
        at, shapes = clause.marker.end, self.actors.shapes
        if duty := shapes["duty_of"].match(text, at, clause.end):
            named = bearer(text, duty.end(), clause.end, self.actors, Bearer(""))
        elif duty := shapes["duty_owned"].match(text, at, clause.end):
            owner = self.actors.at(text, *duty.span("owner"))
            named = (
                Bearer(owner.name, party=True)
                if owner
                else bearer(text, *duty.span("owner"), self.actors, Bearer(""))
            )
        else:
            named = Bearer("")
        if named.name:
            return replace(named, inherited=False)
        if not is_empty_subject(text, clause.subject_start, clause.subject_end, self.actors):
            return None
        return Bearer("", thing=True) if is_constitutive(text, clause.marker.end) else None

    def _has_own_verb(self, clause: Clause) -> bool:
        """Whether the subject has another verb before the marker, so that the marker is a noun."""
        before = self.instrument.text[clause.subject_start : clause.marker.start]
        return has_auxiliary(before)

    def _inherited(self, sentence: Sentence, clause: Clause, who: Bearer) -> Undertaking:
        text = self.instrument.text
        start, end = sentence.start, sentence.end
        lead = text[clause.marker.end : clause.end].strip(" ,:—–-\n")
        modality = self._modality(clause, who)
        found = [
            *conditions(text, clause.start, clause.end),
            *conditions(text, start, end),
        ]
        action = f"{lead} {text[start:end].strip(' ,;.')}".strip()
        if text[start : start + 4].lower() == "not " and modality is Modality.OBLIGATION:
            modality = Modality.PROHIBITION
        return self._make(
            sentence, clause, who, modality, action, found, self.instrument.passage(start, end), start
        )

    def _stated(self, sentence: Sentence, end: int | None = None) -> list[Undertaking]:
        """A sentence without a modal: what it lays down, or what a party does in the present tense.

        ``end`` cuts it where a clause with a modal begins.
        """
        text = self.instrument.text
        start, end = sentence.start, sentence.end if end is None else end
        subject = self.actors.at(text, start, end) or body_at(text, start, end, self.actors)
        language = self.actors.language
        found = present_verb(text, subject.end, end, language) if subject else None
        found = found or stated(text, start, end, language)
        if found is None:
            return []
        who = bearer(text, start, found.start, self.actors, self._last)
        done = self.actors.shapes["present_passive"].match(text, found.start, end)
        acting = agent(text, done.end(), end, self.actors) if done else None
        if acting is not None:
            who, found = acting, replace(found, duty=True)
        elif text[start : start + 6].lower() in ("it is ", "it was"):
            who = Bearer("")  # "It is the Operator's responsibility": "it" points to nobody
        passage = self.instrument.passage(start, end)
        roles: dict[str, list[Passage]] = {
            "softener": [
                self.instrument.passage(one.start, one.end)
                for one in conditions(text, found.end, end)
                if one.entry.role == "softener"
            ]
        }
        later, _ = self._later(passage, found.start, roles)
        soft = roles["softener"] or (found.duty and is_soft(text, found.start))
        force = Force.QUALIFIED if soft else Force.FIRM
        why = "what somebody does, said in the present, as translated treaties put a duty"
        return [
            Undertaking(
                bearer=who.name if who.party or found.acts or found.duty else "",
                beneficiary="",
                action=_shortened(text[found.start : end].strip(" ,;:.\n")),
                modality=_stated_modality(found),
                force=Force.ASPIRATIONAL if self._is_lowered(sentence) else force,
                passage=passage,
                marker=self.instrument.passage(found.start, found.end),
                rule=found.rule,
                softeners=tuple(roles["softener"]),
                confidence=found.confidence,
                why=why if found.duty else "no modal verb; a statement in the operative part",
                later=later,
            )
        ]

    def _undertaking(self, sentence: Sentence, clause: Clause, who: Bearer) -> Undertaking:
        text = self.instrument.text
        action = text[clause.marker.end : clause.end].strip(" ,;:.\n")
        found = conditions(text, clause.start, clause.end)
        if clause.subject_start >= sentence.start:
            found = [
                *(c for c in conditions(text, sentence.start, clause.start) if c.end <= clause.start),
                *found,
            ]
        found = [c for c in found if not c.start <= clause.marker.start < c.end or c.start < clause.start]
        start = min(clause.start, clause.subject_start) if not clause.shared else clause.start
        passage = self.instrument.passage(*self._clean(start, clause.end))
        modality = self._modality(clause, who)
        return self._make(sentence, clause, who, modality, action, found, passage, clause.marker.end)

    def _clean(self, start: int, end: int) -> tuple[int, int]:
        text = self.instrument.text
        while start < end and text[start] in " ,;\n":
            start += 1
        return start, end

    def _modality(self, clause: Clause, who: Bearer) -> Modality:
        modality = clause.marker.marker.modality
        if clause.marker.marker.id == "is-to" and self._is_purpose(clause):
            return Modality.DECLARATION
        if who.negative and clause.marker.marker.negated is not None:
            return clause.marker.marker.negated
        if clause.inverted and who.negative and modality is Modality.OBLIGATION:
            burden = denied(self.instrument.text, clause.subject_end, clause.end)
            if burden:
                return Modality.NO_ENTITLEMENT if burden["right"] else Modality.NO_OBLIGATION
        if who.negative and modality in (Modality.OBLIGATION, Modality.PERMISSION):
            return Modality.PROHIBITION
        if who.negative and modality is Modality.ENTITLEMENT:
            return Modality.NO_ENTITLEMENT
        if who.receives and modality is Modality.OBLIGATION:
            return Modality.ENTITLEMENT
        plain = clause.marker.marker.kind == "modal" and modality in (
            Modality.OBLIGATION,
            Modality.PROHIBITION,
        )
        if plain and who.instrument and not who.agentless:
            return Modality.DECLARATION  # an instrument can owe nothing; it says what it contains
        if plain and not who.party:
            of_bodies = is_composition(self.instrument.text, clause.marker.end)
            if of_bodies or (not who.name and is_constitutive(self.instrument.text, clause.marker.end)):
                return Modality.DECLARATION
        return modality

    def _is_purpose(self, clause: Clause) -> bool:
        subject = self.instrument.text[clause.subject_start : clause.marker.start].lower().split()
        return not actor_words().purposes.isdisjoint(subject)

    def _make(
        self,
        sentence: Sentence,
        clause: Clause,
        who: Bearer,
        modality: Modality,
        action: str,
        found: Sequence[Condition],
        passage: Passage,
        action_start: int,
    ) -> Undertaking:
        text = self.instrument.text
        roles: dict[str, list[Passage]] = {"condition": [], "exception": [], "limit": [], "softener": []}
        for condition in found:
            roles[condition.entry.role].append(self.instrument.passage(condition.start, condition.end))
        later = self._later(passage, action_start, roles)
        discretion = tuple(
            self.instrument.passage(one.start, one.end) for one in found if one.entry.id == "discretion"
        )
        notes = [*later[1], *(["discretion"] if discretion else [])]
        point = bool(sentence.chapeau) and clause.start < sentence.start
        sure = sureness(clause.marker.marker.id, who, point=point, notes=notes)
        return Undertaking(
            bearer=who.name,
            beneficiary=beneficiary(text, clause, passage.end, who, self.actors),
            action=_shortened(action),
            modality=modality,
            force=self._force(sentence, clause, modality, roles, action_start),
            passage=passage,
            marker=self.instrument.passage(clause.marker.start, clause.marker.end),
            conditions=tuple(roles["condition"]),
            rule=clause.marker.marker.id,
            exceptions=tuple(roles["exception"]),
            time_limits=tuple(roles["limit"]),
            softeners=tuple(roles["softener"]),
            specific=is_specific(passage.quote, limited=bool(roles["limit"])),
            confidence=sure.value,
            why=sure.why,
            object=""
            if modality in _WITHOUT_OBJECT
            else object_of(text, action_start, passage.end, clause, self.actors),
            discretion=discretion,
            later=later[0],
        )

    def _later(
        self, passage: Passage, action_start: int, roles: dict[str, list[Passage]]
    ) -> tuple[tuple[Passage, ...], list[str]]:
        """What is left to a later agreement; where that is the content, it softens the clause as well."""
        text = self.instrument.text
        left = [self.instrument.passage(*span) for span in self.later.left(text, passage.start, passage.end)]
        talks = self.later.negotiated(text, action_start, passage.end) if action_start < passage.end else []
        roles["softener"].extend(one for one in left if one not in roles["softener"])
        notes = (["later"] if left else []) + (["negotiation"] if talks else [])
        return (*left, *(self.instrument.passage(*span) for span in talks)), notes

    def _force(
        self,
        sentence: Sentence,
        clause: Clause,
        modality: Modality,
        roles: dict[str, list[Passage]],
        action_start: int,
    ) -> Force:
        if _is_recital(sentence):
            return Force.RECITAL
        marker = clause.marker.marker
        plain = marker.force == "firm" and self._word(clause) == "will"
        force = self.reading.will if plain or marker.force == "will" else Force(marker.force)
        if self._is_lowered(sentence):
            return Force.ASPIRATIONAL
        if force is Force.FIRM and (
            roles["softener"]
            or (
                modality in (Modality.OBLIGATION, Modality.DECLARATION)
                and (roles["condition"] or is_soft(self.instrument.text, action_start))
            )
        ):
            return Force.QUALIFIED
        return force

    def _word(self, clause: Clause) -> str:
        """The first word of the marker: "will not" is as firm as "will"."""
        words = self.instrument.text[clause.marker.start : clause.marker.start + 8].lower().split()
        return words[0] if words else ""

    def _is_lowered(self, sentence: Sentence) -> bool:
        path = sentence.provision.path
        return any(low == "*" or path == low or path.startswith(low + "/") for low in self.reading.lowered)


def _stated_modality(found: Stated) -> Modality:
    if not found.duty:
        return Modality.DECLARATION
    return Modality.PROHIBITION if found.negative else Modality.OBLIGATION


def _shortened(action: str) -> str:
    action = " ".join(action.split())
    if len(action) <= _ACTION_LENGTH:
        return action
    return action[:_ACTION_LENGTH].rsplit(" ", 1)[0] + " ..."
