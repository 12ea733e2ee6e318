"""The states that a treaty lists where its preamble begins, or that its title joins by a dash.

"The Kingdom of A, the Republic of B and C (hereinafter “the Parties”)," is a paragraph that begins with
names and holds little else. What "and" joins is taken apart, unless a name has it (``data/states.yaml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Party, Passage, from_yaml, text_id

_LONGEST_LIST = 6_000
_LONGEST_TITLE = 100
_MOST = 60
_STOP = re.compile(r"[ \n]{0,3}[,;:.]?[ \n]{0,3}")
_HEADING = re.compile(r"(?:PREAMBLE|Preamble|PREÁMBULO|PREAMBULO|PRÉAMBULE|ПРЕАМБУЛА|Преамбула)[:.]?\s+")
_LONGEST_HEADING = 300
_ACRONYM = 4
"""Letters of a name in capitals that stays as it is: EU, EFTA."""
_JOINT = ("part", "contracting", "сторон", "договірн", "estados", "état")
"""Beginnings of names that all parties share."""
_SMALL = frozenset({"the", "of", "and", "for", "in", "de", "la", "du", "des", "et", "y", "los", "та", "і"})


@dataclass(frozen=True, slots=True)
class _Known:
    """The content of ``data/states.yaml``."""

    source: str
    articles: tuple[str, ...]
    joints: tuple[str, ...]
    inside: tuple[str, ...]
    joined: tuple[str, ...]
    sides: tuple[str, ...]
    descriptions: tuple[str, ...]
    closing: tuple[str, ...]
    forms: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    name: re.Pattern[str]
    separator: re.Pattern[str]
    passed_over: re.Pattern[str]
    """What stands behind a name and is none: a description, a name given to several, a side."""
    closing: re.Pattern[str]
    called: re.Pattern[str]
    dashed: re.Pattern[str]
    form: re.Pattern[str]
    """What a state calls itself in front of its name: ``the Republic of``."""
    document: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    called: str = ""


def listed(text: str, head: str) -> tuple[Party, ...]:
    """The parties of the first paragraph in ``head`` that is a list of names; empty when there is none.

    A list that a name for all of them or a recital follows goes before one that just ends, as in a title.
    """
    start = 0
    first: tuple[_Named, ...] = ()
    for line in head.split("\n"):
        opened = start + _heading_length(line)
        found, is_closed = _names(text, opened, min(len(text), opened + _LONGEST_LIST))
        if is_closed:
            first = found
            break
        first = first or found
        start += len(line) + 1
    return tuple(_party(text, one) for one in first)


def joined_by_dash(text: str, head: str) -> tuple[Party, ...]:
    """``CZECH REPUBLIC - ISRAEL`` alone on a line of the title."""
    start = 0
    for line in head.split("\n"):
        found = _patterns().dashed.fullmatch(line) if len(line) <= _LONGEST_TITLE else None
        if found and not _patterns().document.search(line):
            spans = [(start + found.start(group), start + found.end(group)) for group in ("first", "second")]
            return tuple(_party(text, _Named(*span)) for span in spans)
        start += len(line) + 1
    return ()


def in_a_sentence(name: str) -> str:
    """A name that the title prints in capitals, as the text writes it: ``the Government of Ukraine``."""
    if not name.isupper() or len(name) <= _ACRONYM:
        return name
    return " ".join(word.lower() if word.lower() in _SMALL else word.capitalize() for word in name.split())


def _party(text: str, one: _Named) -> Party:
    name = in_a_sentence(" ".join(text[one.start : one.end].split()))
    name = "the" + name[3:] if name.startswith("The ") else name
    form = _patterns().form.match(name)
    short = name[form.end() :] if form else ""
    aliases = dict.fromkeys(alias for alias in (one.called, short) if alias and alias != name)
    passage = Passage(text_id(text), one.start, one.end, text[one.start : one.end], "")
    return Party(name, tuple(aliases), passage)


def shorter(name: str) -> str:
    """What a state is called for short: ``Namibia``, ``United States``; empty when the name says no more."""
    form = _patterns().form.match(name)
    if form:
        return name[form.end() :]
    union = _UNITED.match(name)
    return union["short"] if union else ""


_UNITED = re.compile(r"(?:[Tt]he )?(?P<short>United [A-Z][a-z]+) of\b")


def _heading_length(line: str) -> int:
    """Of a word like Preamble in front of the list."""
    found = _HEADING.search(line, 0, _LONGEST_HEADING)
    return found.end() if found else 0


def _names(text: str, start: int, end: int) -> tuple[tuple[_Named, ...], bool]:
    """The names of a list that begins at ``start``, and whether what follows them shows that it is one.

    No names where what follows shows that it is none.
    """
    patterns = _patterns()
    found: list[_Named] = []
    since = 0
    at = start
    while (
        len(found) < _MOST
        and not _is_recital(text, at)
        and (name := patterns.name.match(text, at, end))
        and not patterns.document.search(name[0])
    ):
        found.append(_Named(name.start(), name.end()))
        at = name.end()
        while passed := patterns.passed_over.match(text, at, end):
            called = patterns.called.search(passed[0])
            if called and len(found) - since == 1 and not called["alias"].casefold().startswith(_JOINT):
                found[-1] = _Named(found[-1].start, found[-1].end, called["alias"])
            since = len(found) if called else since
            at = passed.end()
        separator = patterns.separator.match(text, at, end)
        if separator is None:
            break
        at = separator.end()
    if len(found) < 2:
        return (), False
    is_closed = _is_recital(text, _behind_a_stop(text, at)) or "(" in text[found[-1].end : at]
    is_closed = is_closed or patterns.closing.match(text, at) is not None
    ends = is_closed or text[_behind_a_stop(text, at) - 1 : at + 1].find("\n") >= 0 or at >= len(text)
    return (tuple(found), is_closed) if ends else ((), False)


def _is_recital(text: str, at: int) -> bool:
    from .structure.words import patterns

    return patterns().recital.match(text, at) is not None


def _behind_a_stop(text: str, at: int) -> int:
    found = _STOP.match(text, at)
    return found.end() if found else at


@cache
def _patterns() -> _Patterns:
    text = files(__package__).joinpath("data/states.yaml").read_text("utf-8")
    known = from_yaml(text, _Known, where="reading/data/states.yaml")
    word = r"[A-ZА-ЯІЇЄҐÁÉÍÓÚ][\w’'.-]*"
    joined = "|".join(re.escape(name) for name in known.joined)
    one = rf"(?:(?i:{joined})(?!\w)|{word}(?<!\.))"
    articles, inside = "|".join(known.articles), "|".join(known.inside)
    # a joint in capitals is no word of a name
    joints = "|".join(rf"{joint}|{joint.upper()}" for joint in known.joints)
    not_joint = rf"(?!(?:{joints})\s)"
    name = rf"(?:(?:{articles})\s)?{not_joint}{one}(?: (?:(?:{inside}) ){{0,3}}{not_joint}{one}){{0,9}}"
    descriptions, sides = "|".join(known.descriptions), "|".join(known.sides)
    return _Patterns(
        name=re.compile(name),
        separator=re.compile(
            rf"\s{{0,3}}[,;]\s{{1,3}}(?:(?:{joints})\s{{1,3}})?|\s{{1,3}}(?:{joints})\s{{1,3}}"
        ),
        passed_over=re.compile(
            rf" ?\([^()]{{2,200}}\)| ?\[\d{{1,3}}\]|\s{{0,2}},?\s{{0,2}}(?i:{sides})(?!\w)"
            rf"|\s{{0,2}},\s{{0,2}}(?i:{descriptions})\b[^,;:\n(]{{0,160}}"
        ),
        closing=re.compile("|".join(known.closing), re.I),
        called=re.compile(r"[“\"«](?:the )?(?P<alias>[^”\"»\n]{2,40})[”\"»]"),
        dashed=re.compile(
            rf"(?P<first>{word}(?: (?:and |AND )?{word}){{0,5}})\s{{1,3}}[-–—]\s{{1,3}}"
            rf"(?P<second>{word}(?: (?:and |AND )?{word}){{0,5}})"
        ),
        form=re.compile(rf"(?:{articles})?\s?(?:[\w-]+ ){{0,2}}(?:{'|'.join(known.forms)})\s(?:the |THE )?"),
        document=re.compile("|".join(known.documents), re.I),
    )
