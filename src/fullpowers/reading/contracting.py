"""The parties that the opening of a contract names: "by and between X, a company ("Alias"), and Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from fullpowers.model import Party, Passage, from_yaml, text_id

from .states import in_a_sentence

_OPENING = re.compile(
    r"\b(?:(?:by|made|entered into)\s+(?:and\s+)?)?(?:between|among|amongst)\b(?:\s+and\s+among\b)?\s*:?",
    re.I,
)
_ALIAS = re.compile(
    r"\(\s*(?P<in>[^()]{0,160}?)?[“\"”‘']\s*(?P<alias>[^”\"“’'()\n]{2,60}?)\s*,?[”\"“’'][^()]{0,160}\)"
    r"|\b(?:here(?:in)?after|referred to as|called)\b[^()“\".;]{0,60}[“\"](?P<bare>[^”\"\n]{2,60}?),?[”\"]",
    re.I,
)
_MARKS = "“\"”‘'"
"""What the name in an alias begins with."""
_SPLIT = re.compile(
    r"\s*(?:,|;|\n)?\s*\b(?:and|AND)\b:?\s*(?:among\s+)?|\s*;\s*|\n\s*(?:\(?\d\)\s+)?|,\s+(?=[A-Z])"
)
_JOINT = re.compile(r",?\s+(?:and|AND|And)\s+(?=[A-Z(])|\s+Source\b")
_DESCRIPTION = re.compile(r"(?:an?|the|with|having|whose|located|organi[sz]ed|existing|of|at|in)\s")
_LABELLED = re.compile(
    r"^[ \t]*(?:Party|Сторона) (?P<label>[A-Z1-9])\b[^:\n]{0,40}:[ \t]*(?P<name>[^\n,(]{2,100})", re.M
)
_WINDOW = 2_500
_LONGEST = 110
_TRIED = 8
"""Openings that are tried: further down, "between the parties" is said of other things."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of ``data/contracting.yaml``."""

    companies: tuple[str, ...]
    bodies: tuple[str, ...]
    ends: tuple[str, ...]
    ends_elsewhere: tuple[str, ...]
    not_aliases: tuple[str, ...]
    kinds: tuple[str, ...]
    followed_by: tuple[str, ...]
    labels: tuple[str, ...]
    places: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The same, as patterns."""

    company: re.Pattern[str]
    formal: re.Pattern[str]
    end: re.Pattern[str]
    not_alias: re.Pattern[str]
    tail: re.Pattern[str]
    label: re.Pattern[str]
    place: re.Pattern[str]
    role: re.Pattern[str]
    """``Seller: X`` on a line of its own."""


@cache
def patterns() -> _Patterns:
    """The patterns of an opening, made once."""
    text = files(__package__).joinpath("data/contracting.yaml").read_text(encoding="utf-8")
    words = from_yaml(text, _Words, where="reading/data/contracting.yaml")
    company, kind = _by_first_letter(words.companies), "|".join(words.kinds)
    # a place is left at once where no tail begins
    tail = (
        rf"(?=[\s(,;:.])\s*(?:\(|,?\s+(?:(?:an?|the)\s+(?:[\w.&’'-]+\s+){{0,8}}?(?:{kind})\b|(?:{'|'.join(words.followed_by)})\b)"
        rf"|,(?!\s*(?:{company})\b)|\s+[-–—]\s|;|:|\n|\.\s+(?=[A-Z][a-z]+ [a-z]))"
    )
    return _Patterns(
        company=re.compile(any_case(rf"\b(?:{company})\b(?!-)")),
        formal=re.compile(any_case(rf"\b(?:{company}|{'|'.join(words.bodies)})\b(?!-)")),
        end=re.compile(any_case(rf"\b(?:{'|'.join(words.ends)})|{'|'.join(words.ends_elsewhere)}")),
        not_alias=re.compile(rf"^(?:the |this )?(?:{'|'.join(words.not_aliases)})$", re.I),
        tail=re.compile(tail, re.I),
        label=re.compile(rf"(?:{'|'.join(words.labels)})\s*", re.I),
        place=re.compile(rf"(?:{'|'.join(words.places)})\b|\d+\s", re.I),
        role=re.compile(
            rf"^[ \t]*(?:The )?(?P<label>{'|'.join(words.roles)}):[ \t]*(?P<name>[^\n,(]{{2,100}})", re.M
        ),
    )


def any_case(pattern: str) -> str:
    """A pattern that matches without regard to case: many words are told apart faster so than by the flag."""

    def both(found: re.Match[str]) -> str:
        letters, letter = found["letters"], found["letter"]
        if letters:
            return f"[{re.sub(_LETTER, lambda one: _both(one['letter']) or one[0], letters)}]"
        return f"[{_both(letter)}]" if letter else found[0]

    return re.sub(rf"\(\?-i:[^)]*\)|\[(?P<letters>[^\]]*)\]|{_LETTER}", both, pattern)


_LETTER = r"\\.|(?P<letter>[^\W\d_])"
"""A letter that stands for itself, or an escape."""


def _by_first_letter(words: Sequence[str]) -> str:
    """Any of the words; those that begin with one letter are held against a text only where it stands."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0] if word[0].isalpha() else word, []).append(word[1:])
    return "|".join(
        f"{first}(?:{'|'.join(rests)})" if len(first) == 1 else first for first, rests in groups.items()
    )


def _both(letter: str | None) -> str:
    return f"{letter.upper()}{letter.lower()}" if letter else ""


def contracting(text: str, head: str) -> tuple[Party, ...]:
    """The parties of the opening that names at least two of them; empty when none does.

    A party ends with the alias in brackets that follows it; its name is what stands before its legal form,
    seat or capacity is told. An opening in which two are given such names goes before one that does without;
    where there is no opening, two names with a legal form and an alias at the very beginning are parties.
    """
    without: tuple[Party, ...] = ()
    for opening in islice(_OPENING.finditer(head), _TRIED):
        window = head[opening.end() : opening.end() + _WINDOW]
        if not _may_give_aliases(window) and not patterns().company.search(window):
            continue  # neither two aliases nor a company: nothing that follows would count
        end = patterns().end.search(window, 20)
        parties = _parties(text, opening.end(), window[: end.start()] if end else window)
        if sum(bool(party.aliases) for party in parties) > 1:
            return parties
        if len(parties) > 1 and not without and any(is_company(party.name) for party in parties):
            without = parties
    end = patterns().end.search(head, 200)
    beginning = head[: min(end.start(), _WINDOW)] if end else head[:_WINDOW]
    formal = tuple(
        party
        for party in (_parties(text, 0, beginning) if _may_give_aliases(beginning) else ())
        if party.aliases and patterns().formal.search(party.name)
    )
    return formal if len(formal) > 1 else without or _labelled(text, head)


def _may_give_aliases(window: str) -> bool:
    """Whether there are the quotation marks of two aliases; to look for those takes far longer."""
    return sum(map(window.count, _MARKS)) > 1


def _labelled(text: str, head: str) -> tuple[Party, ...]:
    """``Party A: X`` and ``Party B: Y``, or ``Seller: X`` and ``Buyer: Y``, each on its line."""
    for pattern, called in ((_LABELLED, "Party {}"), (patterns().role, "{}")):
        labelled = {found["label"]: found for found in reversed(tuple(pattern.finditer(head)))}
        if len(labelled) > 1:
            return tuple(
                Party(
                    found["name"].strip(" ."),
                    (called.format(found["label"]),),
                    _passage(text, *_stripped(found)),
                )
                for found in sorted(labelled.values(), key=lambda one: one.start())
            )
    return ()


def is_company(name: str) -> bool:
    """Whether the name ends in a legal form: ``Impresse Corporation``, ``B.V.``."""
    return bool(patterns().company.search(name[-24:]))


def _stripped(found: re.Match[str]) -> tuple[int, int]:
    name = found["name"]
    return found.start("name"), found.start("name") + len(name.rstrip(" ."))


def _parties(text: str, at: int, window: str) -> tuple[Party, ...]:
    """One party for each alias, and for the last stretch without one; an alias may follow a later mention."""
    begin = 0
    seen: dict[str, Party] = {}
    while begin < len(window):
        alias = _next_alias(window, begin)
        names = list(_names(window, begin, alias.start() if alias else len(window)))
        if alias is None:
            # behind the last alias only what has a legal form is a party
            rest = [one for one in names if not seen or patterns().company.search(window[slice(*one)])]
            names = rest[: 1 if seen else 2]
        aliases = (_alias(alias),) if alias else ()
        for name in names:
            called = window[slice(*name)].casefold()
            party = _party(text, at, name, aliases if name == names[-1] else ())
            if called not in seen or (party.aliases and not seen[called].aliases):
                seen[called] = party
        if alias is None:
            break
        begin = alias.end()
    # a title says more behind the name: "X Limited on the Silver Field"
    return tuple(
        party
        for called, party in seen.items()
        if party.aliases or not any(called.startswith(f"{other} ") for other in seen)
    )


def _next_alias(window: str, begin: int) -> re.Match[str] | None:
    for alias in _ALIAS.finditer(window, begin):
        if not patterns().not_alias.match(_alias(alias)):
            return alias
    return None


def _alias(found: re.Match[str]) -> str:
    return (found["alias"] or found["bare"]).strip(" ,.").removeprefix("the ").removeprefix("The ")


def _names(window: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches that begin like a name; in a stretch with an alias the last of them has it."""
    at = _behind_a_description(window, begin, stop)
    found: list[tuple[int, int]] = []
    while at < stop:
        at = _behind_labels(window, at, stop)
        tail = patterns().tail.search(window, at, stop)
        end = _before_and(window, at, tail.start() if tail else stop)
        name = window[at:end].rstrip(" ,;:\n")
        if _reads_like_a_name(name):
            found.append((at, at + len(name)))
        after = _SPLIT.search(window, max(end, at + 1), stop) if end < stop else None
        if end < stop and window[end : end + 5].lstrip().lower().startswith("and"):
            after = _SPLIT.search(window, end, stop)
        at = after.end() if after else stop
    formal = [span for span in found if patterns().formal.search(window[slice(*span)])]
    # what follows the first name without a legal form is its seat or an office, not another party
    yield from formal or found[:1]


def _behind_a_description(window: str, begin: int, stop: int) -> int:
    """Where the next party begins: the first party may be described behind its alias."""
    start = _behind_labels(window, begin, stop)
    if not _DESCRIPTION.match(window, start, stop):
        return begin
    joints = list(_JOINT.finditer(window, start, stop))
    formal = [one for one in joints if patterns().company.search(window[one.end() : stop])]
    chosen = formal[:1] or joints[-1:]
    return chosen[0].end() if chosen else begin


def _behind_labels(window: str, at: int, stop: int) -> int:
    """Past punctuation, numbers and words such as ``Party A:`` or ``and``."""
    while True:
        bare = window[at:stop].lstrip(" \n\t,;:.&")
        start = stop - len(bare)
        label = patterns().label.match(window, start, stop)
        if label is None or label.end() == start:
            return start
        at = label.end()


def _before_and(window: str, at: int, end: int) -> int:
    """``X Inc. and Y`` ends before the ``and``; ``Research and Development Ltd`` does not."""
    for joint in _JOINT.finditer(window, at, end):
        if patterns().formal.search(window[at : joint.start()]):
            return joint.start()
    return end


def _reads_like_a_name(name: str) -> bool:
    words = name.removeprefix("the ").removeprefix("The ")
    proper = patterns().formal.sub("", words).strip(" .,&")
    return (
        len(proper) > 1
        and len(name) <= _LONGEST
        and words[:1].isalnum()
        and (not words[:1].islower() or bool(patterns().company.search(name)))
        and not patterns().place.match(words)
        and not _DESCRIPTION.match(words)
    )


def _party(text: str, at: int, span: tuple[int, int], aliases: tuple[str, ...]) -> Party:
    passage = _passage(text, at + span[0], at + span[1])
    name = " ".join(passage.quote.split())
    if name.isupper() and not is_company(name) and patterns().formal.search(name):
        name = in_a_sentence(name)
    if name.startswith("The ") and not is_company(name) and patterns().formal.search(name):
        name = f"the {name[4:]}"  # a body of a state, as treaties write it
    return Party(name, aliases, passage)


def _passage(text: str, start: int, end: int) -> Passage:
    return Passage(text_id(text), start, end, text[start:end], "")
