"""Mentions of provisions and of other instruments: resolved, dangling, or external."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Provision, ProvisionKind, Reference, ReferenceStatus, from_yaml

from .addresses import Addresses, key_of, number_words
from .grammar import by_letter
from .instruments import names_in
from .sentences import Sentence

Span = tuple[int, int]
ELSEWHERE = "not in this text"
"""Behind the number of an annex that is a file of its own."""
_HEAD = 20
"""Code points at the beginning of a file that can hold what an exchange calls it."""
_AMENDED = "the agreement that is amended"

_NUMBER = (
    r"(?:\d{1,4}(?:[.:]\d{1,4}){0,4}(?:-?[A-Z]\b|[a-z](?![a-z])|(?: ?bis| ?ter| ?quater)\b)?"
    r"|[IVXLC]{1,7}(?:-[A-Z]\b|[:.]\d{1,3})?\b|[A-Z](?:-?\d{1,2}|\.\d{1,3})?\b)"
    r"(?:\.? ?\((?:[a-z]{1,4}|[A-Z]{1,3}|\d{1,3}|[а-яіїє])\)){0,5}"
)
_POINT = (
    r"(?:\(?(?:[a-z]{1,4}|[A-Z]|\d{1,3}|[ivx]{1,5}|[а-яіїє])\)){1,4}|[“\"‘'«][a-zа-яіїє][”\"’'»]"
    r"|(?<!\w)[b-zа-яіїє](?![\w’'-])"
)
_TITLED = r"(?: ?\([A-Z][a-z][^()\n]{1,120}\))?"
"""The heading that some texts print behind a number: "Articles 5 (Taxes) and 6 (Prices)"."""
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
    return tuple(_amended(_apart(found)) if _is_amending(instrument.text) else _apart(found))


def _amended(found: list[Reference]) -> list[Reference]:
    """In an amendment, a number that belongs to what is amended belongs there without "of the Agreement" too.

    So does one that leads nowhere: the wording that is put in refers to the amended text.
    """
    there = {key_of(one.text): one.target for one in found if one.target == _AMENDED}
    return [
        replace(one, status=ReferenceStatus.EXTERNAL, target=_AMENDED)
        if key_of(one.text) in there or one.status is ReferenceStatus.DANGLING
        else one
        for one in found
    ]


def _apart(found: list[Reference]) -> list[Reference]:
    """When most annexes that are cited are missing, they are files of their own: not one error each."""
    annex = _patterns().annex
    cited = [one for one in found if annex.match(one.text) or one.text[:1] in "XVI"]
    missing = {one.text for one in cited if one.status is ReferenceStatus.DANGLING}
    there = {one.target for one in cited if one.status is ReferenceStatus.RESOLVED}
    if len(missing) <= len(there):
        return found
    return [
        replace(one, status=ReferenceStatus.EXTERNAL, target=f"{one.text}, {ELSEWHERE}")
        if one.status is ReferenceStatus.DANGLING and (annex.match(one.text) or one.text[:1] in "XVI")
        else one
        for one in found
    ]


def _in_sentence(instrument: Instrument, sentence: Sentence, addresses: Addresses) -> Iterator[Reference]:
    words, text = _patterns(), instrument.text
    if not sentence.row and _is_heading(text, sentence):
        return
    names = names_in(instrument, sentence.start, sentence.end)
    made: list[Reference] = []
    last: _Last | None = None
    for mention in words.mention.finditer(text, sentence.start, sentence.end):
        if mention.start() < _HEAD and not text[: mention.start()].strip():
            continue  # "Exhibit 10.9" at the head of a file is the name of the file itself
        rank = _rank(words.kinds[mention["word"].lower()])
        holder = last.target if last and last.encloses(text, mention.start(), rank) else None
        foreign = _foreign(text, sentence, mention, names)
        found = list(_mention(instrument, sentence, mention, addresses, foreign, holder))
        made.extend(reference for reference, _ in found)
        last = _Last(mention.end(), rank, found[-1][1]) if found else None
    made.extend(_codes(instrument, sentence, made))
    made.extend(_relative(instrument, sentence, addresses, made))
    taken = [(one.passage.start, one.passage.end) for one in made]
    for start, end in names:
        if not any(a < end and start < b for a, b in taken):
            name = _plain(text[start:end])
            made.append(Reference(name, ReferenceStatus.EXTERNAL, instrument.passage(start, end), name))
    yield from sorted(made, key=lambda one: one.passage.start)


@dataclass(frozen=True, slots=True)
class _Last:
    """The mention just read, which may enclose the next: "Article 27, paragraph 2"."""

    end: int
    rank: int
    target: Provision | None

    def encloses(self, text: str, start: int, rank: int) -> bool:
        return rank > self.rank and text[self.end : start].strip() in (",", "")


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is a heading that stands in the text: "Governing Law.", "EXHIBIT 10.1"."""
    lists = _patterns()
    words = text[sentence.start : sentence.end].split()
    if len(words) > 12 or (words and words[0].lower() in lists.openers):
        return False
    return all(word[0].isupper() or not word[0].isalpha() or word.lower() in lists.small for word in words)


def _rank(kinds: Sequence[ProvisionKind]) -> int:
    """How deep a kind of provision stands: a paragraph is in an article, an article in a chapter."""
    return _RANKS.get(kinds[0], 4)


_RANKS = {
    ProvisionKind.ANNEX: 0,
    ProvisionKind.CHAPTER: 1,
    ProvisionKind.PART: 1,
    ProvisionKind.ARTICLE: 2,
    ProvisionKind.SECTION: 2,
    ProvisionKind.PARAGRAPH: 3,
}


def _mention(
    instrument: Instrument,
    sentence: Sentence,
    mention: re.Match[str],
    addresses: Addresses,
    foreign: str | None,
    holder: Provision | None,
) -> Iterator[tuple[Reference, Provision | None]]:
    """The numbers behind one word, ``Articles 5, 6 and 7(2)``, each with the provision that it means."""
    words, text = _patterns(), instrument.text
    kinds = words.kinds[mention["word"].lower()]
    for position, number in enumerate(_numbers(text, mention)):
        start = mention.start() if position == 0 else number.start()
        passage = instrument.passage(start, number.end())
        shown = " ".join(passage.quote.split())
        if foreign is not None:
            yield Reference(shown, ReferenceStatus.EXTERNAL, passage, foreign), None
            continue
        within = holder or _within(text, mention, sentence, addresses)
        if isinstance(within, str):
            yield Reference(shown, ReferenceStatus.EXTERNAL, passage, within), None
            continue
        target = addresses.find(kinds, number[0], sentence.provision, within)
        if target is None and words.this.search(text, max(sentence.start, start - 9), start):
            target = sentence.provision
        if target is None and addresses.apart(mention["word"], kinds):
            yield Reference(shown, ReferenceStatus.EXTERNAL, passage, f"{shown}, {ELSEWHERE}"), None
        elif target is None:
            yield Reference(shown, ReferenceStatus.DANGLING, passage), None
        else:
            yield Reference(shown, ReferenceStatus.RESOLVED, passage, target.path), target


def _numbers(text: str, mention: re.Match[str]) -> list[re.Match[str]]:
    """The numbers of a mention; what stands in the headings printed behind them is none."""
    start, end = mention.span("numbers")
    headings = [found.span() for found in _HEADING.finditer(text, start, end)]
    return [
        number
        for number in _patterns().number.finditer(text, start, end)
        if not any(a <= number.start() < b for a, b in headings)
    ]


_HEADING = re.compile(r"\([A-Z][a-z][^()\n]{1,120}\)")


def _within(
    text: str, mention: re.Match[str], sentence: Sentence, addresses: Addresses
) -> Provision | str | None:
    """The provision that "of Article 5" behind the mention names; the name of an annex that is not here."""
    words = _patterns()
    outer = words.outer.match(text, mention.end(), min(sentence.end, mention.end() + 80))
    if outer is None:
        return None
    kinds = words.kinds[outer["word"].lower()]
    if _rank(kinds) >= _rank(words.kinds[mention["word"].lower()]):
        return None
    number = words.number.match(text, outer.start("numbers"))
    found = addresses.find(kinds, number[0], sentence.provision, None) if number else None
    if found is None and kinds[0] is ProvisionKind.ANNEX:
        return f"{_plain(outer[0]).removeprefix('of ')}, {ELSEWHERE}"
    return found


def _codes(instrument: Instrument, sentence: Sentence, made: Sequence[Reference]) -> Iterator[Reference]:
    """Sections of a code that is cited by volume: ``48 C.F.R. 2.101``, ``15 U.S.C. § 78a``."""
    taken = [(one.passage.start, one.passage.end) for one in made]
    for code in _patterns().volume.finditer(instrument.text, sentence.start, sentence.end):
        for number in _CODE_NUMBER.finditer(instrument.text, code.start("numbers"), code.end()):
            start = code.start() if number.start() == code.start("numbers") else number.start()
            if any(a < number.end() and start < b for a, b in taken):
                continue
            passage = instrument.passage(start, number.end())
            yield Reference(_plain(passage.quote), ReferenceStatus.EXTERNAL, passage, _plain(code["code"]))


_CODE_NUMBER = re.compile(r"\d[\w.-]*\w|\d")


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
    if _is_amending(text) and words.amended.match(text, end, last):
        return _AMENDED
    if words.other_text.match(text, end, last) or words.thereof.match(text, end, last):
        before = [span for span in names if span[1] <= mention.start()]
        return _plain(text[slice(*before[-1])]) if before else "an instrument named before"
    if words.code_before.search(text, max(sentence.start, mention.start() - 24), mention.start()):
        return "a code"
    public = words.public.match(text, end, last)
    if public:
        return _plain(public["name"])
    code = words.codes.match(text, end, last)
    if code:
        return _plain(code[0])
    acronym = words.acronym.match(text, end, last)
    if acronym:
        return acronym["name"]
    gap = words.foreign_after.match(text, end, last)
    for start, stop in names:
        if gap and start <= gap.end() < stop and gap.end() - start < 8 and start >= end:
            return _plain(text[start:stop])
        if stop <= mention.start() <= stop + 48 and words.foreign_before.match(text, stop, mention.start()):
            return _plain(text[start:stop])
    return None


def _relative(
    instrument: Instrument, sentence: Sentence, addresses: Addresses, made: Sequence[Reference]
) -> Iterator[Reference]:
    words, text = _patterns(), instrument.text
    taken = {one.passage.start for one in made}
    for mention in words.relative.finditer(text, sentence.start, sentence.end):
        if mention.start("kind") in taken:
            continue  # "this Section 3.01" is one mention
        kinds = words.kinds.get(mention["kind"].lower(), ())
        target = addresses.around(kinds, sentence.provision, mention["det"].lower())
        if target is not None:
            passage = instrument.passage(mention.start(), mention.end())
            yield Reference(passage.quote, ReferenceStatus.RESOLVED, passage, target.path)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" ,")


@cache
def _is_amending(text: str) -> bool:
    """Whether the instrument calls itself an amendment, so that "the Agreement" is another one."""
    return len(_patterns().amending.findall(text)) > 1


@dataclass(frozen=True, slots=True)
class _Kind:
    words: tuple[str, ...]
    kinds: tuple[ProvisionKind, ...]


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    words: tuple[_Kind, ...]
    own: str
    relative: str
    openers: tuple[str, ...]
    small: tuple[str, ...]
    annex: str
    this: str
    foreign_after: str
    foreign_before: str
    thereof: str
    other_text: str
    codes: str
    code_before: str
    public: str
    acronym: str
    volume: str
    amending: str
    amended: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    kinds: dict[str, tuple[ProvisionKind, ...]]
    mention: re.Pattern[str]
    number: re.Pattern[str]
    outer: re.Pattern[str]
    own: re.Pattern[str]
    relative: re.Pattern[str]
    openers: frozenset[str]
    small: frozenset[str]
    annex: re.Pattern[str]
    this: re.Pattern[str]
    foreign_after: re.Pattern[str]
    foreign_before: re.Pattern[str]
    thereof: re.Pattern[str]
    other_text: re.Pattern[str]
    codes: re.Pattern[str]
    code_before: re.Pattern[str]
    public: re.Pattern[str]
    acronym: re.Pattern[str]
    volume: re.Pattern[str]
    amending: re.Pattern[str]
    amended: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    text = files("fullpowers.language").joinpath("data/references.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/references.yaml")
    kinds = {word: entry.kinds for entry in data.words for word in entry.words}
    word = by_letter(map(re.escape, kinds))
    number = rf"(?:{_NUMBER}|{_POINT}|(?i:{'|'.join(number_words())})\b)"
    numbers = rf"(?P<numbers>{number}(?:{_TITLED}{_JOIN}{number}(?![\w%])){{0,12}})(?![\w%])"
    gap = r"(?:(?:’s|'s)?[ \u00a0](?:No\.? |№ ?)?|(?<=§)[ \u00a0]?)"
    return _Patterns(
        kinds=kinds,
        mention=re.compile(rf"(?<![\w-])(?P<word>{word}){gap}{numbers}"),
        number=re.compile(rf"(?<!\w){number}"),
        outer=re.compile(rf",?\s?(?:of |in |to |under )?(?P<word>{word}){gap}{numbers}"),
        own=re.compile(data.own, re.I),
        relative=re.compile(data.relative, re.I),
        openers=frozenset(data.openers),
        small=frozenset(data.small),
        annex=re.compile(data.annex, re.I),
        this=re.compile(data.this, re.I),
        foreign_after=re.compile(data.foreign_after),
        foreign_before=re.compile(data.foreign_before),
        thereof=re.compile(data.thereof),
        other_text=re.compile(data.other_text, re.I),
        codes=re.compile(data.codes),
        code_before=re.compile(data.code_before),
        public=re.compile(data.public, re.I),
        acronym=re.compile(data.acronym),
        volume=re.compile(data.volume),
        amending=re.compile(data.amending),
        amended=re.compile(data.amended),
    )
