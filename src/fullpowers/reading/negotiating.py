"""What is not agreed in a negotiating text: square brackets, parties' wordings, options, reservations.

``contested`` finds it, ``wanted`` reads the text as one party wants it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import (
    Alternative,
    Contested,
    ContestedKind,
    Instrument,
    Party,
    ProvisionKind,
    from_yaml,
)

_LONGEST = 20_000
"""Characters between an opening bracket and its end; beyond it the bracket was never closed."""
_DEEPEST = 20
_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][\w .,&/'’+–-]{0,60}?)\s*[:–—]\s*")
_CODE = re.compile(r"(?:[A-Z][A-Z.]{1,7}|G-?\d{1,3}(?:/?China)?)")
_SEPARATOR = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bта\b|\bet\b|\by\b)\s*")
_NOTE_MARK = re.compile(r"\[(?:\d{1,3}|[ivxlc]{1,6}|note)\]")
_FIGURES = re.compile(r"[\d\s,;.–-]*\d[\d\s,;.–-]*|[ivxlc]{1,6}")
_COUNTS = re.compile(r" ?(?:%|[^\W\d_]{2,}|\[)")
_EITHER = re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}(?:\s?/\s?[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3})+")
_LOOSE = re.compile(r" +([,.;:)])")
"""Space in front of a sign, where words were taken out."""
_MOST = 5_000
"""Pairs of brackets; a text with more is no negotiating text."""
_LONGEST_OPTION = 10
"""Paragraphs of one option."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The content of ``data/negotiating.yaml``."""

    source: str
    options: tuple[str, ...]
    wants: tuple[str, ...]
    against: tuple[str, ...]
    editorial: tuple[str, ...]
    reservations: tuple[str, ...]
    names: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Pair:
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Side:
    """What a label says: who wants the words, who does not."""

    label: str
    parties: tuple[str, ...]
    against: tuple[str, ...]
    length: int


def contested(instrument: Instrument) -> tuple[Contested, ...]:
    """The places that are not agreed, in the order of the text; empty for an ordinary draft."""
    text = instrument.text
    found = [*_reservations(instrument), *_options(instrument)]
    if "[" in text:
        found += _bracketed(instrument)
    return tuple(sorted(found, key=lambda place: (place.passage.start, -place.passage.end)))


def parties_of(instrument: Instrument) -> tuple[str, ...]:
    """The labels of parties to which wordings are attributed, in the order of the text."""
    labels = (
        party
        for place in instrument.contested
        for alternative in place.alternatives
        for party in (*alternative.parties, *alternative.against)
    )
    return tuple(dict.fromkeys(labels))


def open_places(instrument: Instrument) -> dict[str, int]:
    """How many contested places each article, section, annex or recital holds, by path, in order."""
    counts: dict[str, int] = {}
    paths = {provision.path for provision in instrument.walk() if provision.kind in _COUNTED}
    for place in instrument.contested:
        path = place.passage.path
        while path and path not in paths and "/" in path:
            path = path.rpartition("/")[0]
        counts[path] = counts.get(path, 0) + 1
    return counts


_COUNTED = {
    ProvisionKind.ARTICLE,
    ProvisionKind.SECTION,
    ProvisionKind.ANNEX,
    ProvisionKind.RECITAL,
    ProvisionKind.NOTE,
}


def wanted(instrument: Instrument, party: str) -> str:
    """The text as ``party`` wants it: its own wordings without brackets, without the others' additions.

    What nobody is named for, and what the party has said nothing about, stays in its brackets.
    Notes, headers and footers are left out.

    Args:
        instrument: a negotiating text.
        party: a label of ``parties_of``, or a code or name of the same party.
    """
    apart = (ProvisionKind.NOTE, ProvisionKind.MARGIN)
    end = next((p.start for p in instrument.provisions if p.kind in apart), len(instrument.text))
    text = _wanted(instrument, party, 0, end, 0)
    return _LOOSE.sub(r"\1", re.sub(r" {2,}", " ", text)).strip()


def same_party(one: str, other: str) -> bool:
    """Whether two labels name one party: ``US`` and ``United States``."""
    first, second = one.casefold().strip(" ."), other.casefold().strip(" .")
    return first == second or bool(_codes(first) & _codes(second))


def _wanted(instrument: Instrument, party: str, start: int, end: int, first: int) -> str:
    """The text from ``start`` to ``end``; only contested places from the one numbered ``first`` on count."""
    text = instrument.text
    pieces = []
    here = start
    for index in range(first, len(instrument.contested)):
        place = instrument.contested[index]
        if place.passage.start >= end:
            break
        if place.passage.start < here or place.passage.end > end or place.kind is ContestedKind.RESERVATION:
            continue
        chosen = _choice(place, party)
        if chosen is None:
            continue
        pieces.append(text[here : place.passage.start])
        pieces += (
            _wanted(instrument, party, one.passage.start, one.passage.end, index + 1) for one in chosen
        )
        here = place.passage.end
    pieces.append(text[here:end])
    return "".join(pieces)


def _choice(place: Contested, party: str) -> list[Alternative] | None:
    """The wordings that the party wants at a place; none of them, or None when it has not said."""
    own = [one for one in place.alternatives if any(same_party(name, party) for name in one.parties)]
    if own:
        return own
    if any(same_party(name, party) for one in place.alternatives for name in one.against):
        return []
    attributed = [one for one in place.alternatives if one.parties]
    if len(place.alternatives) == 1 and attributed:
        return []  # an addition of somebody else
    return None


def _bracketed(instrument: Instrument) -> Iterator[Contested]:
    text = instrument.text
    pairs = [pair for pair in _pairs(text) if _is_contested(instrument, pair)][:_MOST]
    used: set[int] = set()
    for index, pair in enumerate(pairs):
        if index in used:
            continue
        group = [pair]
        members = [index]
        for other in range(index + 1, len(pairs)):
            between = text[group[-1].end : pairs[other].start]
            if pairs[other].start < group[-1].end:
                continue
            if len(between) > 12 or between.strip(" \t\n/|,;") not in ("", "or", "або", "ou", "o", "или"):
                break
            group.append(pairs[other])
            members.append(other)
        sides = [_side(text[one.start + 1 : one.end - 1], instrument.parties) for one in group]
        if len(group) > 1 and not _belong_together(sides):
            group, sides, members = group[:1], sides[:1], members[:1]
        used.update(members)
        yield _place(instrument, group, sides)


def _belong_together(sides: Sequence[_Side]) -> bool:
    """Brackets side by side are alternatives when all are attributed, or none is and nothing is blank."""
    labelled = [bool(side.parties or side.label) for side in sides]
    return all(labelled) or not any(labelled)


def _place(instrument: Instrument, group: Sequence[_Pair], sides: Sequence[_Side]) -> Contested:
    text = instrument.text
    alternatives = []
    for pair, side in zip(group, sides, strict=True):
        start, end = pair.start + 1 + side.length, pair.end - 1
        inner = text[start:end]
        if not side.label and len(group) == 1 and len(inner) <= 80 and _EITHER.fullmatch(inner.strip()):
            at = start
            for piece in inner.split("/"):
                lead = len(piece) - len(piece.lstrip())
                passage = instrument.passage(at + lead, at + len(piece.rstrip()))
                alternatives.append(Alternative("", (), passage))
                at += len(piece) + 1
            continue
        if inner.strip():
            alternatives.append(
                Alternative(side.label, side.parties, instrument.passage(start, end), side.against)
            )
    options = [alternative for alternative in alternatives if _option().match(alternative.label)]
    kind = ContestedKind.BRACKET
    if len(alternatives) > 1:
        kind = ContestedKind.OPTIONS if len(options) == len(alternatives) else ContestedKind.ALTERNATIVES
    whole = instrument.passage(group[0].start, group[-1].end)
    return Contested(kind, whole, tuple(alternatives), group[0].depth)


def _pairs(text: str) -> Iterator[_Pair]:
    """Brackets with their ends and depths, in the order of their beginnings; unclosed ones are left out."""
    found: list[_Pair] = []
    waiting: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        at = match.start()
        if match[0] == "[":
            waiting.append(at)
        elif waiting:
            start = waiting.pop()
            if at - start <= _LONGEST and len(waiting) < _DEEPEST:
                found.append(_Pair(start, at + 1, 0))
    found.sort(key=lambda pair: pair.start)
    around: list[int] = []
    for pair in found:
        while around and around[-1] < pair.end:
            around.pop()
        around.append(pair.end)
        pair.depth = len(around)
    return iter(found)


def _is_contested(instrument: Instrument, pair: _Pair) -> bool:
    text = instrument.text
    whole = text[pair.start : pair.end]
    inner = whole[1:-1].strip()
    if inner.strip(" .:").casefold() in _editorial():
        return False
    head = inner.partition(":")[0].strip(" .").casefold()
    if ":" in inner and head in _editorial():
        return False
    before, after = text[max(0, pair.start - 1) : pair.start], text[pair.end : pair.end + 1]
    if _NOTE_MARK.fullmatch(whole) and before not in (" ", "]") and after != "[":
        return False  # the mark of a note, in the text or in front of it
    if _FIGURES.fullmatch(inner) and not _COUNTS.match(text, pair.end):
        return False  # a figure that counts nothing is a reference
    if not inner:
        return bool(whole[1:-1])  # a blank to be filled in; `[]` is no text at all
    return True


def _side(inner: str, parties: Sequence[Party]) -> _Side:
    """The label in front of bracketed words, and whom it names."""
    found = _LABEL.match(inner)
    if not found:
        return _Side("", (), (), 0)
    label = found["label"].strip()
    if _option().match(label):
        return _Side(label, (), (), found.end())
    stance = ""
    names = label
    for verb in (*_words().wants, *_words().against):
        if names.casefold().endswith(f" {verb}"):
            names, stance = names[: -len(verb)].strip(" -–'’s"), verb
            break
    named = tuple(name for name in _SEPARATOR.split(names) if name)
    if not named or not all(_is_party(name, parties) for name in named):
        return _Side("", (), (), 0)
    if stance in _words().against:
        return _Side(label, (), named, found.end())
    return _Side(label, named, (), found.end())


def _is_party(name: str, parties: Sequence[Party]) -> bool:
    if _CODE.fullmatch(name) or _codes(name.casefold()):
        return name.casefold() not in _editorial()
    known = {alias.casefold() for party in parties for alias in (party.name, *party.aliases)}
    return name.casefold() in known or f"the {name}".casefold() in known


def _options(instrument: Instrument) -> Iterator[Contested]:
    """``Option 1 ... Option 2 ...`` at the beginnings of paragraphs."""
    text = instrument.text
    starts = list(_option_lines().finditer(text))
    lines = [found.start() for found in re.finditer(r"(?m)^", text)] if starts else []
    group: list[re.Match[str]] = []
    for found in [*starts, None]:
        if found is not None and group and _goes_on(group[-1], found, lines):
            group.append(found)
            continue
        if len(group) > 1:
            yield _options_place(instrument, group)
        group = [found] if found is not None and found["number"].casefold() in ("1", "a", "i", "а") else []


def _goes_on(before: re.Match[str], found: re.Match[str], lines: Sequence[int]) -> bool:
    """Whether an option is the next of a group: same word, next number, a few paragraphs on."""
    same = before["word"].casefold() == found["word"].casefold()
    apart = bisect_left(lines, found.start()) - bisect_left(lines, before.start())
    one, two = before["number"].casefold(), found["number"].casefold()
    following = (
        int(two) == int(one) + 1
        if one.isdecimal() and two.isdecimal()
        else two in (one + "i", "iv", "v") or (len(one) == len(two) == 1 and ord(two) == ord(one) + 1)
    )
    return same and following and apart <= _LONGEST_OPTION


def _options_place(instrument: Instrument, group: Sequence[re.Match[str]]) -> Contested:
    text = instrument.text
    end = text.find("\n", group[-1].end() + 1)
    ends = [found.start() - 1 for found in group[1:]] + [end if end >= 0 else len(text)]
    alternatives = []
    for found, stop in zip(group, ends, strict=True):
        start = found.end()
        stop = max(start, stop)
        named = found["who"] or ""
        parties = tuple(name for name in _SEPARATOR.split(named.strip("() ")) if name)
        alternatives.append(Alternative(found["label"].strip(), parties, instrument.passage(start, stop)))
    whole = instrument.passage(group[0].start(), max(group[0].end(), ends[-1]))
    return Contested(ContestedKind.OPTIONS, whole, tuple(alternatives))


def _reservations(instrument: Instrument) -> Iterator[Contested]:
    """Notes in which a party reserves its position."""
    for provision in instrument.provisions:
        if provision.kind is not ProvisionKind.NOTE:
            continue
        note = instrument.text[provision.start : provision.end]
        found = _reservation().search(note)
        if not found:
            continue
        head = note[: found.start()].strip(" .:;-–")
        names = re.sub(r"^\[?\w{1,4}\]?\s+", "", head) if _NOTE_MARK.match(note) else head
        named = tuple(
            name
            for name in _SEPARATOR.split(names)
            if _is_party(name.removeprefix("the ").removeprefix("The "), instrument.parties)
        )
        passage = instrument.passage(provision.start, provision.end)
        yield Contested(ContestedKind.RESERVATION, passage, (Alternative(", ".join(named), named, passage),))


@cache
def _words() -> _Words:
    text = files(__package__).joinpath("data/negotiating.yaml").read_text("utf-8")
    return from_yaml(text, _Words, where="reading/data/negotiating.yaml")


@cache
def _editorial() -> frozenset[str]:
    return frozenset(word.casefold() for word in _words().editorial)


@cache
def _codes(name: str) -> frozenset[str]:
    """Codes of the state that ``name`` (in lower case) is a name or code of."""
    return frozenset(
        code
        for code, names in _words().names.items()
        if name == code.casefold() or name.removeprefix("the ") in {known.casefold() for known in names}
    )


@cache
def _option() -> re.Pattern[str]:
    words = "|".join(_words().options)
    return re.compile(rf"(?:{words})\.?\s*(?:\d{{1,2}}|[A-Za-zА-Яа-я]|[ivx]{{1,4}})\b", re.I)


@cache
def _option_lines() -> re.Pattern[str]:
    words = "|".join(_words().options)
    return re.compile(
        rf"(?m)^(?:\[)?(?P<label>(?P<word>{words})\.?\s*(?P<number>\d{{1,2}}|[A-Za-zА-Яа-я]|[ivx]{{1,4}})\b)"
        r"\s*(?P<who>\([A-Z][\w/,& .]{1,40}\))?\s*[:.)–—-]?[ \t]*",
        re.I,
    )


@cache
def _reservation() -> re.Pattern[str]:
    return re.compile("|".join(_words().reservations), re.I)
