"""The clauses of a sentence: each main modal or undertaking verb with its subject and its end.

Method: the markers of a sentence are taken in turn. A marker inside a relative or conditional clause
carries no undertaking of the sentence. A second marker starts a clause of its own only behind a
coordinating word or a semicolon; without a subject of its own it keeps the one before
("is binding and will be implemented").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from fullpowers.model import Modality

from .grammar import Grammar, grammar
from .modality import Found, markers

_MOST = 64
"""Markers looked at in one sentence: no drafter writes more, and hostile texts must not cost more."""


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
    inverted: bool = False
    """"In no event shall the Tenant": the subject stands behind the marker and is denied."""
    content: bool = False
    """What somebody agrees, acknowledges or represents: the clause before is only its frame."""


def clauses(text: str, start: int, end: int, language: str = "en") -> list[Clause]:
    """The main clauses between two offsets, in order."""
    words = grammar(language)
    made: list[Clause] = []
    for found in markers(text, start, end, language)[:_MOST]:
        if found.marker.kind == "verb" and _is_noun(text, start, found.start, words):
            continue
        clause = _clause(text, start, end, found, made[-1] if made else None, words)
        if clause is None:
            continue
        if made:
            made[-1] = _ended(text, made[-1], clause)
        made.append(clause)
    return made


def _is_noun(text: str, start: int, at: int, words: Grammar) -> bool:
    """Whether what looks like a verb at ``at`` stands behind an article or preposition: "the share"."""
    before = text[max(start, at - 12) : at].split()
    return bool(before) and before[-1].lower() in words.determiners


def _ended(text: str, before: Clause, after: Clause) -> Clause:
    end = max(before.marker.end, after.start)
    while end > before.marker.end and text[end - 1] in " ,;":
        end -= 1
    return replace(before, end=end)


def _clause(
    text: str, start: int, end: int, found: Found, before: Clause | None, words: Grammar
) -> Clause | None:
    """The clause of one marker, or None when the marker stands in a subordinate clause."""
    if found.marker.kind == "clause":
        return Clause(found.start, end, found, found.start, found.start)
    if before is None:
        return _first(text, start, end, found, words)
    framed = _framed(text, before, found, words)
    if framed is not None:
        return framed
    if (
        before.marker.marker.modality is Modality.INTENTION
        and " that" in text[before.marker.start : before.marker.end + 6]
    ):
        return None  # what is intended is no undertaking by itself
    boundary = None
    for match in words.coordinator.finditer(text, before.marker.end, found.start):
        boundary = match
    if boundary is None:
        return _asyndetic(text, before, end, found, words)
    if boundary[0].lstrip().startswith(";") or words.shapes["proviso"].search(boundary[0]):
        first = _first(text, boundary.end(), end, found, words)
        if first is not None and first.subject_start == first.subject_end:
            return Clause(boundary.start(), end, found, before.subject_start, before.subject_end, shared=True)
        return first
    tail_start = boundary.end()
    bare = words.adverbs.match(text, tail_start, found.start)
    if bare is not None and bare.end() == found.start:
        return Clause(boundary.start(), end, found, before.subject_start, before.subject_end, shared=True)
    return _first(text, tail_start, end, found, words, short=True)


def _framed(text: str, before: Clause, found: Found, words: Grammar) -> Clause | None:
    """The content of "the Parties agree that ...": an undertaking in its own right."""
    if before.marker.marker.kind != "verb" or found.start - before.marker.end > 600:
        return None
    if before.marker.marker.modality is Modality.INTENTION:
        return None
    behind = text[before.marker.end - 5 : before.marker.end].lower().endswith("that")
    match = words.shapes["that"].match(text, before.marker.end, found.start)
    if not behind and match is None:
        return None
    at = match.end() if match else before.marker.end
    first = _first(text, at, found.end, found, words)
    if first is None:
        return None
    return Clause(at, max(found.end, before.end), found, first.subject_start, first.subject_end, content=True)


def _asyndetic(text: str, before: Clause, end: int, found: Found, words: Grammar) -> Clause | None:
    """A clause behind a mere comma counts when its subject follows at once."""
    comma = text.rfind(",", before.marker.end, found.start)
    if comma < 0 or found.start - comma > 90:
        return None
    subject = text[comma + 1 : found.start]
    if not words.shapes["noun_phrase"].match(subject.lstrip()) or words.subordinate.search(subject):
        return None
    # "..., the Tenant shall": only behind an introduction that began a clause
    return _first(text, comma + 1, end, found, words, short=True)


def _first(
    text: str, start: int, end: int, found: Found, words: Grammar, *, short: bool = False
) -> Clause | None:
    """A clause that begins at ``start``, when the marker is its own verb."""
    leading = words.shapes["leading"].match(text, start, found.start)
    begin = leading.end() if leading else start
    if words.inversion.search(text, max(start, found.start - 40), found.start):
        subject = words.shapes["inverted_subject"].match(text, found.end, end)
        right = subject.end() if subject else found.end
        return Clause(begin, end, found, found.end, right, inverted=True)
    impersonal = words.shapes["impersonal"].match(text, begin, found.start)
    begin = impersonal.end() if impersonal else begin
    colon = max(text.rfind(mark, begin, found.start) for mark in (": ", "; "))
    if colon >= 0:
        begin = words.shapes["label"].match(text, colon + 1, found.start).end()  # type: ignore[union-attr]
    left: int = begin
    if words.introduction.match(text, begin, found.start):
        left = _subject_comma(text, begin, found.start, words)
        if left < 0:
            left = _adjacent_subject(text, begin, found.start, words)
        if left < 0 and words.conjunction.match(text, begin, found.start):
            return None
        left = max(left, begin)
    elif short and found.start - begin > 160:
        return None
    subject_end = _own_verb(text, left, found.start, words, short=short)
    if subject_end is None:
        return None
    return Clause(begin, end, found, left, subject_end)


def _subject_comma(text: str, start: int, end: int, words: Grammar) -> int:
    """Where the subject begins behind an introduction: after the last comma that a noun phrase follows.

    A parenthesis between subject and verb ("the Fund, in its sole discretion, may") is stepped over.
    """
    at = end
    while True:
        comma = text.rfind(",", start, at)
        if comma < 0:
            last = text.rfind(",", start, end)
            bare = last >= 0 and words.shapes["bare_subject"].match(text[last + 1 : end])
            return last + 1 if bare and not words.subordinate.search(text, last, end) else -1
        left = comma + 1
        left = words.shapes["label"].match(text, left, end).end()  # type: ignore[union-attr]
        segment = text[left:end]
        if words.shapes["noun_phrase"].match(segment) and not words.introduction.match(segment):
            return left
        at = comma


def _adjacent_subject(text: str, start: int, end: int, words: Grammar) -> int:
    """ "In such case the Tenant shall": a determiner right before the marker's own noun."""
    segment = text[start:end]
    opener = words.subordinate.match(segment)
    if opener is not None and not words.shapes["participial"].match(segment, opener.end()):
        return -1  # "If the Party pays": the subject would be that of the condition
    for match in reversed(list(words.shapes["adjacent"].finditer(segment))):
        if len(segment) - match.start() > 90:
            break
        before = segment[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        if before not in words.determiners and not before.endswith("ing"):
            return start + match.start()
    return -1


def _own_verb(text: str, start: int, end: int, words: Grammar, *, short: bool = False) -> int | None:
    """End of the subject when the marker at ``end`` is its verb; None when a subordinate clause takes it."""
    segment = text[start:end]
    if words.shapes["listed"].fullmatch(segment.strip()):
        return start + len(segment.rstrip())
    opener = words.subordinate.search(segment)
    if opener is None:
        comma = segment.find(",")
        return start + (comma if comma > 0 else len(segment.rstrip()))
    inside = segment[opener.end() :]
    word = opener[0].lower()
    if not words.adverbs.sub("", inside, count=1).strip():
        return None
    if short and (word not in ("that", "which", "who") or words.shapes["noun_phrase"].match(inside.lstrip())):
        return None
    if "," in inside and opener.start() > 0:
        return start + opener.start()
    if word in ("that", "which", "who") and opener.start() > 0:
        after = words.adverbs.sub("", inside, count=1)
        if not words.shapes["noun_phrase"].match(after.lstrip()) or words.shapes["finite"].search(after):
            return start + opener.start()
        return None
    head = segment[: opener.start()]
    if (
        word in ("after", "before")
        and head.strip()
        and "," not in head
        and not words.shapes["auxiliary"].search(head)
    ):
        return start + opener.start()  # "no measure taken after signature shall": the modal is its verb
    if word in ("as", "whose", "whom", "than", "after", "before", "when") and opener.start() > 0:
        return (
            start + opener.start()
            if words.shapes["finite"].search(inside) or word in ("as", "than")
            else None
        )
    return None
