"""Who owes a quantity and who is to have it, by the grammar of its sentence (``data/owing.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Modality, Term, TermKind, Undertaking, from_yaml

from ..actors import Actor, Actors, is_actor_noun
from ..sentences import Sentence

_SOON = 120
"""Code points behind a quantity in which "to" still belongs to it."""
_BARE = re.compile(
    r"[\w.,'’]{1,12}(?: \([^)]{1,12}\))?[ \u00a0]?(?:%|per ?cent|percent)?[ \u00a0]?(?:\([^)]{1,12}\) )?",
    re.I,
)
"""A share alone, without what it is a share of."""
_BODY = r"(?:the |each |such )?[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+){0,4}"
_NAME = r"the [A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){0,3}|[A-Z][\w-]+"
_SUBJECT = re.compile(rf"(?P<who>{_BODY})\s*(?:,[^,]{{1,80}},)?\s*$")


def bearer_of(instrument: Instrument, sentence: Sentence, at: int, actors: Actors) -> str:
    """The party or body that is the subject of the verb before ``at``, or that "by" names in a passive."""
    text, words = instrument.text, _words()
    for start, end in ((sentence.start, sentence.end), *reversed(sentence.chapeau)):
        before = min(at, end) if start == sentence.start else end
        verb = words.verb.search(text, start, before)
        if verb is None or words.owed.match(text, verb.end(), before):
            continue
        passive = words.passive.search(text, verb.start(), end)
        if passive is None:
            return _subject(text, start, verb.start(), actors)
        agent = words.agent.search(text, passive.end(), end)
        if agent:
            known = actors.at(text, agent.start("who"), end)
            return known.name if known else agent["who"]
    return ""


def beneficiary_of(instrument: Instrument, sentence: Sentence, at: int, actors: Actors) -> str:
    """Who stands behind "to" between the verb and the quantity, or soon behind it; "30 % to X" is X's."""
    text, words = instrument.text, _words()
    verb = words.verb.search(text, sentence.start, at)
    begin = verb.end() if verb else sentence.start
    soon = words.receiver.search(text, at, min(sentence.end, at + _SOON))
    if soon and _BARE.fullmatch(text, at, soon.start()):
        begin = soon.start()
    for found in words.receiver.finditer(text, begin, sentence.end):
        if found.start() > at + _SOON:
            break
        known = actors.at(text, found.start("who"), sentence.end)
        if known:
            return known.name
        if found["who"].startswith("the "):
            return found["who"]
    return ""


def borne(terms: Iterable[Term], undertakings: Sequence[Undertaking]) -> Iterator[Term]:
    """The terms; a minimum commitment of which its own words name no bearer takes the one whose duty it is.

    It is known when exactly one party or body has a duty in the sentence that states it.
    """
    duties = [one for one in undertakings if one.bearer and one.modality in _DUTIES]
    for term in terms:
        if term.kind is TermKind.MINIMUM_COMMITMENT and not term.bearer:
            place = term.passage
            inside = {
                one.bearer
                for one in duties
                if one.passage.start < place.end and place.start < one.passage.end
            }
            term = replace(term, bearer=inside.pop()) if len(inside) == 1 else term
        yield term


_DUTIES = (Modality.OBLIGATION, Modality.PROHIBITION, Modality.INTENTION)


def lays_down(words: str) -> bool:
    """Whether a sentence lays down a duty, and does not begin as a recital does."""
    return _words().duty.search(words) is not None and _words().recital.match(words) is None


def _subject(text: str, start: int, end: int, actors: Actors) -> str:
    found: list[Actor] = actors.find(text, start, end)
    subject = _SUBJECT.search(text, max(start, end - 160), end)
    if found and (subject is None or found[-1].end >= subject.start("who")):
        return found[-1].name
    if subject and is_actor_noun(subject["who"].split()[-1], capital=True):
        who = subject["who"]
        return who[0].lower() + who[1:] if who.startswith(("The ", "Each ", "Such ")) else who
    return found[-1].name if found else ""


@dataclass(frozen=True, slots=True)
class _File:
    verbs: tuple[str, ...]
    owed: tuple[str, ...]
    passives: tuple[str, ...]
    agents: tuple[str, ...]
    receivers: tuple[str, ...]
    duties: tuple[str, ...]
    recitals: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Words:
    verb: re.Pattern[str]
    owed: re.Pattern[str]
    passive: re.Pattern[str]
    agent: re.Pattern[str]
    receiver: re.Pattern[str]
    duty: re.Pattern[str]
    recital: re.Pattern[str]


@cache
def _words() -> _Words:
    text = files("fullpowers.language").joinpath("data/owing.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/owing.yaml")

    def any_of(words: tuple[str, ...]) -> str:
        return rf"\b(?i:{'|'.join(words)})\b"

    return _Words(
        verb=re.compile(any_of(data.verbs)),
        owed=re.compile(rf"\s{{1,3}}(?:{'|'.join(data.owed)})\b", re.I),
        passive=re.compile(any_of(data.passives)),
        agent=re.compile(rf"{any_of(data.agents)} (?P<who>{_BODY})"),
        receiver=re.compile(rf"{any_of(data.receivers)} (?P<who>{_NAME})"),
        duty=re.compile(any_of(data.duties)),
        recital=re.compile(rf"\W{{0,3}}(?:\(?\w{{1,4}}[.)] )?{any_of(data.recitals)}"),
    )
