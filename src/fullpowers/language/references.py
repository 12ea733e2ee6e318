"""Mentions of provisions and of other instruments: resolved, dangling, or external."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Provision, ProvisionKind, Reference, ReferenceStatus, from_yaml

from .addresses import Addresses
from .sentences import Sentence

Span = tuple[int, int]
ELSEWHERE = "not in this text"
"""Behind the number of an annex that is a file of its own."""
_ANNEX = re.compile(r"(?:annex|appendi|schedule|exhibit|attachment|додат)", re.I)

_NUMBER = (
    r"(?:\d{1,4}(?:\.\d{1,4}){0,4}(?:-?[A-Z]\b|[a-z](?![a-z])|(?: ?bis| ?ter| ?quater)\b)?"
    r"|[IVXLC]{1,7}(?:-[A-Z]\b|[:.]\d{1,3})?\b|[A-Z](?:-?\d{1,2}|\.\d{1,3})?\b)"
    r"(?:\.?\((?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3}|[а-яіїє])\)){0,5}"
)
_POINT = r"(?:\(?(?:[a-z]{1,4}|[A-Z]|\d{1,3}|[ivx]{1,5}|[а-яіїє])\)){1,4}|(?<!\w)[b-zа-яіїє](?![\w’'-])"
_JOIN = r"(?:\s?,\s?(?:and|or|та|і)?\s?|\s?(?:and/or|and|or|to|through|та|і|й|або|[-–—])\s?)"


def find_references(instrument: Instrument, sentences: Sequence[Sentence]) -> tuple[Reference, ...]:
    """All references of the sentences in the order of the text, one for each number of a list.

    ``Article 5`` of this text is resolved to the path of the provision or dangling; an article of another
    instrument is external, as is the other instrument when it is named; ``this Article`` resolves to the
    article that holds it.
    """
    addresses = Addresses(instrument)
    found: list[Reference] = []
    for sentence in sentences:
        found.extend(_in_sentence(instrument, sentence, addresses))
    return tuple(_apart(found))


def _apart(found: list[Reference]) -> list[Reference]:
    """When most annexes that are cited are missing, they are files of their own: not one error each."""
    cited = [one for one in found if _ANNEX.match(one.text) or one.text[:1] in "XVI"]
    missing = {one.text for one in cited if one.status is ReferenceStatus.DANGLING}
    there = {one.target for one in cited if one.status is ReferenceStatus.RESOLVED}
    if len(missing) <= len(there):
        return found
    return [
        replace(one, status=ReferenceStatus.EXTERNAL, target=f"{one.text}, {ELSEWHERE}")
        if one.status is ReferenceStatus.DANGLING and (_ANNEX.match(one.text) or one.text[:1] in "XVI")
        else one
        for one in found
    ]


def _in_sentence(instrument: Instrument, sentence: Sentence, addresses: Addresses) -> Iterator[Reference]:
    words, text = _patterns(), instrument.text
    names = names_in(instrument, sentence.start, sentence.end)
    made: list[Reference] = []
    for mention in words.mention.finditer(text, sentence.start, sentence.end):
        made.extend(_mention(instrument, sentence, mention, addresses, names))
    made.extend(_relative(instrument, sentence, addresses))
    taken = [(one.passage.start, one.passage.end) for one in made]
    for start, end in names:
        if not any(a < end and start < b for a, b in taken):
            name = _plain(text[start:end])
            made.append(Reference(name, ReferenceStatus.EXTERNAL, instrument.passage(start, end), name))
    yield from sorted(made, key=lambda one: one.passage.start)


def _mention(
    instrument: Instrument,
    sentence: Sentence,
    mention: re.Match[str],
    addresses: Addresses,
    names: Sequence[Span],
) -> Iterator[Reference]:
    """The numbers behind one word: ``Articles 5, 6 and 7(2)``."""
    words, text = _patterns(), instrument.text
    kinds = words.kinds[mention["word"].lower()]
    foreign = _foreign(text, sentence, mention, names)
    numbers = list(words.number.finditer(text, mention.start("numbers"), mention.end("numbers")))
    for position, number in enumerate(numbers):
        start = mention.start() if position == 0 else number.start()
        passage = instrument.passage(start, number.end())
        shown = " ".join(passage.quote.split())
        if foreign is not None:
            yield Reference(shown, ReferenceStatus.EXTERNAL, passage, foreign)
            continue
        within = _within(text, mention, sentence, addresses)
        target = addresses.find(kinds, number[0], sentence.provision, within)
        if target is None and _THIS.search(text, max(sentence.start, start - 9), start):
            target = sentence.provision
        if target is None and addresses.apart(mention["word"], kinds):
            yield Reference(shown, ReferenceStatus.EXTERNAL, passage, f"{shown}, {ELSEWHERE}")
        elif target is None:
            yield Reference(shown, ReferenceStatus.DANGLING, passage)
        else:
            yield Reference(shown, ReferenceStatus.RESOLVED, passage, target.path)


def _within(text: str, mention: re.Match[str], sentence: Sentence, addresses: Addresses) -> Provision | None:
    """The provision that "of Article 5" behind the mention names."""
    words = _patterns()
    outer = words.outer.match(text, mention.end(), min(sentence.end, mention.end() + 80))
    if outer is None:
        return None
    kinds = words.kinds[outer["word"].lower()]
    number = words.number.match(text, outer.start("numbers"))
    return addresses.find(kinds, number[0], sentence.provision, None) if number else None


def _foreign(text: str, sentence: Sentence, mention: re.Match[str], names: Sequence[Span]) -> str | None:
    """Name of the other instrument that the mention belongs to; None when it is this one."""
    words = _patterns()
    end, last = mention.end(), sentence.end
    for _ in range(3):  # step over "paragraph 2 of Article 5 of the Convention"
        if words.own.match(text, end, last):
            return None
        outer = words.outer.match(text, end, min(last, end + 80))
        if outer is None:
            break
        end = outer.end()
    if words.other_text.match(text, end, last) or words.thereof.match(text, end, last):
        before = [span for span in names if span[1] <= mention.start()]
        return _plain(text[slice(*before[-1])]) if before else "an instrument named before"
    if _CODE_BEFORE.search(text, max(sentence.start, mention.start() - 24), mention.start()):
        return "a code"
    public = _PUBLIC.match(text, end, last)
    if public:
        return _plain(public["name"])
    code = words.codes.match(text, end, last)
    if code:
        return _plain(code[0])
    acronym = _ACRONYM.match(text, end, last)
    if acronym:
        return acronym["name"]
    gap = words.foreign_after.match(text, end, last)
    for start, stop in names:
        if gap and start <= gap.end() < stop and gap.end() - start < 8 and start >= end:
            return _plain(text[start:stop])
        if stop <= mention.start() <= stop + 48 and words.foreign_before.match(text, stop, mention.start()):
            return _plain(text[start:stop])
    return None


def _relative(instrument: Instrument, sentence: Sentence, addresses: Addresses) -> Iterator[Reference]:
    words, text = _patterns(), instrument.text
    for mention in words.relative.finditer(text, sentence.start, sentence.end):
        kinds = words.kinds.get(mention["kind"].lower(), ())
        target = addresses.around(kinds, sentence.provision, mention["det"].lower())
        if target is not None:
            passage = instrument.passage(mention.start(), mention.end())
            yield Reference(passage.quote, ReferenceStatus.RESOLVED, passage, target.path)


def names_in(instrument: Instrument, start: int, end: int) -> list[Span]:
    """Spans of the names of other instruments between two offsets, in order, not overlapping."""
    words, text = _patterns(), instrument.text
    found: list[Span] = []
    for noun in words.nouns.finditer(text, start, end):
        if found and noun.start() < found[-1][1]:
            continue
        left = _leftward(text, max(start, found[-1][1] if found else start), noun.start())
        tail = words.tail.match(text, noun.end(), end)
        span = left, tail.end() if tail else noun.end()
        if _is_other(text, span, noun.start(), instrument):
            found.append(span)
    return found


def _leftward(text: str, start: int, noun: int) -> int:
    """Where the name begins whose noun stands at ``noun``: over capitals, years, and words that join them."""
    words = _patterns()
    begin = here = noun
    while here > start and text[here - 1] in " \u00a0":
        at = max(text.rfind(" ", start, here - 1), text.rfind("\u00a0", start, here - 1)) + 1 or start
        word = text[at : here - 1]
        if word.lower() in words.kinds:  # "Article XIX of GATT 1994" is no name of an instrument
            return begin if begin == noun else _ahead(text, at, noun)
        if word[:1].isupper() and word[-1:] not in ',;:.)”"' and word not in _DETERMINERS:
            begin = at
        elif not (word in _BETWEEN or (word.isdigit() and len(word) == 4)):
            break
        here = at
        if noun - here > 120:
            break
    return begin


def _ahead(text: str, at: int, noun: int) -> int:
    """The name's first capital behind "Article XIX of": past the number and the joining words."""
    found = re.compile(r"\S+[ \u00a0]\S+[ \u00a0](?:(?:of|on|for|the|in|to)[ \u00a0]){1,3}").match(
        text, at, noun
    )
    return found.end() if found else noun


_BETWEEN = frozenset(("of", "on", "for", "the", "in", "between", "and"))
_DETERMINERS = frozenset(
    [
        "The",
        "This",
        "Such",
        "Any",
        "Each",
        "All",
        "No",
        "Every",
        "That",
        "These",
        "Those",
        "An",
        "A",
        "In",
        "Of",
        "Under",
        "For",
        "Pursuant",
        "To",
        "If",
        "Where",
        "When",
        "As",
        "By",
        "Each",
        "Either",
        "Neither",
        "Both",
        "Its",
        "Subject",
        "Notwithstanding",
        "Upon",
        "On",
        "With",
        "From",
        "And",
        "Or",
    ]
)


def _is_other(text: str, span: Span, noun: int, instrument: Instrument) -> bool:
    """Whether a name is not this instrument's own: it says more than its noun, and not "this" before it."""
    start, end = span
    before = text[max(0, start - 16) : start].lower().rstrip()
    if before.endswith(("this", "present", "this", "цієї", "цього", "цій", "цим", "ця", "цей")):
        return False
    words = _patterns()
    if (
        start == noun
        and words.nouns.fullmatch(text, start, end)
        and not words.named.fullmatch(text, start, end)
    ):
        # "the Convention" alone is another instrument only in a text that is no convention itself
        alone = text[start:end].lower()
        return (
            alone in words.bare and alone not in instrument.title.lower() and before.endswith(("the", "that"))
        )
    bare = _plain(text[start:end]).lower()
    return not instrument.title.lower().startswith(bare)


def needed(instrument: Instrument, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """References to other agreements on whose words this text's own meaning hangs, the first of each.

    Laws and conventions are public and are left out; an agreement that "further defines" a duty is not.
    """
    words, text = _patterns(), instrument.text
    first: dict[str, Reference] = {}
    for one in references:
        if one.status is not ReferenceStatus.EXTERNAL or one.target in first:
            continue
        nouns = set(re.findall(r"[\w’'-]+", one.target)) & words.needed_nouns
        start = one.passage.start
        if nouns and words.needed.search(text[max(0, start - 80) : start]):
            first[one.target] = one
    return tuple(first.values())


_THIS = re.compile(r"\b(?:this|present) $", re.I)
_CODE_BEFORE = re.compile(r"(?:\bU\.? ?S\.? ?C\.?|\bC\.? ?F\.? ?R\.?|\bCode)(?:,| Code)?\s{0,2}$")
_PUBLIC = re.compile(
    r",? ?(?:\([^)]{1,30}\) )?of the (?P<name>(?:charter|statute|constitution) of the [\w ]{3,40}|"
    r"(?:vienna|paris|london|geneva|brussels) convention)",
    re.I,
)
"""Instruments that a text in small letters names."""
_ACRONYM = re.compile(
    r"(?:[:.]\d{1,3}(?:\(\w\))*)?(?:[-–]\d{1,3}|\(\w{1,3}\))*,?\s?(?:of|in|under|to|from) (?:the )?"
    r"(?P<name>[A-Z][A-Z/]{2,9}(?: \d{4})?)(?![\w-])"
)
"""An instrument known by its initials: "of the GPA"."""


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,")


@dataclass(frozen=True, slots=True)
class _Kind:
    words: tuple[str, ...]
    kinds: tuple[ProvisionKind, ...]


@dataclass(frozen=True, slots=True)
class _Own:
    pattern: str


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    words: tuple[_Kind, ...]
    own: _Own
    relative: str
    foreign_after: str
    foreign_before: str
    thereof: str
    other_text: str
    codes: str
    nouns: tuple[str, ...]
    joining: tuple[str, ...]
    bare: tuple[str, ...]
    named: tuple[str, ...]
    ukrainian: str
    needed: str
    needed_nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    kinds: dict[str, tuple[ProvisionKind, ...]]
    mention: re.Pattern[str]
    number: re.Pattern[str]
    outer: re.Pattern[str]
    own: re.Pattern[str]
    relative: re.Pattern[str]
    nouns: re.Pattern[str]
    named: re.Pattern[str]
    tail: re.Pattern[str]
    bare: frozenset[str]
    foreign_after: re.Pattern[str]
    foreign_before: re.Pattern[str]
    thereof: re.Pattern[str]
    other_text: re.Pattern[str]
    codes: re.Pattern[str]
    needed: re.Pattern[str]
    needed_nouns: frozenset[str]


@cache
def _patterns() -> _Patterns:
    text = files("fullpowers.language").joinpath("data/references.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/references.yaml")
    kinds = {word: entry.kinds for entry in data.words for word in entry.words}
    word = "|".join(sorted((re.escape(one) for one in kinds), key=len, reverse=True))
    number = rf"(?:{_NUMBER}|{_POINT})"
    numbers = rf"(?P<numbers>{number}(?:{_JOIN}{number}(?![\w%])){{0,12}})(?![\w%])"
    gap = r"(?:[ \u00a0](?:No\.? |№ ?)?|(?<=§)[ \u00a0]?)"
    nouns = "|".join(sorted(data.nouns, key=len, reverse=True))
    named = "|".join(data.named)
    joining = "|".join(data.joining)
    return _Patterns(
        kinds=kinds,
        mention=re.compile(rf"(?<![\w-])(?P<word>(?i:{word})){gap}{numbers}"),
        number=re.compile(rf"(?<!\w){number}"),
        outer=re.compile(rf",?\s?(?:of |in |to |under )?(?P<word>(?i:{word})){gap}{numbers}"),
        own=re.compile(data.own.pattern, re.I),
        relative=re.compile(data.relative, re.I),
        nouns=re.compile(rf"(?<!\w)(?:{named}|{data.ukrainian}|{nouns})(?!\w)"),
        named=re.compile(rf"{named}|{data.ukrainian}"),
        tail=re.compile(
            r"(?:s\b)?(?: (?:\((?:EC|EU|EEC)\) )?(?:No\.? ?)?\d[\d/]*\b)?"
            r"(?: (?:of|on|for|concerning|relating to|regarding|between|to|establishing|instituting)"
            r" (?:the )?[A-Z“\"][\w’'”\"-]*"
            rf"(?: (?:(?:{joining}) ){{0,3}}[A-Z“\"][\w’'”\"-]*){{0,12}})?(?: of \d{{4}}\b)?"
        ),
        bare=frozenset(data.bare),
        foreign_after=re.compile(data.foreign_after),
        foreign_before=re.compile(data.foreign_before),
        thereof=re.compile(data.thereof),
        other_text=re.compile(data.other_text, re.I),
        codes=re.compile(data.codes),
        needed=re.compile(data.needed, re.I),
        needed_nouns=frozenset(data.needed_nouns),
    )
