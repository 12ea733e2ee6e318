"""Who bears a clause, and who is meant to have the good of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .actors import EACH_PARTY, Actor, Actors, actor_words, is_actor_noun, is_instrument_noun
from .clauses import Clause
from .grammar import grammar


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
_JOINED_NAME = re.compile(r"(?:[A-Z][\w’-]* ){1,3}and(?: [A-Z][\w’-]*){1,3}(?![\w’'])")
"""A body whose name holds "and": "Stabilisation and Association Council"."""
_WORD = re.compile(r"[^\W\d_][\w’'&.-]*")
_BEFORE_NAME = re.compile(r"\b(?:of|in|into|between) $")


def bearer(text: str, start: int, end: int, actors: Actors, before: Bearer) -> Bearer:
    """The bearer named by the subject between two offsets; ``before`` is who was spoken of last."""
    start, end = _trimmed(text, start, end)
    if start >= end:
        return replace(before, inherited=True) if before.name else Bearer("")
    negative = actors.shapes["negative"].match(text, start, end) is not None
    if actors.shapes["pronoun"].match(text, start, end):
        return replace(before, inherited=True, negative=False) if before.name else Bearer("")
    named = _parties(text, start, end, actors)
    listed = None if EACH_PARTY in named or len(named) > 1 else _listed(text, start, end, actors)
    if listed is not None:
        return replace(listed, negative=negative)
    if named:
        return Bearer(_joined(named, actors), party=True, negative=negative)
    who = replace(_noun(text, start, end, actors), negative=negative)
    deed = actors.shapes["deed_by"].search(text, start, end) if negative and who.thing else None
    author = actors.at(text, deed.end(), end) if deed else None
    return replace(who, name=author.name, party=True, thing=False, agent=True) if author else who


def is_pronoun(text: str, at: int, actors: Actors) -> bool:
    """Whether the subject that begins at ``at`` only points back: it, they, the latter."""
    return actors.shapes["pronoun"].match(text, _trimmed(text, at, len(text))[0]) is not None


def body_at(text: str, start: int, end: int, actors: Actors) -> Actor | None:
    """The body that a sentence begins with, by its name in capitals: "The Operator pays"."""
    match = actors.shapes["body"].match(text, start, end)
    if match is None or not is_actor_noun(match["words"].split()[-1], capital=True):
        return None
    return Actor(_article_low(match[0], actors), match.start(), match.end(), party=False)


def first_body(text: str, start: int, end: int, actors: Actors) -> str:
    """The first body between two offsets that no preposition governs; empty when there is none."""
    for match in actors.shapes["receiver"].finditer(text, start, end):
        before = text[max(start, match.start() - 12) : match.start()].split()
        governed = bool(before) and before[-1].lower() in grammar(actors.language).determiners
        head = match["words"].split()[-1]
        if not governed and is_actor_noun(head, capital=head[0].isupper()):
            return _article_low(match[0], actors)
    return ""


def is_empty_subject(text: str, start: int, end: int, actors: Actors) -> bool:
    """Whether the whole subject is the pronoun of things, which may also point to nobody: "it"."""
    start, end = _trimmed(text, start, end)
    return actors.shapes["empty_subject"].fullmatch(text, start, end) is not None


def _parties(text: str, start: int, end: int, actors: Actors) -> list[str]:
    """Parties at the head of the subject, joined by "and", "or" or commas."""
    names: list[str] = []
    at = start
    skipped = actors.shapes["quantifier"].match(text, at, end)
    at = skipped.end() if skipped else at
    while True:
        actor = actors.at(text, at, end)
        if actor is None or text[actor.end : actor.end + 2] in ("’s", "'s"):
            break
        names.append(actor.name)
        joint = actors.shapes["joint"].match(text, actor.end, end)
        if joint is None:
            break
        at = joint.end()
    return names


def _listed(text: str, start: int, end: int, actors: Actors) -> Bearer | None:
    """All of several proper names, also of states that the reading does not know as parties."""
    if not actors.shapes["listed"].fullmatch(text, start, end):
        return None
    names: list[str] = []
    party = True
    at = start
    while at < end:
        actor = actors.at(text, at, end)
        joint = actors.shapes["joint"].search(text, actor.end if actor else at, end)
        until = joint.start() if joint else end
        who = Bearer(actor.name, party=True) if actor else _noun(text, at, until, actors)
        if not who.name:
            return None
        names.append(who.name)
        party = party and who.party
        at = joint.end() if joint else end
    return Bearer(_joined(names, actors), party=party)


def _joined(names: list[str], actors: Actors) -> str:
    unique = list(dict.fromkeys(names))
    if EACH_PARTY in unique or (len(unique) > 1 and set(unique) >= set(actors.parties)):
        return EACH_PARTY
    return " and ".join((", ".join(unique[:-1]), unique[-1]) if len(unique) > 2 else unique)


def _noun(text: str, start: int, end: int, actors: Actors) -> Bearer:
    """A body or person by its head noun; anything else is a thing."""
    determiner = actors.shapes["determiner"].match(text, start, end)
    left = determiner.end() if determiner else start
    stop = actors.shapes["head_end"].search(text, left, end)
    right = stop.start() if stop else left + len(text[left:end].rstrip(" .\n"))
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
        if held and actors.shapes["owned"].fullmatch(text[right : held[0].start].strip()):
            return Bearer(held[0].name, party=True)
    named = _is_name(words, determined=bool(determiner)) or (
        not determiner and len(words) == 1 and _is_proper(text, head)
    )
    if named or is_actor_noun(head, capital=capital):
        whole = _OF_NAME.match(text, right, end)
        return Bearer(_article_low(text[start : whole.end() if whole else right].strip(), actors))
    return Bearer("", thing=True)


@lru_cache(maxsize=512)
def _is_proper(text: str, word: str) -> bool:
    """A single word that is a proper name: in capitals behind "of" or "in", and nowhere in small letters."""
    if not word[0].isupper() or word.endswith(("s", *actor_words().deeds)) or is_instrument_noun(word):
        return False
    behind = any(_BEFORE_NAME.search(text, max(0, at - 9), at) for at in _places(text, word))
    return behind and next(_places(text, word.lower()), None) is None


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands whole; by ``str.find``, a pattern takes many times as long on a long text."""
    at = text.find(word)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            yield at
        at = text.find(word, at + 1)


def _is_name(words: list[str], *, determined: bool) -> bool:
    """A proper name: at least two capitalised words without an article, such as Acme Mining."""
    if determined or len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    if is_instrument_noun(words[-1]) or is_instrument_noun(words[0]):
        return False
    return not words[-1].endswith(actor_words().deeds)


def _article_low(name: str, actors: Actors) -> str:
    """``The Fund`` as ``the Fund``; a common noun in the plural loses its capital too."""
    first = name.split(" ", 1)[0]
    common = first.islower() or is_actor_noun(first.lower(), capital=False)
    article = actors.shapes["determiner"].match(name)
    return name[:1].lower() + name[1:] if article or (common and first.endswith("s")) else name


def passive(text: str, clause: Clause, who: Bearer, actors: Actors) -> Bearer:
    """A passive's bearer is behind "by"; its subject may be the one that receives."""
    if actors.shapes["reflexive"].fullmatch(text, clause.marker.start, clause.marker.end) and not who.party:
        acting = agent(text, clause.marker.end, clause.end, actors)
        return replace(acting, negative=who.negative) if acting else who
    inserted = actors.shapes["insertion"].match(text, clause.marker.end, clause.end)
    at = inserted.end() if inserted else clause.marker.end
    match = actors.shapes["participle"].match(text, at, clause.end)
    if match is None:
        return who
    verb = match["verb"].lower()
    if actors.shapes["no_passive"].fullmatch(verb):
        return who
    if actors.shapes["state"].fullmatch(verb):
        return Bearer("", thing=True, negative=who.negative, agentless=True)
    acting = agent(text, match.end(), clause.end, actors)
    if acting is not None:
        return replace(acting, negative=who.negative)
    if who.name and verb in actor_words().receiving:
        return replace(who, receives=True)
    if who.name and not who.party and not who.inherited:
        return Bearer("", thing=True, negative=who.negative, agentless=True)  # "a tribunal shall be set up"
    return replace(who, agentless=not who.name)


def agent(text: str, start: int, end: int, actors: Actors) -> Bearer | None:
    """Who stands behind "by" in the words of a passive that go on at ``start``."""
    for by in actors.shapes["by"].finditer(text, start, min(end, start + 240)):
        actor = actors.at(text, by.end(), end)
        if actor is not None:
            return Bearer(actor.name, party=True, agent=True)
        noun = _noun(text, by.end(), end, actors)
        if noun.name:
            return replace(noun, agent=True)
    return None


def beneficiary(text: str, clause: Clause, end: int, who: Bearer, actors: Actors) -> str:
    """Who has the good of it, as the words behind the marker say; empty when they do not."""
    for match in actors.shapes["towards"].finditer(
        text, clause.marker.end, min(end, clause.marker.end + 400)
    ):
        actor = actors.at(text, match.end(), end)
        if actor is not None:
            if text[actor.end : actor.end + 2] in ("’s", "'s"):
                continue
            if actor.other:
                return actors.other(who.name) or EACH_PARTY
            if actor.name != who.name:
                return actor.name
            continue
        object_ = actors.shapes["receiver"].match(text, match.end(), end)
        if object_ is not None:
            head = object_["words"].split()[-1]
            name = _article_low(object_[0], actors)
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
