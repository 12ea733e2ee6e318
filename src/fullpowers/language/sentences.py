"""The sentences of an instrument, each with its place, and the chapeau that a point completes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import OPERATIVE, Instrument, Provision, ProvisionKind, from_yaml

Span = tuple[int, int]

_LONGEST = 4000
"""Code points; a longer sentence is cut at its semicolons, so that no later step meets endless ones."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or row; offsets are code points of the canonical text, without outer whitespace."""

    start: int
    end: int
    provision: Provision
    """The deepest provision that holds it."""
    operative: bool
    """Whether it stands where words can bind: not a title, recital, heading, note, or signature."""
    chapeau: tuple[Span, ...] = ()
    """The unfinished sentences that it completes, the outermost first."""
    introduces: bool = False
    """Whether it is itself such an unfinished sentence, completed by the points below it."""
    row: bool = False
    """A row of a table: cells between tabs, no sentence."""
    annex: bool = False
    """Whether it stands in an annex."""
    quoted: bool = False
    """Whether it stands inside a quotation that began before it."""

    def text(self, instrument: Instrument) -> str:
        """Its own words."""
        return instrument.text[self.start : self.end]


def sentences(instrument: Instrument) -> tuple[Sentence, ...]:
    """All sentences of all provisions in the order of the text, headings and printed numbers left out.

    A paragraph of the canonical text ends a sentence; inside it a full stop does, unless an abbreviation
    or a number stands before it. A point or row is a sentence of its own even when it ends with a comma.
    """
    return tuple(_below(instrument, instrument.provisions, _Place()))


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ancestors of a provision say about the sentences in it."""

    operative: bool = False
    annex: bool = False
    silent: bool = False
    """Behind the signatures: nothing there binds until an annex begins."""
    chapeau: tuple[Span, ...] = ()


def _below(instrument: Instrument, provisions: tuple[Provision, ...], place: _Place) -> Iterator[Sentence]:
    top = provisions is instrument.provisions
    bare = top and not any(provision.kind in OPERATIVE for provision in provisions)
    begun = bare
    silent = place.silent
    chapeau = place.chapeau
    for index, provision in enumerate(provisions):
        kind = provision.kind
        after = provisions[index + 1].kind if index + 1 < len(provisions) else None
        silent = kind is ProvisionKind.SIGNATURE or (silent and kind is not ProvisionKind.ANNEX)
        begun = begun or kind in OPERATIVE
        operative = _is_operative(kind, place, begun) and not silent
        inner = _Place(operative, place.annex or kind is ProvisionKind.ANNEX, silent, chapeau)
        own = list(_own(instrument, provision, inner))
        open_end = _open(instrument, own, provision, after)
        if own and open_end:
            own[-1] = replace(own[-1], introduces=True)
        yield from own
        below = (*chapeau, (own[-1].start, own[-1].end)) if own and open_end else _inherited(own, chapeau)
        yield from _below(instrument, provision.children, _Place(operative, inner.annex, silent, below))
        if own and open_end and not provision.children:
            # points that stand beside their chapeau instead of under it
            chapeau = (*place.chapeau, (own[-1].start, own[-1].end))
        elif kind not in _POINTS or (own and instrument.text[own[-1].end - 1] in ".?!"):
            chapeau = place.chapeau


_POINTS = frozenset({ProvisionKind.POINT, ProvisionKind.ROW, ProvisionKind.TEXT, ProvisionKind.TABLE})


def _is_operative(kind: ProvisionKind, place: _Place, begun: bool) -> bool:
    if kind in (ProvisionKind.TEXT, ProvisionKind.ANNEX):
        return place.operative or (kind is ProvisionKind.TEXT and begun and not place.annex)
    return kind in OPERATIVE


def _inherited(own: list[Sentence], chapeau: tuple[Span, ...]) -> tuple[Span, ...]:
    """A provision without words of its own hands its chapeau down; one with whole sentences ends it."""
    return chapeau if not own else ()


def _open(
    instrument: Instrument, own: list[Sentence], provision: Provision, after: ProvisionKind | None
) -> bool:
    """Whether the provision's own text ends in the middle of a sentence that points complete."""
    if not own or own[-1].row:
        return False
    last = instrument.text[own[-1].end - 1]
    if provision.children:
        return last not in ".?!;"
    return last in ":—–-" and provision.kind is not ProvisionKind.ENACTING and after in _POINTS


def _own(instrument: Instrument, provision: Provision, place: _Place) -> Iterator[Sentence]:
    text = instrument.text
    start, end = _after_heading(text, provision), provision.own_end
    row = provision.kind is ProvisionKind.ROW
    spans = [_trim(text, start, end)] if row else _spans(text, start, end)
    quoted = False
    for number, (left, right) in enumerate(span for span in spans if span[0] < span[1]):
        yield Sentence(
            left,
            right,
            provision,
            place.operative and not row,
            place.chapeau if number == 0 else (),
            row=row,
            annex=place.annex,
            quoted=quoted,
        )
        opened = text.count("“", left, right) + text.count("«", left, right)
        closed = text.count("”", left, right) + text.count("»", left, right)
        quoted = opened > closed if not quoted else closed <= opened


def _after_heading(text: str, provision: Provision) -> int:
    """Where the wording begins: behind the printed number and, if there is one, the heading.

    A lone heading that ends with a full stop is a sentence that was taken for one.
    """
    words = provision.heading.split()
    if provision.kind is ProvisionKind.TITLE or not words:
        return provision.body
    begin = text.find(words[0], provision.start + len(provision.number), provision.own_end)
    at = begin
    for word in words:
        found = text.find(word, at, min(provision.own_end, at + len(word) + 40)) if at >= 0 else -1
        if found < 0:
            return provision.body
        at = found + len(word)
    lone = not provision.children and not text[max(at, provision.body) : provision.own_end].strip()
    return begin if lone and words[-1].endswith(".") else max(at, provision.body)


_STOP = re.compile(
    r"(?P<stop>[.?!…])[\"”’»)\]]{0,3}(?P<gap>[ \t\u00a0]{1,6})"
    r"(?=[“\"«‘(\[]{0,2}[^\W\d_a-zа-яєіїґß-ÿ]|\d{1,3}[.)][ \u00a0][A-ZА-ЯЄІЇҐ])"
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_][\w’'°º]{0,14}\.){0,3}[\w’'°º]{0,15}$")


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences between two offsets: a newline always ends one, a full stop mostly."""
    while start < end:
        line = text.find("\n", start, end)
        line = end if line < 0 else line
        begin = start
        for match in _STOP.finditer(text, start, line):
            if match["stop"] == "." and _abbreviation(text, begin, match.start(), match.end()):
                continue
            yield from _cut(text, *_trim(text, begin, match.end()))
            begin = match.end()
        yield from _cut(text, *_trim(text, begin, line))
        start = line + 1


def _abbreviation(text: str, begin: int, stop: int, following: int) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it and ends no sentence."""
    lists = _lists()
    found = _WORD_BEFORE.search(text, max(begin, stop - 40), stop)
    word = found[0].lower() if found else ""
    if not word:
        return False
    if word in lists.ambiguous:
        after = re.match(r"\W{0,3}(\w{1,20})", text[following : following + 24])
        return not (after and after[1].lower() in lists.starters)
    if len(word) == 1 and word.isalpha() and text[stop - 1].isupper():
        return True  # an initial: "J. Smith"
    if word.isdigit():
        return begin == stop - len(word)  # a printed number that the reader left in the text
    return word in lists.abbreviations


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        at = text.rfind(";", start + 1, start + _LONGEST)
        space = text.rfind(" ", start + 1, start + _LONGEST)
        at = at + 1 if at > 0 else space if space > 0 else start + _LONGEST
        yield _trim(text, start, at)
        start = _trim(text, at, end)[0]
    if start < end:
        yield start, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@dataclass(frozen=True, slots=True)
class _Lists:
    abbreviations: frozenset[str]
    ambiguous: frozenset[str]
    starters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    words: tuple[str, ...]
    starters: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    abbreviations: tuple[_Words, ...]
    ambiguous: _Ambiguous


@cache
def _lists() -> _Lists:
    text = files("fullpowers.language").joinpath("data/sentences.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/sentences.yaml")
    return _Lists(
        frozenset(word for group in data.abbreviations for word in group.words),
        frozenset(data.ambiguous.words),
        frozenset(data.ambiguous.starters),
    )
