"""Where the provisions of an instrument are, by their numbers: ``Article 5``, ``3.2(a)``, ``Annex II``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Provision, ProvisionKind, from_yaml

_PARTS = re.compile(r"\d+|[a-zа-яіїє]+", re.I)
_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PRINTED = re.compile(
    r"(?:(?<=\n)|(?<=[.;:)] )|^)(?:ARTICLE |Article |SECTION |Section )?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})[.):]?[ \t\u00a0]{1,3}(?=[A-Z“\"(\[])"
)
_BARE = re.compile(r"\d+(?:\.\d+)*")


class Addresses:
    """The provisions of one instrument by kind and number."""

    def __init__(self, instrument: Instrument) -> None:
        self._all: dict[tuple[str, ...], list[Provision]] = {}
        self._parents: dict[str, Provision] = {}
        self._annexes: list[Provision] = []
        self._instrument = instrument
        self._printed: dict[str, int] | None = None
        for provision in instrument.provisions:
            self._add(provision, None)

    def _add(self, provision: Provision, parent: Provision | None) -> None:
        if parent is not None:
            self._parents[provision.path] = parent
        key = key_of(provision.number)
        if key:
            self._all.setdefault(key, []).append(provision)
        if provision.kind is ProvisionKind.ANNEX:
            self._annexes.append(provision)
        for child in provision.children:
            self._add(child, provision)

    def find(
        self,
        kinds: Sequence[ProvisionKind],
        number: str,
        here: Provision,
        within: Provision | None,
    ) -> Provision | None:
        """The provision meant by ``number`` when it is said at ``here``; None when there is none.

        Tried in turn: inside ``within``; the whole number as printed; the number split into steps from an
        article down; for paragraphs and points, the steps from the provisions around ``here``.
        """
        key = key_of(number)
        if not key:
            return None
        if within is not None:
            return _down(within, key) or within
        if ProvisionKind.ANNEX in kinds:
            return self._annex(key) or (
                self._known(key, kinds) if kinds[0] is not ProvisionKind.ANNEX else None
            )
        small = kinds[0] in (ProvisionKind.PARAGRAPH, ProvisionKind.POINT)
        if small:
            near = self._near(key, here)
            if near is not None:
                return near
        return self._known(key, kinds) or self._run_on(number)

    def apart(self, word: str, kinds: Sequence[ProvisionKind]) -> bool:
        """Whether no annex of that name (annex, schedule) is in the text: they are files of their own."""
        stem = word.lower()[:5]
        return kinds[0] is ProvisionKind.ANNEX and not any(
            annex.number.lower().startswith(stem) for annex in self._annexes
        )

    def around(self, kinds: Sequence[ProvisionKind], here: Provision, which: str) -> Provision | None:
        """``this Article``: the provision of one of the kinds that holds ``here``; ``the preceding`` one."""
        chain = [here, *self._above(here)]
        own = next((one for kind in kinds for one in chain if one.kind is kind), None)
        if own is None:
            own = chain[-1] if kinds and kinds[0] is not ProvisionKind.ANNEX else None
        if own is None or ("preced" not in which and "previous" not in which):
            return own
        parent = self._parents.get(own.path)
        siblings = parent.children if parent else ()
        index = next((n for n, one in enumerate(siblings) if one.path == own.path), 0)
        return siblings[index - 1] if index > 0 else own

    def _known(self, key: tuple[str, ...], kinds: Sequence[ProvisionKind]) -> Provision | None:
        for length in range(len(key), 0, -1):
            for head in _spellings(key[:length]):
                matches = self._all.get(head, [])
                best = next((one for kind in kinds for one in matches if one.kind is kind), None)
                if best is None and length == len(key):
                    best = next((one for one in matches if _may_mean(kinds, one.kind)), None)
                if best is not None:
                    rest = key[length:]
                    return self._inside(best, rest) if rest else best
        return None

    def _inside(self, holder: Provision, rest: tuple[str, ...]) -> Provision | None:
        """The point below ``holder``; or ``holder`` itself when the point runs on in its own words."""
        below = _down(holder, rest)
        if below is not None or not holder.children:
            return below or holder
        marks = [f"({step})" for step in rest] + [f" {'.'.join(rest)} "]
        text = self._instrument.text
        return holder if any(text.find(mark, holder.start, holder.end) >= 0 for mark in marks) else None

    def _run_on(self, number: str) -> Provision | None:
        """The provision in whose words a numbered clause runs on, such as ``15.1.1 The Buyer ...``."""
        if self._printed is None:
            self._printed = {}
            for found in _PRINTED.finditer(self._instrument.text):
                self._printed.setdefault(found["number"], found.start())
        bare = _BARE.match(_words().pattern.sub("", number.strip()))
        place = self._printed.get(bare[0]) if bare else None
        return self._instrument.at(place) if place is not None else None

    def _near(self, key: tuple[str, ...], here: Provision) -> Provision | None:
        for holder in (here, *self._above(here)):
            found = _down(holder, key)
            if found is not None:
                return found
        return None

    def _annex(self, key: tuple[str, ...]) -> Provision | None:
        for head in _spellings(key[:1]):
            for annex in self._annexes:
                if key_of(annex.number)[:1] == head or key_of(annex.number) == head:
                    return _down(annex, key[1:]) or annex
        return None

    def _above(self, provision: Provision) -> list[Provision]:
        chain = []
        parent = self._parents.get(provision.path)
        while parent is not None:
            chain.append(parent)
            parent = self._parents.get(parent.path)
        return chain


def key_of(number: str) -> tuple[str, ...]:
    """The steps of a printed number: ``Article 4.2(a)`` is ``("4", "2", "a")``; words become figures."""
    bare = _words().pattern.sub("", number.strip())
    return tuple(_words().figures.get(part.lower(), part.lower()) for part in _PARTS.findall(bare))


def number_words() -> tuple[str, ...]:
    """Numbers of provisions that are printed as words: ``one``, ``two``, ..."""
    return tuple(_words().figures)


def _may_mean(kinds: Sequence[ProvisionKind], kind: ProvisionKind) -> bool:
    """Whether a word for other kinds of provision can mean this one, since drafters mix them: no points."""
    if kind is ProvisionKind.ANNEX:
        return False
    small = (ProvisionKind.POINT, ProvisionKind.PARAGRAPH, ProvisionKind.TEXT)
    return kind not in small or any(one in small for one in kinds)


def _spellings(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The key as it is, and with a Roman first step as figures and the other way round."""
    if not key:
        return []
    first = key[0]
    forms = [first]
    if _ROMAN.match(first):
        forms.append(str(_figure(first)))
    elif first.isdigit() and 0 < int(first) < 100:
        forms.append(_roman(int(first)))
    return [(form, *key[1:]) for form in forms]


def _figure(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    return sum(-v if any(v < w for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def _roman(number: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return tens[number // 10] + ones[number % 10]


def _down(holder: Provision, key: tuple[str, ...]) -> Provision | None:
    """The descendant of ``holder`` by the steps of ``key``; numbers may repeat those of the holder."""
    if not key:
        return None
    for child in holder.children:
        own = key_of(child.number)
        if not own:
            found = _down(child, key) if not child.number else None
            if found is not None:
                return found
            continue
        for form in _spellings(key):
            if own == form:
                return child
            steps = own[-1:]
            if own[: len(form)] == form[: len(own)] and len(own) < len(form):
                return _down(child, form[len(own) :])
            if steps == form[:1] and len(own) > 1:
                return child if len(form) == 1 else _down(child, form[1:])
    return None


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    words: tuple[str, ...]
    number_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    """The words before a number."""
    figures: dict[str, str]


@cache
def _words() -> _Words:
    text = files("fullpowers.language").joinpath("data/addresses.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/addresses.yaml")
    words = "|".join(sorted(map(re.escape, data.words), key=len, reverse=True))
    return _Words(
        re.compile(rf"^(?:{words})s?(?:\.|’s|'s)?\s*", re.I),
        {word: str(figure) for figure, word in enumerate(data.number_words, 1)},
    )
