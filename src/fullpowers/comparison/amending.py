"""An amending instrument carried out on its base: the consolidated text, and what could not be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import (
    Consolidation,
    Instruction,
    Instrument,
    Passage,
    Provision,
    ProvisionKind,
    from_yaml,
)

from .changes import value_of_number

_ARTICLE = r"(?:Article|Section)\s+(?P<art{n}>\d{{1,3}}(?:\s(?:bis|ter|quater)|[a-z])?|[IVXLC]{{1,7}})\b"
_TARGET = (
    r"(?:(?:in\s+)?(?:(?:sub-?paragraph|point)\s+\(?(?P<pointa{n}>[a-z])\)?,?\s+(?:of\s+)?)?"
    r"(?:paragraph\s+(?P<para{n}>\d{{1,2}}),?\s+(?:of\s+)?)?"
    + _ARTICLE
    + r"(?:,?\s+paragraph\s+(?P<parb{n}>\d{{1,2}}))?"
    r"(?:,?\s+(?:sub-?paragraph|point)\s+\(?(?P<pointb{n}>[a-z])\)?)?)"
)
_QUOTE = r"(?:“(?P<{name}>[^”\n]{{1,600}})”|\"(?P<{name}2>[^\"\n]{{1,600}})\")"
_LEAD = re.compile(r"\(?\w{1,4}[.)]\s+")
_MOST = 1200
"""Characters of a line in which an instruction is looked for."""


def amend(base: Instrument, amending: Instrument) -> Consolidation:
    """``base`` with the instructions of ``amending`` carried out.

    Provisions and words are replaced, deleted and inserted. An instruction whose target or words
    are not found, or found several times, or already altered by another one, is not carried out
    and says so; nothing is guessed.
    """
    instructions: list[Instruction] = []
    edits: list[_Edit] = []
    unread: list[Passage] = []
    lines = list(_lines(amending.text))
    heads = [_recognised(text) for _, text in lines]
    for k, (start, text) in enumerate(lines):
        head = heads[k]
        if head is None:
            continue
        stop = next((m for m in range(k + 1, len(lines)) if heads[m] is not None), len(lines))
        body = "\n".join(line for _, line in lines[k + 1 : stop])
        outcome = _carried_out(base, head, text, body)
        taken = isinstance(outcome, _Edit) and not any(_clash(outcome, edit) for edit in edits)
        if isinstance(outcome, _Edit) and taken:
            edits.append(outcome)
        reason = (
            outcome
            if isinstance(outcome, str)
            else ""
            if taken
            else "another instruction altered the same words"
        )
        instructions.append(
            Instruction(
                passage=amending.passage(start, start + len(text)),
                action=head.action,
                target=outcome.target if isinstance(outcome, _Edit) else "",
                applied=taken,
                reason=reason,
            )
        )
    first = next((k for k, head in enumerate(heads) if head is not None), len(lines))
    for k, (start, text) in enumerate(lines):
        within = k > first and not _opens(heads, k)
        if heads[k] is None and not within and re.search(_words().hints, text[:_MOST], re.IGNORECASE):
            unread.append(amending.passage(start, start + len(text)))
    return Consolidation(base.id, _edited(base.text, edits), tuple(instructions), tuple(unread))


@dataclass(frozen=True, slots=True)
class _Head:
    action: str
    match: re.Match[str]

    def group(self, name: str) -> str:
        """The named part, under whichever of its spellings it was found."""
        groups = self.match.groupdict()
        return next((groups[key] for key in (name, f"{name}2") if groups.get(key)), "") or ""


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str
    target: str


def _opens(heads: Sequence[_Head | None], k: int) -> bool:
    """Whether the line stands under an instruction that gives no wording of its own below it."""
    above = next((head for head in reversed(heads[:k]) if head is not None), None)
    return above is not None and above.action.endswith("words")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _recognised(line: str) -> _Head | None:
    lead = _LEAD.match(line)
    text = line[lead.end() if lead else 0 :][:_MOST]
    for action, pattern in _patterns():
        if match := pattern.match(text):
            return _Head(action, match)
    return None


def _carried_out(base: Instrument, head: _Head, line: str, body: str) -> _Edit | str:
    """The edit that the instruction asks for, or why it cannot be made."""
    provision = _target(base, head)
    if isinstance(provision, str):
        return provision
    if head.action.endswith("words"):
        return _words_of(base, provision, head)
    if head.action == "delete provision":
        end = provision.end + 1 if base.text[provision.end : provision.end + 1] == "\n" else provision.end
        return _Edit(provision.start, end, "", provision.path)
    wording = _wording(line, body)
    if not wording:
        return "it gives no new wording"
    if head.action == "insert provision":
        return _Edit(provision.end, provision.end, "\n" + wording, provision.path)
    if not _numbered_like(provision, wording):
        kept = base.text[provision.start : provision.body] if provision.body > provision.start else ""
        wording = (kept if kept.strip() else f"{provision.number}. ") + wording
    return _Edit(provision.start, provision.end, wording, provision.path)


def _words_of(base: Instrument, provision: Provision, head: _Head) -> _Edit | str:
    old = head.group("quote")
    count = base.text.count(old, provision.start, provision.end)
    if count == 0:
        return f"the words “{old}” are not in {provision.path}"
    if count > 1:
        return f"the words “{old}” stand {count} times in {provision.path}"
    start = base.text.index(old, provision.start, provision.end)
    new = {"replace words": head.group("other"), "delete words": ""}.get(head.action)
    if new is None:
        return _Edit(start + len(old), start + len(old), f" {head.group('other')}", provision.path)
    end = start + len(old)
    if not new and base.text[end : end + 1] == " ":
        end += 1
    return _Edit(start, end, new, provision.path)


def _target(base: Instrument, head: _Head) -> Provision | str:
    """The provision that is meant, if there is exactly one."""
    groups = head.match.groupdict()
    number = next((groups[key] for key in ("art1", "art2") if groups.get(key)), None)
    paragraph = next((groups[key] for key in ("para1", "parb1", "para2", "parb2") if groups.get(key)), None)
    point = next(
        (groups[key] for key in ("pointa1", "pointb1", "pointa2", "pointb2") if groups.get(key)), None
    )
    found = [
        provision
        for provision in base.walk()
        if provision.kind in (ProvisionKind.ARTICLE, ProvisionKind.SECTION)
        and value_of_number(provision.number).split()[-len((number or "").split()) :]
        == (number or "").casefold().split()
    ]
    if len(found) != 1:
        return (
            f"Article {number} is not in the base text"
            if not found
            else f"there are {len(found)} Articles {number}"
        )
    provision = found[0]
    for wanted in (paragraph, point):
        if wanted is None:
            continue
        inner = [p for p in provision.walk() if value_of_number(p.number) == wanted and p is not provision]
        if len(inner) != 1:
            return (
                f"{wanted} is not in {provision.path}"
                if not inner
                else f"{wanted} is there {len(inner)} times"
            )
        provision = inner[0]
    return provision


def _wording(line: str, body: str) -> str:
    """The new wording: what stands in the lines below, else behind the colon, without its quotation marks."""
    text = body.strip() or line.partition(":")[2].strip()
    if text[:1] in '“"«' and text[-2:].rstrip(".;,")[-1:] in '”"»':
        text = text[1:].rstrip(".;,")[:-1]
    return text.strip('“”"« »') if text.count("“") + text.count('"') <= 2 else text


def _numbered_like(provision: Provision, wording: str) -> bool:
    first = wording.split("\n", 1)[0]
    return value_of_number(first).startswith(value_of_number(provision.number))


def _clash(one: _Edit, other: _Edit) -> bool:
    return one.start < other.end and other.start < one.end


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text.strip("\n")


@dataclass(frozen=True, slots=True)
class _Form:
    action: str
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: str
    instructions: tuple[_Form, ...]
    hints: str


@cache
def _words() -> _Words:
    text = files(__package__).joinpath("data/amending.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _Words, where="comparison/data/amending.yaml")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = _words()
    return tuple(
        (
            form.action,
            re.compile(
                form.pattern.format(
                    target=_TARGET.format(n=1),
                    target2=_TARGET.format(n=2),
                    quote=_QUOTE.format(name="quote"),
                    quote2=_QUOTE.format(name="other"),
                    verbs=words.verbs,
                ),
                re.IGNORECASE,
            ),
        )
        for form in words.instructions
    )
