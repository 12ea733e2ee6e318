"""Blocks and structure to one Instrument: marks become notices, revisions and comments with passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fullpowers.model import (
    Anchor,
    Comment,
    Coverage,
    Format,
    Instrument,
    Notice,
    Passage,
    Reading,
    Revision,
    RevisionKind,
    Severity,
    Source,
)

from . import bilingual
from .blocks import Block, BlockKind, Extract, Mark, MarkKind
from .languages import languages_named
from .lookalikes import to_latin_table
from .negotiating import contested, wanted
from .signing import signing
from .structure import build
from .structure.words import patterns

_SHOWN_PER_CODE = 40
"""Notices of one kind that are shown one by one; the rest is counted."""

_LEAST_LETTERS = 60
"""Letters of a text whose language should be told; fewer may be a name and a figure."""
_TRICKS = ("look-alike", "zero-width", "bidi-control", "foreign-digits")
_TERM = re.compile(r"[“\"«]([^”\"»\n]{2,60})[”\"»]")
_ASCII = re.compile("[\x00-\x7f]+")
_SPACES = bytes(byte for byte in range(0x80) if chr(byte).isspace())
_STREAMS = {BlockKind.NOTE: "notes", BlockKind.MARGIN: "margins"}
_REVISIONS = {
    MarkKind.INSERTION: RevisionKind.INSERTION,
    MarkKind.DELETION: RevisionKind.DELETION,
    MarkKind.MOVED_FROM: RevisionKind.MOVED_FROM,
    MarkKind.MOVED_TO: RevisionKind.MOVED_TO,
}


def assemble(extract: Extract, reading: Reading, source: Source | None) -> Instrument:
    """The instrument that the blocks of ``extract`` make; of two languages, one is read and one is linked."""
    halves = bilingual.split(extract.blocks)
    if halves is None:
        alone = _assemble(extract, reading, source)
        # an exported reading carries its notices already
        said = (*alone.notices, *_authentic(alone), *_unknown_language(alone))
        return replace(alone, notices=tuple(dict.fromkeys(said)))
    first = _assemble(replace(extract, blocks=halves.blocks), reading, source)
    other = _assemble(Extract(halves.others), reading, source)
    found = paired(first, replace(other, coverage=None), halves.second)
    notice = Notice(
        "bilingual",
        Severity.INFO,
        f"The file holds the text in two languages, {halves.how}: {halves.first} is read here, "
        f"{halves.second} is kept beside it.",
    )
    notices = (*found.notices, notice, *_authentic(found))
    return replace(found, notices=notices, coverage=_coverage(extract))


def paired(instrument: Instrument, other: Instrument, language: str) -> Instrument:
    """``instrument`` with ``other`` as its version in ``language``, and notices about what differs."""
    version, notices = bilingual.linked(instrument, other, language)
    return replace(
        instrument,
        versions=(*instrument.versions, version),
        notices=_capped((*instrument.notices, *notices)),
    )


def _assemble(extract: Extract, reading: Reading, source: Source | None) -> Instrument:
    tree = extract.tree
    stated = tree is not None and tree.text == "\n".join(block.text for block in extract.blocks)
    structure = build(extract.blocks, list(tree.roots) if tree and stated else None)
    bare = Instrument(
        title=structure.title,
        text=structure.text,
        provisions=structure.provisions,
        parties=structure.parties,
        languages=structure.languages,
        reading=reading,
        source=source,
    )
    terms = _terms(bare.text)
    placed = [
        (mark, start + mark.start, start + mark.end)
        for block, start in zip(extract.blocks, structure.starts, strict=True)
        for mark in block.marks
    ]
    found = (_graded(notice, terms) for notice in _notices(placed, bare))
    noticed = (*extract.notices, *found)
    return replace(
        bare,
        contested=contested(bare),
        signing=signing(bare),
        # what an earlier reading said and this one finds again is said once
        notices=_capped(tuple(dict.fromkeys(noticed)) if tree else noticed),
        revisions=tuple(
            Revision(_REVISIONS[mark.kind], mark.author, mark.date, mark.text, start, end)
            for mark, start, end in placed
            if mark.kind in _REVISIONS
        ),
        comments=tuple(
            Comment(mark.author, mark.date, mark.text, _passage(bare, start, end))
            for mark, start, end in placed
            if mark.kind is MarkKind.COMMENT
        ),
        formats=(
            *(Format(kind, 0, len(bare.text), value) for kind, value in extract.formats if bare.text),
            *(
                Format(kind, start, end, value)
                for mark, start, end in placed
                if end > start
                for kind, value in mark.formats
            ),
        ),
        coverage=_coverage(extract),
        anchors=tuple(
            Anchor(start, block.place) for block, start in zip(extract.blocks, structure.starts, strict=True)
        ),
    )


def as_wanted(instrument: Instrument, party: str) -> Instrument:
    """A negotiating text as ``party`` wants it, with its own structure; places in the file are not kept."""
    lines = [line.strip(" ") for line in wanted(instrument, party).split("\n")]
    blocks = [
        Block(line, BlockKind.ROW if "\t" in line else BlockKind.PARAGRAPH) for line in lines if line.strip()
    ]
    found = _assemble(Extract(tuple(blocks)), instrument.reading, instrument.source)
    settled = len(instrument.contested) - len(found.contested)
    notice = Notice(
        "as-party",
        Severity.CAUTION,
        f"This is the text as {party} wants it, not as it stands in the file: "
        f"{settled} of {len(instrument.contested)} open places are settled its way.",
    )
    kept = (one for one in instrument.notices if one.passage is None)
    return replace(found, notices=(notice, *kept), coverage=instrument.coverage)


def _terms(text: str) -> frozenset[str]:
    """The words of the terms that a text puts in quotation marks, as it does when it defines them."""
    return frozenset(
        word.casefold() for term in _TERM.findall(text) for word in term.split() if word[0].isupper()
    )


def _graded(notice: Notice, terms: frozenset[str]) -> Notice:
    """A trick inside a defined term is as grave as one inside a figure."""
    if notice.code not in _TRICKS or notice.passage is None or notice.severity is Severity.ALARM:
        return notice
    word = notice.passage.quote.translate(to_latin_table()).strip(".,;:()“”\"'").casefold()
    if word not in terms:
        return notice
    return replace(notice, severity=Severity.ALARM, message=f"{notice.message} It is a defined term.")


def _unknown_language(instrument: Instrument) -> Iterator[Notice]:
    """Said so that nobody takes what is not found for what is not there."""
    if not instrument.languages and sum(map(str.isalpha, instrument.text)) >= _LEAST_LETTERS:
        yield Notice(
            "unknown-language",
            Severity.CAUTION,
            "The language of the text was not recognised: divisions, parties and terms may stand in it "
            "and not be found. English and Ukrainian are read best; French, Spanish, Russian and Arabic by "
            "their structure words.",
        )


def _authentic(instrument: Instrument) -> Iterator[Notice]:
    """What the clause on authentic texts says, when the file has not all of them."""
    end = len(instrument.text)
    clause = None
    possible = patterns().authentic.may_be_in(instrument.text)
    for line in reversed(instrument.text.split("\n")) if possible else ():
        start = end - len(line)
        if clause := patterns().authentic.search(line):
            break
        end = start - 1
    if clause is None:
        return
    present = (*instrument.languages, *(version.language for version in instrument.versions))
    named = languages_named(instrument.text[start:end])
    absent = [code for code in named if code not in present]
    if len(named) > 1 and absent:
        yield Notice(
            "authentic-texts",
            Severity.INFO,
            f"The text says that it is authentic in {', '.join(named)}; it is read here in "
            f"{', '.join(present) or 'another language'}: ask for {', '.join(absent)}.",
            instrument.passage(
                max(start, start + clause.start() - 300), min(end, start + clause.end() + 300)
            ),
        )


def _coverage(extract: Extract) -> Coverage:
    """As the reader of the format counted; else what the blocks and their changes hold."""
    if extract.streams:
        return Coverage(**dict(extract.streams))
    counts: Counter[str] = Counter()
    texts: dict[str, list[str]] = {}
    for block in extract.blocks:
        texts.setdefault(_STREAMS.get(block.kind, "body"), []).append(block.text)
        for mark in block.marks:
            if mark.kind is MarkKind.COMMENT:
                counts["comments"] += _weight(mark.text)
            elif mark.kind is not MarkKind.NOTICE and mark.start == mark.end:
                counts["deleted"] += _weight(mark.text)
            counts["hidden"] += mark.hidden
    for stream, held in texts.items():
        counts[stream] = _weight("".join(held))
    return Coverage(**counts)


def _weight(text: str) -> int:
    """Characters of a text, white space not counted."""
    data = text.encode("utf-8", "surrogatepass")
    spaces = len(data) - len(data.translate(None, _SPACES))
    return len(text) - spaces - sum(map(str.isspace, _ASCII.sub("", text)))


def _notices(placed: Iterable[tuple[Mark, int, int]], instrument: Instrument) -> Iterable[Notice]:
    for mark, start, end in placed:
        if mark.kind is MarkKind.NOTICE:
            yield Notice(mark.code, mark.severity, mark.text, _passage(instrument, start, end))


def _passage(instrument: Instrument, start: int, end: int) -> Passage | None:
    return instrument.passage(start, end) if end > start else None


def _capped(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The gravest first, the rest in the order of the text; many of one kind end in a count."""
    order = (Severity.ALARM, Severity.CAUTION, Severity.INFO)
    shown: list[Notice] = []
    seen: Counter[tuple[str, Severity]] = Counter()
    for notice in sorted(notices, key=lambda notice: order.index(notice.severity)):
        seen[notice.code, notice.severity] += 1
        if seen[notice.code, notice.severity] <= _SHOWN_PER_CODE:
            shown.append(notice)
    for (code, severity), count in seen.items():
        if count > _SHOWN_PER_CODE:
            shown.append(
                Notice(code, severity, f"{count - _SHOWN_PER_CODE} more notices of this kind are not shown.")
            )
    return tuple(sorted(shown, key=lambda notice: order.index(notice.severity)))
