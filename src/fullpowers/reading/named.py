"""The parties of an opening in Ukrainian or Russian: "ТОВ «Надра», надалі – «Орендодавець», в особі …, та …".

Each party is known by the name that it is given (``далі``); its own name stands before, behind the last
"and" outside quotation marks, and ends where its representative or register number is told
(``data/named.yaml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Party, Passage, from_yaml, text_id

_LONGEST = 200
_BETWEEN_TWO = 1_500
"""Characters from one alias to the next that are looked at."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The content of ``data/named.yaml``."""

    source: str
    calls: tuple[str, ...]
    joints: tuple[str, ...]
    ends: tuple[str, ...]
    forms: tuple[str, ...]
    joint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    called: re.Pattern[str]
    joint: re.Pattern[str]
    end: re.Pattern[str]
    form: re.Pattern[str]
    """A legal form in small letters, with which a name may begin."""
    together: re.Pattern[str]
    """An alias that all of them share."""


def named(text: str, head: str) -> tuple[Party, ...]:
    """The parties in ``head`` to which it gives names; empty when there are not two."""
    parties: dict[str, Party] = {}
    behind = 0
    for called in _patterns().called.finditer(head):
        alias = (called["quoted"] or called["bare"]).strip(" .,")
        if not _patterns().together.match(alias):
            span = _name(head, max(behind, called.start() - _BETWEEN_TWO), called.start())
            if span is not None:
                name = " ".join(head[slice(*span)].split())
                passage = Passage(text_id(text), *span, head[slice(*span)], "")
                parties.setdefault(name, Party(name, (alias,), passage))
        behind = called.end()
    return tuple(parties.values()) if len(parties) > 1 else ()


def _name(head: str, start: int, end: int) -> tuple[int, int] | None:
    """The last name that begins between ``start`` and ``end``."""
    line = head.rfind("\n", start, end) + 1
    while line > start and (head[line] in "(," or head[line].islower()):
        line = head.rfind("\n", start, line - 1) + 1  # a line that goes on with the one before
    start = max(start, line)
    joints = [
        one for one in _patterns().joint.finditer(head, start, end) if _is_outside(head, start, one.start())
    ]
    begins = joints[-1].end() if joints else start
    ends = _patterns().end.search(head, begins, end)
    stop = ends.start() if ends else end
    name = head[begins:stop].rstrip(" ,(–—-\n")
    if not 2 < len(name) <= _LONGEST or not (
        name[0].isupper() or name[0] in '«“"' or _patterns().form.match(name)
    ):
        return None
    return begins, begins + len(name)


def _is_outside(head: str, start: int, at: int) -> bool:
    """Whether no quotation mark is open at ``at``."""
    before = head[start:at]
    return before.count("«") <= before.count("»") and before.count("“") <= before.count("”")


@cache
def _patterns() -> _Patterns:
    text = files(__package__).joinpath("data/named.yaml").read_text("utf-8")
    known = from_yaml(text, _Known, where="reading/data/named.yaml")
    return _Patterns(
        called=re.compile(
            rf"[,(]\s{{0,2}}(?:{'|'.join(known.calls)})(?!\w)[^«“\"\n,.;()]{{0,60}}?"
            r"(?:[«“\"](?P<quoted>[^»”\"\n]{2,60})[»”\"]|[–—-] ?(?P<bare>[А-ЯІЇЄҐЁ][\w’'-]{2,30}))",
            re.I,
        ),
        joint=re.compile(
            rf"(?:^|[\s,])(?:{'|'.join(known.joints)})[:,]?\s+(?=[А-ЯІЇЄҐЁA-Z«“\"]|(?:{'|'.join(known.forms)})\b)"
        ),
        form=re.compile(rf"(?:{'|'.join(known.forms)})\b"),
        end=re.compile("|".join(known.ends), re.I),
        together=re.compile(rf"(?:{'|'.join(known.joint)})", re.I),
    )
