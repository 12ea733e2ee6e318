"""A text in two languages as two texts: two columns, paragraph by paragraph, or one after the other.

``split`` takes a file's blocks apart; ``linked`` says which provision of one version is which of the other,
and where their figures differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fullpowers.model import Instrument, LanguageVersion, Notice, Provision, ProvisionKind, Severity

from . import characters
from .blocks import Block, BlockKind
from .languages import are_several, language_of, script_of, script_of_language
from .structure.lines import division, enumerator

_BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ROW)
_FEWEST = 4
"""Blocks of a language; fewer are quotations."""
_SHARE = 0.25
"""Share of the letters that the smaller language must have."""
_ALIKE = 0.5
"""Share of the numbered provisions that both must have."""
_FIGURE = re.compile(r"\d+(?:[.,  ]\d+)*")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Halves:
    """The blocks of each language; the first is the one that the instrument is read in."""

    first: str
    second: str
    blocks: tuple[Block, ...]
    others: tuple[Block, ...]
    how: str
    """For a person: how the two stand in the file."""


def split(blocks: Sequence[Block]) -> Halves | None:
    """The two language versions that a file holds; None when it holds one text."""
    columns = _columns(blocks)
    if columns is not None:
        return columns
    body = [block for block in blocks if block.kind in _BODY]
    if len(body) < 2 * _FEWEST or not are_several("\n".join(block.text for block in body)):
        return None
    spoken = [language_of(block.text) for block in body]
    letters: Counter[str] = Counter()
    count = Counter(code for code in spoken if code)
    for block, code in zip(body, spoken, strict=True):
        letters[code] += len(block.text)
    letters.pop("", None)
    pair = sorted(letters, key=lambda code: -letters[code])[:2]
    if len(pair) < 2 or letters[pair[1]] < _SHARE * sum(letters.values()) or count[pair[1]] < _FEWEST:
        return None
    scripts = {script_of_language(code): code for code in pair}
    if len(scripts) == 2:
        # two alphabets tell more than words do
        spoken = [scripts.get(script_of(block.text), "") for block in body]
    filled = _filled(spoken, pair)
    sides = {code: [block for block, own in zip(body, filled, strict=True) if own == code] for code in pair}
    if not _same_numbers(sides[pair[0]], sides[pair[1]], apart=len(scripts) == 2):
        return None
    changes = sum(one != other for one, other in pairwise(filled))
    how = "one after the other" if changes <= 4 else "paragraph by paragraph"
    rest = [block for block in blocks if block.kind not in _BODY]
    return _halves(sides, pair, rest, how)


def linked(instrument: Instrument, other: Instrument, language: str) -> tuple[LanguageVersion, list[Notice]]:
    """The version in ``language`` with its links, and notices about what differs."""
    ours, theirs = _addresses(instrument), _addresses(other)
    links = tuple((ours[key].path, theirs[key].path) for key in ours if key in theirs)
    return LanguageVersion(language, other, links), [*_missing(ours, theirs, language, instrument)][
        :_SHOWN
    ] + [*_differences(ours, theirs, language, instrument, other)][:_SHOWN]


def _columns(blocks: Sequence[Block]) -> Halves | None:
    """Tables of two columns, each in a language of its own."""
    rows = [block for block in blocks if block.kind is BlockKind.ROW and block.text.count("\t") == 1]
    tabled = [block for block in blocks if block.column]
    if sum(len(block.text) for block in (*rows, *tabled)) * 2 < sum(len(block.text) for block in blocks):
        return None
    sides: dict[int, list[Block]] = {1: [], 2: []}
    rest: list[Block] = []
    for block in blocks:
        if block.column in sides:
            sides[block.column].append(block)
        elif block.kind is BlockKind.ROW and block.text.count("\t") == 1:
            for number, cell in enumerate(_cells(block), 1):
                sides[number] += cell
        elif block.kind in _BODY:
            spoken = language_of(block.text)
            both = [language_of(" ".join(one.text for one in sides[number][:40])) for number in (1, 2)]
            sides[2 if spoken and spoken == both[1] != both[0] else 1].append(block)
        else:
            rest.append(block)
    pair = [language_of(" ".join(block.text for block in sides[number][:60])) for number in (1, 2)]
    if not all(pair) or pair[0] == pair[1] or not _spoken_apart(sides, pair):
        return None
    return _halves({pair[0]: sides[1], pair[1]: sides[2]}, pair, rest, "in two columns")


def _spoken_apart(sides: dict[int, list[Block]], pair: Sequence[str]) -> bool:
    """Whether hardly any cell stands in the other column's language."""
    told = astray = 0
    for number, code, other in ((1, pair[0], pair[1]), (2, pair[1], pair[0])):
        for block in sides[number]:
            spoken = language_of(block.text) if len(block.text) > 20 else ""
            told += spoken == code
            astray += spoken == other
    return told >= 2 and astray * 5 <= told


def _cells(row: Block) -> Iterator[list[Block]]:
    """The paragraphs of each of two cells."""
    if len(row.cells) == 2:
        for cell in row.cells:
            yield [cleaned for block in cell if (cleaned := characters.clean_block(block)).text]
        return
    at = 0
    for text in row.text.split("\t"):
        end = at + len(text)
        marks = tuple(
            replace(mark, start=max(mark.start - at, 0), end=min(mark.end, end) - at)
            for mark in row.marks
            if at <= mark.start <= end
        )
        yield [Block(text, place=row.place, marks=marks)] if text else []
        at = end + 1


def _filled(spoken: Sequence[str], pair: Sequence[str]) -> list[str]:
    """Each block's language; one that cannot be told goes with its neighbours."""
    filled: list[str] = []
    for index, code in enumerate(spoken):
        if code in pair:
            filled.append(code)
            continue
        before = filled[-1] if filled else ""
        after = next((other for other in spoken[index + 1 : index + 6] if other in pair), before or pair[0])
        filled.append(after if index + 1 < len(spoken) and spoken[index + 1] == after else before or after)
    return filled


def _same_numbers(first: Sequence[Block], second: Sequence[Block], *, apart: bool) -> bool:
    """Whether both number their provisions alike; without numbers, ``apart`` and of like length."""
    ours, theirs = _numbers(first), _numbers(second)
    if not ours and not theirs:
        return apart and 0.5 <= len(first) / max(1, len(second)) <= 2
    common = sum((ours & theirs).values())
    return common >= _ALIKE * max(sum(ours.values()), sum(theirs.values()))


def _numbers(blocks: Sequence[Block]) -> Counter[tuple[str, tuple[int, ...]]]:
    found: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for block in blocks:
        if heading := division(block.text, 0):
            found[heading.kind, heading.key] += 1
        elif (item := enumerator(block.text)) and item.values[0][0][0].isdigit():
            found["", item.values[0][1]] += 1
    return found


def _halves(sides: dict[str, list[Block]], pair: Sequence[str], rest: Sequence[Block], how: str) -> Halves:
    first, second = ("en", pair[0] if pair[1] == "en" else pair[1]) if "en" in pair else (pair[0], pair[1])
    return Halves(first, second, (*sides[first], *rest), tuple(sides[second]), how)


def _addresses(instrument: Instrument) -> dict[tuple[str, ...], Provision]:
    """Provisions by what has the same form in any language: kinds, numbers and order."""
    found: dict[tuple[str, ...], Provision] = {}

    def visit(provisions: Sequence[Provision], above: tuple[str, ...]) -> None:
        counts: Counter[ProvisionKind] = Counter()
        for provision in provisions:
            counts[provision.kind] += 1
            heading = division(provision.number, 0)
            if heading is not None:
                number = ".".join(map(str, heading.key))
            elif (item := enumerator(f"{provision.number}. ")) is not None:
                number = ".".join(map(str, item.values[0][1]))
            else:
                number = f"#{counts[provision.kind]}"
            address = (*above, provision.kind.value, number)
            found.setdefault(address, provision)
            visit(provision.children, address)

    visit(instrument.provisions, ())
    return found


def _missing(
    ours: dict[tuple[str, ...], Provision],
    theirs: dict[tuple[str, ...], Provision],
    language: str,
    instrument: Instrument,
) -> Iterator[Notice]:
    for address, provision in ours.items():
        if address not in theirs and provision.number and address[:-2] in ({(): 1} | theirs):
            passage = instrument.passage(provision.start, min(provision.own_end, provision.start + 80))
            yield Notice(
                "versions-differ",
                Severity.CAUTION,
                f"“{provision.number}” ({provision.path}) has no counterpart in the version in {language}.",
                passage,
            )


def _differences(
    ours: dict[tuple[str, ...], Provision],
    theirs: dict[tuple[str, ...], Provision],
    language: str,
    instrument: Instrument,
    other: Instrument,
) -> Iterator[Notice]:
    """Figures that stand in one version of a provision and not in the other."""
    for address, provision in ours.items():
        counterpart = theirs.get(address)
        if counterpart is None:
            continue
        first = _figures(instrument, provision)
        second = _figures(other, counterpart)
        if first != second:
            only = " ".join((first - second).elements()) or "none"
            there = " ".join((second - first).elements()) or "none"
            yield Notice(
                "versions-differ",
                Severity.ALARM,
                f"The figures of {provision.path} differ between the languages: {only} here, "
                f"{there} in the version in {language}.",
                instrument.passage(provision.start, provision.own_end),
            )


def _figures(instrument: Instrument, provision: Provision) -> Counter[str]:
    text = instrument.text[provision.body : provision.own_end]
    return Counter(re.sub(r"[  ]", "", figure).replace(",", ".") for figure in _FIGURE.findall(text))
