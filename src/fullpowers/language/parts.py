"""Parts of the instrument that it declares binding or not binding by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fullpowers.model import Instrument, Passage, Provision, ProvisionKind

from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class Parts:
    """Paths of the provisions spoken of, and the sentences that do so (True: as binding)."""

    binding: frozenset[str] = frozenset()
    not_binding: frozenset[str] = frozenset()
    passages: tuple[tuple[Passage, bool], ...] = ()


_LIST = r"\d{1,3}(?:\.\d{1,3})?(?:\(\w{1,3}\))?"
_SUBJECT = re.compile(
    rf"(?P<unit>articles?|sections?|paragraphs?|clauses?|chapters?|parts?|annex(?:es)?)\s+"
    rf"(?P<list>{_LIST}(?:(?:\s?,\s?(?:and |or )?|\s(?:and|or|to|through|[-–])\s|"
    rf"\s?[-–]\s?){_LIST}){{0,20}})",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:the (?:other|remaining)|all other|the rest of the) (?:articles|sections|paragraphs|"
    r"provisions|clauses|"
    r"provisions of this \w+|parts)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:(?:is|are|shall|will|do|does|be)(?: not|n’t|n't)(?: [a-z]+){0,5}? ?"
    r"(?:legally )?(?:binding|bind|enforceable|create (?:any )?(?:legal|binding))|non[- ]binding|"
    r"(?:sets? out|states?|records?|expresses|contains?|are|is) (?:only )?(?:the )?(?:statements? of )?"
    r"(?:intentions?|aims|political)|no legal(?:ly binding)? (?:obligations?|effect|force))",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\b(?:is|are|shall be|will be|remains?|shall|will|become)(?: [a-z]+){0,3}? ?(?:legally "
    r")?(?:binding|bind)\b"
    r"(?! (?:arbitration|decision|award))",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|other than|save|with the exception of|excluding|apart from)\b[^.;]{0,40}", re.IGNORECASE
)


def parts_declared(instrument: Instrument, sentences: Sequence[Sentence]) -> Parts:
    """What the instrument says of the force of its own parts, such as "Articles 2 and 6 are not binding"."""
    text = instrument.text
    binding: set[str] = set()
    not_binding: set[str] = set()
    passages: list[tuple[Passage, bool]] = []
    previous: tuple[Sentence, set[str]] | None = None
    for sentence in sentences:
        if not sentence.operative or sentence.annex or sentence.quoted:
            continue
        words = text[sentence.start : sentence.end]
        if not re.search(
            r"\bbind|intention|\baims\b|political|enforceable|legal (?:effect|force|obligation)", words, re.I
        ):
            previous = None
            continue
        subject = _SUBJECT.search(words)
        named = _named(instrument, subject) if subject and _is_own(words, subject) else set()
        if not named and previous and re.match(r"(?:they|these|those)\b", words, re.I):
            named = previous[1]
        if not named:
            if _OTHERS.search(words) and _BINDING.search(words) and not _NOT.search(words):
                passages.append((instrument.passage(sentence.start, sentence.end), True))
            continue
        denied = _NOT.search(words)
        affirmed = _BINDING.search(words) and not denied
        if subject and _EXCEPT.search(words[: subject.start()]) and denied:
            binding |= named  # "except for Articles 5 and 6, this Memorandum is not binding"
            passages.append((instrument.passage(sentence.start, sentence.end), True))
        elif denied:
            not_binding |= named
            passages.append((instrument.passage(sentence.start, sentence.end), False))
        elif affirmed:
            binding |= named
            passages.append((instrument.passage(sentence.start, sentence.end), True))
        previous = (sentence, named)
    return Parts(frozenset(binding), frozenset(not_binding), tuple(passages))


def _is_own(words: str, subject: re.Match[str]) -> bool:
    """The numbers are the subject of the sentence or excepted from it, and of no other instrument."""
    before = words[: subject.start()].strip().lower()
    opening = before in ("", "the provisions of", "the provisions in", "the commitments in") or bool(
        _EXCEPT.search(before)
    )
    after = words[subject.end() : subject.end() + 40].lower()
    return opening and not re.match(r"\s+(?:of|to) (?:the (?!present)|that|said)", after)


def _named(instrument: Instrument, subject: re.Match[str]) -> set[str]:
    unit = subject["unit"].lower().rstrip("s")
    numbers = _expanded(subject["list"])
    kinds = {
        "article": {ProvisionKind.ARTICLE, ProvisionKind.SECTION},
        "section": {ProvisionKind.SECTION, ProvisionKind.ARTICLE},
        "paragraph": {ProvisionKind.PARAGRAPH, ProvisionKind.SECTION, ProvisionKind.ARTICLE},
        "clause": {ProvisionKind.SECTION, ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH},
    }.get(unit, {ProvisionKind.CHAPTER, ProvisionKind.PART})
    return {
        provision.path
        for provision in _divisions(instrument.provisions)
        if provision.kind in kinds
        and provision.number.split()[-1:]
        and provision.number.split()[-1] in numbers
    }


def _divisions(provisions: Sequence[Provision]) -> list[Provision]:
    """Top-level provisions and what stands in parts and chapters."""
    found = []
    for provision in provisions:
        found.append(provision)
        if provision.kind in (ProvisionKind.PART, ProvisionKind.CHAPTER):
            found.extend(_divisions(provision.children))
    return found


def _expanded(numbers: str) -> set[str]:
    found = set(re.findall(r"\d{1,3}(?:\.\d{1,3})?", numbers))
    for low, high in re.findall(r"(\d{1,3})\s?(?:to|through|-|–)\s?(\d{1,3})", numbers):
        found |= {str(number) for number in range(int(low), min(int(high), int(low) + 200) + 1)}
    return found
