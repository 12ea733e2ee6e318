"""Two authentic language versions side by side, compared in what needs no translation.

Authentic texts are presumed to say the same (Vienna Convention on the Law of Treaties, art. 33(3)); where
they do not, the difference is a matter for the drafters now and for art. 33(4) later. Numbers, currencies,
references, parties, negations, firmness and sentences are compared provision by provision; nothing is
translated, so agreement here proves nothing more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel

from fullpowers.model import (
    Counterpart,
    Discrepancy,
    Instrument,
    InvalidData,
    Passage,
    ProvisionKind,
    Versions,
)

from .blocks import Block, Layout, layout
from .changes import value_of_number
from .counterparts import Pair, counterparts
from .learned import multilingual
from .loading import load

_DIGITS = re.compile(r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?")
_SENTENCE = re.compile(r"[.!?](?=\s+[^\W\d_a-zа-яіїєґ]|\s*$)")
_LEAST = 25
"""Characters of a paragraph whose sentences are counted."""


def compare_versions(one: Instrument, other: Instrument, *, models: bool = False) -> Versions:
    """Which provision of the language version ``other`` is which of ``one``, and where the two differ.

    Args:
        one: the first version; everything is in its order.
        other: the same instrument in another language.
        models: ask a learned model about provisions whose counterpart is doubtful (extra ``models``).

    Raises:
        InvalidData: a version is in a language of which there are no words (English and Ukrainian are
            there), or ``models`` is asked for and not installed.
    """
    words = (_words_of(one), _words_of(other))
    left, right = layout(one), layout(other)
    model = multilingual() if models else None
    pairs, asked = counterparts(
        left.units, right.units, lambda text, side: _figures(text, words[side]), model
    )
    found: list[Discrepancy] = []
    for a, b in _aligned(left, right, pairs):
        if a is None or b is None:
            block, side = (a, one) if a is not None else (b, other)
            if block is not None and block.kind is not ProvisionKind.MARGIN:
                found.append(_missing(block, side, a is not None))
            continue
        found += _differences(a, b, (one, other), words)
    rows = (
        Counterpart(
            left.units[pair.one].path if pair.one >= 0 else "",
            right.units[pair.other].path if pair.other >= 0 else "",
            pair.confidence,
            pair.basis,
        )
        for pair in pairs
    )
    learned = model.helped(asked, len(left.units)) if model is not None else None
    return Versions(one.id, other.id, tuple(rows), tuple(found), learned)


def _words_of(instrument: Instrument) -> _Language:
    languages = _data().languages
    for code in instrument.languages:
        if code in languages:
            return languages[code]
    known = ", ".join(sorted(languages))
    raise InvalidData(
        f"no words for a text in {', '.join(instrument.languages) or 'an unknown language'}; known: {known}"
    )


def _aligned(
    left: Layout, right: Layout, pairs: Sequence[Pair]
) -> Iterator[tuple[Block | None, Block | None]]:
    """Paragraphs of paired provisions, paired by kind and number in order."""
    for pair in pairs:
        a = left.blocks[left.units[pair.one].first : left.units[pair.one].last] if pair.one >= 0 else ()
        b = (
            right.blocks[right.units[pair.other].first : right.units[pair.other].last]
            if pair.other >= 0
            else ()
        )
        for p, q in _matched(*([_key(block) for block in run] for run in (a, b))):
            yield a[p] if p is not None else None, b[q] if q is not None else None


def _key(block: Block) -> str:
    return f"{block.kind.value} {' '.join(value_of_number(block.number).split()[-1:])}"


def _matched(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Index pairs of two runs of keys: the same keys in order, others between them by order if as many."""
    for code in Indel.opcodes(a, b):
        ours, theirs = range(code.src_start, code.src_end), range(code.dest_start, code.dest_end)
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
        else:
            yield from ((i, None) for i in ours)
            yield from ((None, j) for j in theirs)


def _missing(block: Block, side: Instrument, in_one: bool) -> Discrepancy:
    passage = side.passage(block.start, block.end)
    where = "the other version" if in_one else "this version"
    return Discrepancy(
        "missing",
        passage if in_one else None,
        None if in_one else passage,
        f"A paragraph has no counterpart in {where}: “{_short(passage.quote)}”",
    )


def _differences(
    a: Block, b: Block, sides: tuple[Instrument, Instrument], words: tuple[_Language, _Language]
) -> Iterator[Discrepancy]:
    passages = (sides[0].passage(a.start, a.end), sides[1].passage(b.start, b.end))
    references: list[Counter[str]] = []
    numbers: list[Counter[str]] = []
    for block, language in zip((a, b), words, strict=True):
        refers, counts = _numbers(block.wording, language)
        references.append(refers)
        numbers.append(counts)
    if numbers[0] != numbers[1]:
        yield _said("number", "Numbers differ", numbers[0], numbers[1], passages)
    if references[0] != references[1]:
        yield _said("reference", "References differ", references[0], references[1], passages)
    negated = [
        _count(block.wording, language.negation, whole=True)
        for block, language in zip((a, b), words, strict=True)
    ]
    if bool(negated[0]) != bool(negated[1]):
        yield Discrepancy(
            "negation",
            *passages,
            f"One version negates and the other does not ({negated[0]} and {negated[1]}).",
        )
    manners = [_manners(block.wording, language) for block, language in zip((a, b), words, strict=True)]
    if manners[0] and manners[1] and not set(manners[0]) & set(manners[1]):
        ours, theirs = (" and ".join(side) for side in manners)
        yield Discrepancy("modality", *passages, f"The first version {ours} where the second {theirs}.")
    money = [_currencies(block.wording, language) for block, language in zip((a, b), words, strict=True)]
    if money[0] != money[1]:
        yield _said("currency", "Currencies differ", Counter(money[0]), Counter(money[1]), passages)
    yield from _parties(a, b, sides, passages)
    lengths = [len(_SENTENCE.findall(block.wording)) for block in (a, b)]
    if lengths[0] != lengths[1] and min(len(a.wording), len(b.wording)) >= _LEAST:
        yield Discrepancy("sentences", *passages, f"{lengths[0]} sentences stand against {lengths[1]}.")


def _manners(text: str, language: _Language) -> list[str]:
    """How the words bind: by the classes of modal words that stand in them."""
    classes = (
        ("binds", language.firm),
        ("states an intention", language.soft),
        ("permits", language.permits),
    )
    return [name for name, stems in classes if _count(text, stems)]


def _figures(text: str, language: _Language) -> list[str]:
    """What of a text is the same in every language, as words."""
    references, numbers = _numbers(text, language)
    return [
        *(f"to {value}" for value in references.elements()),
        *numbers.elements(),
        *sorted(_currencies(text, language)),
    ]


def _currencies(text: str, language: _Language) -> set[str]:
    lower = text.casefold()
    return {code for stem, code in language.currencies.items() if re.search(rf"(?<!\w){stem}", lower)}


def _parties(
    a: Block, b: Block, sides: tuple[Instrument, Instrument], passages: tuple[Passage, Passage]
) -> Iterator[Discrepancy]:
    """A party whose full name stands in one version only; parties are named in the same order in both."""
    if len(sides[0].parties) != len(sides[1].parties):
        return
    for one, other in zip(sides[0].parties, sides[1].parties, strict=True):
        named = [_bent(p.name).search(block.wording) for p, block in ((one, a), (other, b))]
        if bool(named[0]) != bool(named[1]):
            which, name = ("first", one.name) if named[0] else ("second", other.name)
            yield Discrepancy("party", *passages, f"Only the {which} version names {name}.")


@cache
def _bent(name: str) -> re.Pattern[str]:
    """A name whose words may have other endings, as the grammar of the sentence bends them."""
    words = re.findall(r"\w+", name.removeprefix("the "))
    stems = (re.escape(word[:-2] if len(word) > 4 else word) for word in words)
    return re.compile(r"\W+".join(rf"{stem}\w*" for stem in stems), re.IGNORECASE)


def _said(
    kind: str, lead: str, one: Counter[str], other: Counter[str], passages: tuple[Passage, Passage]
) -> Discrepancy:
    only = [", ".join(sorted((x - y).elements())) or "none" for x, y in ((one, other), (other, one))]
    return Discrepancy(
        kind, *passages, f"{lead}: {only[0]} in the first version alone, {only[1]} in the second alone."
    )


def _numbers(text: str, language: _Language) -> tuple[Counter[str], Counter[str]]:
    """Numbers after a word for a provision, and all other numbers, months of dates among them."""
    references: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    lower = text.casefold().replace("'", "’")
    for match in _DIGITS.finditer(lower):
        value = re.sub(r"[\u00a0 ]|[.,](?=\d{3}(?!\d))", "", match.group()).replace(",", ".")
        before = lower[max(0, match.start() - 40) : match.start()]
        is_reference = re.search(
            rf"(?:{'|'.join(map(re.escape, language.references))})\w*[\s\d,.()\w]{{0,18}}$", before
        )
        (references if is_reference else numbers)[value] += 1
    for word in re.findall(r"[^\W\d_]+(?:[-’][^\W\d_]+)*", lower):
        value_of_word = _number_word(word, language)
        if value_of_word:
            numbers[value_of_word] += 1
    months = "|".join(language.months)
    for match in re.finditer(rf"\d\s+(?:of\s+)?({months})(?!\w)|(?<!\w)({months})\s+\d", lower):
        numbers[f"month {language.months.index(match.group(1) or match.group(2)) + 1}"] += 1
    return references, numbers


def _number_word(word: str, language: _Language) -> str:
    """The value of a number in words; long entries of the data are stems."""
    if word in language.numbers:
        return str(language.numbers[word])
    stem = next((key for key in language.numbers if len(key) > 6 and word.startswith(key)), "")
    return str(language.numbers[stem]) if stem else ""


def _count(text: str, stems: Sequence[str], *, whole: bool = False) -> int:
    ending = r"(?!\w)" if whole else ""
    pattern = "|".join(re.escape(stem) for stem in stems)
    return len(re.findall(rf"(?<!\w)(?:{pattern}){ending}", text.casefold()))


def _short(text: str, width: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Language:
    source: str
    negation: tuple[str, ...]
    firm: tuple[str, ...]
    soft: tuple[str, ...]
    permits: tuple[str, ...]
    currencies: Mapping[str, str]
    references: tuple[str, ...]
    numbers: Mapping[str, int]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Data:
    languages: Mapping[str, _Language]


@cache
def _data() -> _Data:
    return load("versions.yaml", _Data)
