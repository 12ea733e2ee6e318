"""Parts of the instrument that it declares binding or not binding by their numbers (``data/parts.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Passage, Provision, ProvisionKind, from_yaml

from .sentences import Sentence

_MOST = 200
"""Numbers that a range ("Articles 5 to 9") is spread out to."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Paths of the provisions spoken of, and the sentences that do so (True: as binding)."""

    binding: frozenset[str] = frozenset()
    not_binding: frozenset[str] = frozenset()
    passages: tuple[tuple[Passage, bool], ...] = ()
    excepting: bool = False
    """Whether a sentence denies that the rest binds, with an exception for parts by their numbers."""


def parts_declared(instrument: Instrument, sentences: Sequence[Sentence]) -> Parts:
    """What the instrument says of the force of its own parts, such as "Articles 2 and 6 are not binding"."""
    text, words = instrument.text, _patterns()
    binding: set[str] = set()
    not_binding: set[str] = set()
    passages: list[tuple[Passage, bool]] = []
    before: set[str] = set()
    excepting = False
    for sentence in sentences:
        if not sentence.operative or sentence.annex or sentence.quoted:
            continue
        own = text[sentence.start : sentence.end]
        if not words.cues.search(own):
            before = set()
            continue
        subject = words.subject.search(own)
        is_own = subject is not None and _is_own(own, subject)
        named = _named(instrument, subject) if subject and is_own else set()
        named = named or (before if words.back.match(own) else set())
        denied = words.not_binding.search(own) is not None
        affirmed = words.binding.search(own) is not None and not denied
        excepted = subject is not None and words.excepted.search(own[: subject.start()]) is not None
        if denied and excepted and is_own:
            # the sentence speaks of the whole, whether or not the parts that it leaves out were found
            excepting = True
            binding.update(named)
            passages.append((instrument.passage(sentence.start, sentence.end), False))
            before = named
            continue
        if not named:
            says = affirmed and words.others.search(own) is not None
            passages += [(instrument.passage(sentence.start, sentence.end), True)] if says else []
            continue
        if denied or affirmed:
            (not_binding if denied else binding).update(named)
            passages.append((instrument.passage(sentence.start, sentence.end), not denied))
        before = named
    return Parts(frozenset(binding), frozenset(not_binding), tuple(passages), excepting)


def _is_own(own: str, subject: re.Match[str]) -> bool:
    """The numbers are the subject of the sentence or excepted from it, and of no other instrument."""
    words = _patterns()
    before = own[: subject.start()].strip().lower()
    opens = before in words.openings or words.excepted.search(before) is not None
    return opens and not words.foreign.match(own[subject.end() : subject.end() + 40].lower())


def _named(instrument: Instrument, subject: re.Match[str]) -> set[str]:
    unit = subject["unit"].lower()
    kinds = next(kinds for word, kinds in _patterns().kinds.items() if unit.startswith(word))
    numbers = _expanded(subject["list"])
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
    for low, high in _patterns().ranges.findall(numbers):
        found |= {str(number) for number in range(int(low), min(int(high), int(low) + _MOST) + 1)}
    return found


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    units: str
    kinds: dict[str, tuple[ProvisionKind, ...]]
    joints: str
    ranges: str
    cues: str
    openings: tuple[str, ...]
    excepted: str
    others: str
    foreign: str
    back: str
    not_binding: str
    binding: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    subject: re.Pattern[str]
    kinds: Mapping[str, tuple[ProvisionKind, ...]]
    ranges: re.Pattern[str]
    cues: re.Pattern[str]
    openings: frozenset[str]
    excepted: re.Pattern[str]
    others: re.Pattern[str]
    foreign: re.Pattern[str]
    back: re.Pattern[str]
    not_binding: re.Pattern[str]
    binding: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    text = files("fullpowers.language").joinpath("data/parts.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/parts.yaml")
    number = r"\d{1,3}(?:\.\d{1,3})?(?:\(\w{1,3}\))?"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return _Patterns(
        subject=compiled(
            rf"(?P<unit>{data.units})\s+(?P<list>{number}(?:(?:{data.joints}){number}){{0,20}})"
        ),
        kinds=data.kinds,
        ranges=compiled(rf"(\d{{1,3}})\s?(?:{data.ranges})\s?(\d{{1,3}})"),
        cues=compiled(data.cues),
        openings=frozenset(data.openings),
        excepted=compiled(data.excepted),
        others=compiled(data.others),
        foreign=compiled(data.foreign),
        back=compiled(data.back),
        not_binding=compiled(data.not_binding),
        binding=compiled(data.binding),
    )
