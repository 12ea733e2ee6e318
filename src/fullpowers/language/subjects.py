"""Who bears a clause, and who is meant to have the good of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .actors import EACH_PARTY, Actors, actor_words, is_actor_noun, is_instrument_noun
from .clauses import Clause


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a clause speaks of; ``name`` is empty when it does not say."""

    name: str
    party: bool = False
    thing: bool = False
    """The subject is a thing or the instrument, which can owe nothing."""
    negative: bool = False
    """``No Party``, ``neither Participant``."""
    inherited: bool = False
    """A pronoun or an empty subject: taken from before."""
    agent: bool = False
    """Found behind "by"."""
    receives: bool = False
    """The subject of a passive that gives it something: "the Lender shall be paid"."""
    instrument: bool = False
    """The subject is the instrument, another one, or a part of one."""
    agentless: bool = False
    """A passive that names nobody: "payment shall be made"."""


_OF_NAME = re.compile(r"(?: of (?:the )?[A-Z][\w’'-]*(?: (?:and )?[A-Z][\w’'-]*){0,4}){1,2}(?![’'])")
_PRONOUN = re.compile(r"(?:it|they|he|she|the same|the latter|the former|such party|the said party)\b", re.I)
_NEGATIVE = re.compile(r"(?:no(?: one)?|neither|none|nobody|nor)\b(?! later| less| more)", re.I)
_DETERMINER = re.compile(
    r"(?:(?:each|any|either|neither|none|one|all|both|every|some|no) (?:one )?of (?:the|its|their|"
    r"such|these)|"
    r"the|a|an|each|any|either|neither|no|none|one|all|both|every|such|said|its|their|his|her|this|"
    r"these|that|"
    r"those|other|another|any other|the other|all other)\s+",
    re.I,
)
_HEAD_END = re.compile(
    r"[,;:(“”\"]|\s(?:of|in|for|to|under|with|from|by|on|at|that|which|who|whose|whom|as|between|or|and|"
    r"upon|against|within|into|over|during|after|before|pursuant|having|being|acting|referred|including|"
    r"other|designated|appointed|established|set|specified|concerned|shall|will|may)\b"
)
_JOINED_NAME = re.compile(r"(?:[A-Z][\w’-]* ){1,3}and(?: [A-Z][\w’-]*){1,3}(?![\w’'])")
"""A body whose name holds "and": "Stabilisation and Association Council"."""
_WORD = re.compile(r"[^\W\d_][\w’'&.-]*")


def bearer(text: str, start: int, end: int, actors: Actors, before: Bearer) -> Bearer:
    """The bearer named by the subject between two offsets; ``before`` is who was spoken of last."""
    start, end = _trimmed(text, start, end)
    if start >= end:
        return replace(before, inherited=True) if before.name else Bearer("")
    negative = _NEGATIVE.match(text, start, end) is not None
    if _PRONOUN.match(text, start, end):
        return replace(before, inherited=True, negative=False) if before.name else Bearer("")
    named = _parties(text, start, end, actors)
    if named:
        return Bearer(_joined(named, actors), party=True, negative=negative)
    return replace(_noun(text, start, end, actors), negative=negative)


def is_pronoun(text: str, at: int) -> bool:
    """Whether the subject that begins at ``at`` only points back: it, they, the latter."""
    return _PRONOUN.match(text, _trimmed(text, at, len(text))[0]) is not None


def _parties(text: str, start: int, end: int, actors: Actors) -> list[str]:
    """Parties at the head of the subject, joined by "and", "or" or commas."""
    names: list[str] = []
    at = start
    quantifier = re.compile(r"(?:(?:each|all|any|both|either|neither|none|one) of |as between |both )", re.I)
    skipped = quantifier.match(text, at, end)
    at = skipped.end() if skipped else at
    while True:
        actor = actors.at(text, at, end)
        if actor is None or text[actor.end : actor.end + 2] in ("’s", "'s"):
            break
        names.append(actor.name)
        joint = re.compile(
            r"(?:,? and/or |,? and |,? or |,? nor |, (?!its|in\b|to\b|at\b|as\b|on\b|by\b))"
        ).match(text, actor.end, end)
        if joint is None:
            break
        at = joint.end()
    return names


def _joined(names: list[str], actors: Actors) -> str:
    unique = list(dict.fromkeys(names))
    if EACH_PARTY in unique or (len(unique) > 1 and set(unique) >= set(actors.parties)):
        return EACH_PARTY
    return " and ".join(unique)


def _noun(text: str, start: int, end: int, actors: Actors) -> Bearer:
    """A body or person by its head noun; anything else is a thing."""
    determiner = _DETERMINER.match(text, start, end)
    left = determiner.end() if determiner else start
    stop = _HEAD_END.search(text, left, end)
    right = stop.start() if stop else end
    joined = _JOINED_NAME.match(text, left, end)
    if joined and is_actor_noun(joined[0].split()[-1], capital=True):
        right = joined.end()
    words = _WORD.findall(text[left:right])
    if not words:
        return Bearer("", thing=True)
    owner = actors.at(text, start, end)
    if owner is not None and words[-1].lower() in actor_words().organs:
        return Bearer(owner.name, party=True)  # "Landlord's representatives"
    if any(word.endswith(("’s", "'s", "s’", "s'")) for word in words[:-1]):
        left = max(text.rfind(mark, left, right) for mark in ("’", "'")) + 1
    head = words[-1]
    capital = head[0].isupper()
    if is_instrument_noun(head):
        return Bearer("", thing=True, instrument=True)
    if head.lower() in actor_words().organs:
        held = actors.find(text, right, min(end, right + 90))
        if held and text[right : held[0].start].strip() in (
            "of",
            "of the",
            "of each",
            "of each of",
            "of both",
        ):
            return Bearer(held[0].name, party=True)
    if is_actor_noun(head, capital=capital) or _is_name(words, determined=bool(determiner)):
        whole = _OF_NAME.match(text, right, end)
        return Bearer(_article_low(text[start : whole.end() if whole else right].strip()))
    return Bearer("", thing=True)


def _is_name(words: list[str], *, determined: bool) -> bool:
    """A proper name: at least two capitalised words without an article, such as Acme Mining."""
    if determined or len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    return not (is_instrument_noun(words[-1]) or is_instrument_noun(words[0])) and not words[-1].endswith(
        ("tion", "ment", "ments", "ions", "ings", "ance")
    )


def _article_low(name: str) -> str:
    for article in (
        "The ",
        "A ",
        "An ",
        "Each ",
        "Any ",
        "Either ",
        "Neither ",
        "No ",
        "All ",
        "Both ",
        "Such ",
    ):
        if name.startswith(article):
            return article.lower() + name[len(article) :]
    first = name.split(" ", 1)[0]
    common = first.islower() or is_actor_noun(first.lower(), capital=False)
    return name[:1].lower() + name[1:] if common and first.endswith("s") else name


_PARTICIPLE = re.compile(
    r"[ ,]*(?:(?:[a-z]{2,20}ly|also|further|both|all|only|first|not|at least|at all times|"
    r"thereafter)[ ,]+){0,3}"
    r"be(?: [a-z]{2,20}ly)?(?: so)? (?P<verb>[a-z-]{2,20}(?:ed|en|id|ld|nt|lt|de|ne|wn|rn|pt|un|ut|et|"
    r"ade|ght|ood|orne))\b",
    re.I,
)
_AGENT = re.compile(r"\bby (?:(?:either|each|both|all|any|one|the|an?|its) )?")


def passive(text: str, clause: Clause, who: Bearer, actors: Actors) -> Bearer:
    """A passive's bearer is behind "by"; its subject may be the one that receives."""
    match = _PARTICIPLE.match(text, clause.marker.end, clause.end)
    if match is None:
        return who
    verb = match["verb"].lower()
    if verb in ("entitled", "obliged", "required", "obligated", "bound", "deemed", "permitted", "allowed"):
        return who
    for by in re.compile(r"\bby\s").finditer(text, match.end(), min(clause.end, match.end() + 240)):
        actor = actors.at(text, by.end(), clause.end)
        if actor is not None:
            return Bearer(actor.name, party=True, agent=True, negative=who.negative)
        noun = _noun(text, by.end(), clause.end, actors)
        if noun.name:
            return replace(noun, agent=True, negative=who.negative)
    if who.name and verb in actor_words().receiving:
        return replace(who, receives=True)
    if who.name and not who.party and not who.inherited:
        return Bearer("", thing=True, negative=who.negative, agentless=True)  # "a tribunal shall be set up"
    return replace(who, agentless=not who.name)


_OBJECT = re.compile(
    r"(?:the|an?|each|any|its|their) "
    r"(?P<words>[A-ZА-ЯІЇЄҐ][\w’-]*(?: [A-Z][\w’-]*){0,3}|[a-z]{3,20})(?![’'\w])"
)
_TOWARDS = re.compile(
    r"\b(?:to|for|in favou?r of|towards?|on behalf of|with|against|upon|"
    r"(?:inform|notif(?:y)|provide|give|pay|grant|allow|send|indemnify|reimburse|compensate|permit|"
    r"offer|assist|"
    r"supply|furnish|consult|advise|accord|afford|help|enable|defend|protect|repay|supports?)(?: and "
    r"[a-z]+)?) "
    r"(?:(?:both|all|each of) )?",
    re.I,
)


def beneficiary(text: str, clause: Clause, end: int, who: Bearer, actors: Actors) -> str:
    """Who has the good of it, as the words behind the marker say; empty when they do not."""
    for match in _TOWARDS.finditer(text, clause.marker.end, min(end, clause.marker.end + 400)):
        actor = actors.at(text, match.end(), end)
        if actor is not None:
            if text[actor.end : actor.end + 2] in ("’s", "'s"):
                continue
            if actor.other:
                return actors.other(who.name) or EACH_PARTY
            if actor.name != who.name:
                return actor.name
            continue
        object_ = _OBJECT.match(text, match.end(), end)
        if object_ is not None:
            head = object_["words"].split()[-1]
            name = _article_low(object_[0])
            if is_actor_noun(head, capital=head[0].isupper()) and name != who.name:
                return name
    if who.receives:
        return who.name
    return ""


_PRINTED_NUMBER = re.compile(r"\d{1,3}[.)] ")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    number = _PRINTED_NUMBER.match(text, start, end)
    start = number.end() if number else start
    while start < end and text[start] in ' ,;:.()[]\n\t“"':
        start += 1
    while end > start and text[end - 1] in " ,;:\n\t":
        end -= 1
    return start, end
