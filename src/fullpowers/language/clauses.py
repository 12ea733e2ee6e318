"""The clauses of a sentence: each main modal or undertaking verb with its subject and its end.

Method: the markers of a sentence are taken in turn. A marker inside a relative or conditional clause
carries no undertaking of the sentence. A second marker starts a clause of its own only behind a
coordinating word or a semicolon; without a subject of its own it keeps the one before
("is binding and will be implemented").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullpowers.model import Modality

from .modality import Found, markers


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause: ``start`` to ``end`` are its words, the subject stands before the marker."""

    start: int
    end: int
    marker: Found
    subject_start: int
    subject_end: int
    shared: bool = False
    """Its subject is that of the clause before."""
    content: bool = False
    """What somebody agrees, acknowledges or represents: the clause before is only its frame."""


_INTRODUCTION = re.compile(
    r"(?:subject to|in|for|if|when|where|upon|without|notwithstanding|except|during|within|after|before|at|on|"
    r"with|unless|should|pursuant to|by|as|under|to|from|until|while|whenever|once|following|prior to|"
    r"provided|through|among|between|beginning|commencing|throughout|regardless|further|furthermore|moreover|"
    r"accordingly|consequently|nevertheless|however|therefore|thereafter|otherwise|similarly|likewise|"
    r"additionally|promptly|immediately|concurrently|simultaneously|irrespective|insofar|inasmuch|save|"
    r"considering|recognizing|having|taking|acting|failing|because|since|although|despite|so long|unless|"
    r"not later|no later|not less|no less|at least|effective|also|finally|first|second|third|such as|"
    r"whether|given|using|based|over|anything|not more|any time|in addition|only|even|lest)(?= |,)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?<![\w-])(?:if|when|where|unless|until|as|than|because|while|whereas|whose|which|whom|who|that|"
    r"before|after|whenever|wherever|once|since|although|though|whether|how|what|so long as|"
    r"to the extent|in the event|for whom|should)(?![\w-])",
    re.IGNORECASE,
)
_COORDINATOR = re.compile(
    r";(?: and| or| but| provided(?:,? however)?,? that)?|"
    r",? provided(?:,? (?:however|further))?,? that,?|"
    r"(?:,| \([a-z0-9ivx]{1,4}\))? (?:and|but|or|nor|while|whereas)(?: (?:that|also|furthermore|further|therefore))?"
    r"(?= |,)(?:,)?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"[\s,;:.()\[\]“\"'’–—-]*(?:(?:and|but|or|nor|also|that|then|so|provided(?:,? (?:however|further))?,? that|"
    r"provided,? however,?|\([a-z0-9ivx]{1,4}\)|[a-z0-9]{1,3}\)|while|whereas)(?=[\s,])[\s,;:]*)*",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(
    r"(?:the|a|an|each|both|either|neither|any|all|no|none|one|every|such|this|these|those|its|their|his|"
    r"nothing|nobody|it|they|he|she|there|other|another)(?= )|[A-ZА-ЯІЇЄҐ“\"]",
)
_ADVERBS = re.compile(
    r"[\s,]*(?:(?:[a-z]{2,20}ly|also|further|thereafter|hereby|therefore|however|nevertheless|then|each|both|"
    r"all|as the case may be|if any|at all times|in turn|in addition|hereafter|jointly and severally)[\s,]*)*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|been|being|\w{3,18}(?:ed|es|ys|ts|ds|ns|ms|rs|ks|ls|ps))\b"
)


def clauses(text: str, start: int, end: int, language: str = "en") -> list[Clause]:
    """The main clauses between two offsets, in order."""
    made: list[Clause] = []
    for found in markers(text, start, end, language):
        clause = _clause(text, start, end, found, made[-1] if made else None)
        if clause is None:
            continue
        if made:
            made[-1] = _ended(text, made[-1], clause)
        made.append(clause)
    return made


def _ended(text: str, before: Clause, after: Clause) -> Clause:
    end = max(before.marker.end, after.start)
    while end > before.marker.end and text[end - 1] in " ,;":
        end -= 1
    return Clause(
        before.start,
        end,
        before.marker,
        before.subject_start,
        before.subject_end,
        before.shared,
        before.content,
    )


def _clause(text: str, start: int, end: int, found: Found, before: Clause | None) -> Clause | None:
    """The clause of one marker, or None when the marker stands in a subordinate clause."""
    if found.marker.kind == "clause":
        return Clause(found.start, end, found, found.start, found.start)
    if before is None:
        return _first(text, start, end, found)
    framed = _framed(text, before, found)
    if framed is not None:
        return framed
    if (
        before.marker.marker.modality is Modality.INTENTION
        and " that" in text[before.marker.start : before.marker.end + 6]
    ):
        return None  # what is intended is no undertaking by itself
    boundary = None
    for match in _COORDINATOR.finditer(text, before.marker.end, found.start):
        boundary = match
    if boundary is None:
        return _asyndetic(text, before, end, found)
    if boundary[0].lstrip().startswith((";", "provided", ", provided")) or "provided" in boundary[0]:
        first = _first(text, boundary.end(), end, found)
        if first is not None and first.subject_start == first.subject_end:
            return Clause(boundary.start(), end, found, before.subject_start, before.subject_end, shared=True)
        return first
    tail_start = boundary.end()
    bare = _ADVERBS.match(text, tail_start, found.start)
    if bare is not None and bare.end() == found.start:
        return Clause(boundary.start(), end, found, before.subject_start, before.subject_end, shared=True)
    return _first(text, tail_start, end, found, short=True)


def _framed(text: str, before: Clause, found: Found) -> Clause | None:
    """The content of "the Parties agree that ...": an undertaking in its own right."""
    if before.marker.marker.kind != "verb" or found.start - before.marker.end > 600:
        return None
    if before.marker.marker.modality is Modality.INTENTION:
        return None
    behind = text[before.marker.end - 5 : before.marker.end].lower().endswith("that")
    match = re.match(
        r"(?:[ ,]+[a-z]{2,20}){0,3}[ ,]+that(?= )|[ ,]*that(?= )", text[before.marker.end : found.start]
    )
    if not behind and match is None:
        return None
    at = before.marker.end + (match.end() if match else 0)
    first = _first(text, at, found.end, found)
    if first is None:
        return None
    return Clause(at, max(found.end, before.end), found, first.subject_start, first.subject_end, content=True)


def _asyndetic(text: str, before: Clause, end: int, found: Found) -> Clause | None:
    """A clause behind a mere comma counts when its subject follows at once."""
    comma = text.rfind(",", before.marker.end, found.start)
    if comma < 0 or found.start - comma > 90:
        return None
    subject = text[comma + 1 : found.start]
    if not _NOUN_PHRASE.match(subject.lstrip()) or _SUBORDINATE.search(subject):
        return None
    # "..., the Tenant shall": only behind an introduction that began a clause
    return _first(text, comma + 1, end, found, short=True)


def _first(text: str, start: int, end: int, found: Found, *, short: bool = False) -> Clause | None:
    """A clause that begins at ``start``, when the marker is its own verb."""
    leading = _LEADING.match(text, start, found.start)
    begin = leading.end() if leading else start
    left = begin
    if _INTRODUCTION.match(text, begin, found.start):
        comma = _subject_comma(text, begin, found.start)
        if comma < 0:
            inverted = _adjacent_subject(text, begin, found.start)
            if inverted < 0:
                return None
            left = inverted
        else:
            left = comma
    elif short and found.start - begin > 160:
        return None
    right = _own_verb(text, left, found.start, short=short)
    if right is None:
        return None
    return Clause(begin, end, found, left, right)


def _subject_comma(text: str, start: int, end: int) -> int:
    """Where the subject begins behind an introduction: after the last comma that a noun phrase follows.

    A parenthesis between subject and verb ("the Fund, in its sole discretion, may") is stepped over.
    """
    at = end
    while True:
        comma = text.rfind(",", start, at)
        if comma < 0:
            return -1
        left = comma + 1
        while left < end and text[left] in " \u00a0\n\t":
            left += 1
        segment = text[left:end]
        if _NOUN_PHRASE.match(segment) and not _INTRODUCTION.match(segment):
            return left
        at = comma


def _adjacent_subject(text: str, start: int, end: int) -> int:
    """ "In such case the Tenant shall": a determiner right before the marker's own noun."""
    segment = text[start:end]
    match = None
    for match in re.finditer(r"(?<= )(?:the|each|neither|either|no|both|it|they)(?= )", segment):
        pass
    if match is None or len(segment) - match.start() > 60 or _SUBORDINATE.match(segment):
        return -1
    before = segment[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    return -1 if before in _PREPOSITIONS else start + match.start()


_PREPOSITIONS = frozenset(
    "of by to with for from in on at under between among upon within against into than and or if when where as".split()
)


def _own_verb(text: str, start: int, end: int, *, short: bool = False) -> int | None:
    """End of the subject when the marker at ``end`` is its verb; None when a subordinate clause takes it."""
    segment = text[start:end]
    opener = _SUBORDINATE.search(segment)
    if opener is None:
        comma = segment.find(",")
        return start + (comma if 0 < comma else len(segment.rstrip()))
    inside = segment[opener.end() :]
    word = opener[0].lower()
    if not _ADVERBS.sub("", inside, count=1).strip():
        return None
    if short and (word not in ("that", "which", "who") or _NOUN_PHRASE.match(inside.lstrip())):
        return None
    if "," in inside and opener.start() > 0:
        return start + opener.start()
    if word in ("that", "which", "who") and opener.start() > 0:
        after = _ADVERBS.sub("", inside, count=1)
        if not _NOUN_PHRASE.match(after.lstrip()) or _VERB.search(after):
            return start + opener.start()
        return None
    if word in ("as", "whose", "whom", "than", "after", "before", "when") and opener.start() > 0:
        return start + opener.start() if _VERB.search(inside) or word in ("as", "than") else None
    return None
