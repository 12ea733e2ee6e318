"""Who owes a quantity and who is to have it, by the grammar of its sentence."""

from __future__ import annotations

import re

from fullpowers.model import Instrument

from ..actors import Actor, Actors, is_actor_noun
from ..sentences import Sentence

_SOON = 120
"""Code points behind a quantity in which "to" still belongs to it."""
_VERB = re.compile(
    r"\b(?:shall|will|must|may|should|agrees? to|undertakes? to|commits? to|intends? to|is to|are to|"
    r"contributes?|pays?|holds?|owns?|receives?|retains?|зобов['’ʼ]язу\w+|сплачу\w+|внос\w+|внесе|має|мають|"
    r"повин\w+|буде|будуть|передає|перераховує)\b",
    re.I,
)
_BODY = r"(?:the |each |such )?[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+){0,4}"
_BY = re.compile(rf"\bby (?P<who>{_BODY})")
_TO = re.compile(
    r"\b(?i:to|into|for the benefit of) "
    r"(?P<who>the [A-Z][\w’'-]*[a-z](?: [A-Z][\w’'-]*[a-z]){0,3}|[A-Z][\w-]+)"
)
_SUBJECT = re.compile(rf"(?P<who>{_BODY})\s*(?:,[^,]{{1,80}},)?\s*$")
_PASSIVE = re.compile(
    r"\b(?:be|is|are|been|being) (?:\w+ly )?(?:paid|contributed|owed|held|owned|transferred|due)\b", re.I
)


def bearer_of(instrument: Instrument, sentence: Sentence, at: int, actors: Actors) -> str:
    """The party or body that is the subject of the verb before ``at``, or that "by" names in a passive."""
    text = instrument.text
    for start, end in ((sentence.start, sentence.end), *reversed(sentence.chapeau)):
        before = min(at, end) if start == sentence.start else end
        verb = _VERB.search(text, start, before)
        if verb is None:
            continue
        passive = _PASSIVE.search(text, verb.start(), end)
        if passive:
            by = _BY.search(text, passive.end(), end)
            if by:
                known = actors.at(text, by.start("who"), end)
                return known.name if known else by["who"]
            continue
        return _last(text, start, verb.start(), actors)
    return ""


def beneficiary_of(instrument: Instrument, sentence: Sentence, at: int, actors: Actors) -> str:
    """Who stands behind "to" between the verb and the quantity, or soon behind it."""
    text = instrument.text
    verb = _VERB.search(text, sentence.start, at)
    for found in _TO.finditer(text, verb.end() if verb else sentence.start, sentence.end):
        if found.start() > at + _SOON:
            break
        known = actors.at(text, found.start("who"), sentence.end)
        if known:
            return known.name
        if found["who"].startswith("the "):
            return found["who"]
    return ""


def _last(text: str, start: int, end: int, actors: Actors) -> str:
    found: list[Actor] = actors.find(text, start, end)
    subject = _SUBJECT.search(text, max(start, end - 160), end)
    if found and (subject is None or found[-1].end >= subject.start("who")):
        return found[-1].name
    if subject and is_actor_noun(subject["who"].split()[-1], capital=True):
        who = subject["who"]
        return who[0].lower() + who[1:] if who.startswith(("The ", "Each ", "Such ")) else who
    return found[-1].name if found else ""
