"""What has to be said of a Word document as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fullpowers.model import Notice, Reading, Refusal, Severity, UnreadableInput

from ..blocks import Block, MarkKind
from ..record import commented, ordered, recorded
from .document import TEXTS, Document, weight
from .package import Package
from .xml import elements, short

_TRACKED = (MarkKind.INSERTION, MarkKind.DELETION, MarkKind.MOVED_FROM, MarkKind.MOVED_TO)
_SHOWS = {
    Reading.ACCEPTED: "as if all of them were accepted",
    Reading.REJECTED: "as if all of them were rejected",
    Reading.SENT: "with deletions and insertions side by side",
}
_HOLDS_A_DOCUMENT = ("inserted file", "linked document")
_AUTHORS = 10
_QUOTED = 80
_ATTACHED = re.compile(r"(?:^|/)embeddings/[^/]+$|(?:^|/)afchunk[^/]*$", re.I)
_RECORD = {
    "dc:creator": "author",
    "cp:lastModifiedBy": "last saved by",
    "dcterms:created": "created",
    "dcterms:modified": "saved",
    "ep:Company": "company",
    "ep:Pages": "pages",
}
"""Elements of the properties parts, and what they are called here."""
_TEXT_PART = re.compile(r"(?:^|/)(?:header|footer|footnotes|endnotes|comments|document)\d*\.xml$", re.I)
"""Names of parts that hold text of the document."""
_REMOTE = ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk")


def notices(package: Package, document: Document, blocks: Sequence[Block]) -> tuple[Notice, ...]:
    """Notices about the file, those of its stories included."""
    return (
        *document.notices,
        *_tracked(document, blocks),
        *_unread(document),
        *_numbers(document),
        *_package(package),
        *_left_behind(package, document),
    )


def _tracked(document: Document, blocks: Sequence[Block]) -> Iterator[Notice]:
    authors: dict[str, Counter[MarkKind]] = {}
    for block in blocks:
        for mark in block.marks:
            if mark.kind in _TRACKED:
                authors.setdefault(mark.author or "unknown", Counter())[mark.kind] += 1
    if not authors:
        return
    total = sum(sum(kinds.values()) for kinds in authors.values())
    said = [
        f"{author} ({', '.join(_counted(kinds[kind], kind.value) for kind in _TRACKED if kinds[kind])})"
        for author, kinds in list(authors.items())[:_AUTHORS]
    ]
    if len(authors) > _AUTHORS:
        said.append(f"{len(authors) - _AUTHORS} more authors")
    yield Notice(
        "tracked-changes",
        Severity.CAUTION,
        f"The file carries {_counted(total, 'tracked change')}: {'; '.join(said)}. "
        f"The text here is read {_SHOWS[document.reading]}.",
    )


def _unread(document: Document) -> Iterator[Notice]:
    for what, count in document.unread.items():
        severity = Severity.ALARM if what in _HOLDS_A_DOCUMENT else Severity.CAUTION
        yield Notice(
            "unread-part",
            severity,
            f"{_counted(count, what)} not read; text in it, if any, is missing here.",
        )


def _numbers(document: Document) -> Iterator[Notice]:
    if document.foreign_numbers:
        message = "A list counts in signs that are not known here; its numbers are shown in digits."
        yield Notice("foreign-numbers", Severity.INFO, message)


def _package(package: Package) -> Iterator[Notice]:
    if package.has_macros:
        yield Notice("macros", Severity.CAUTION, "The file carries macros. They were not run.")
    if package.is_template:
        yield Notice("template", Severity.INFO, "The file is a template, not a document.")
    remote = [
        link
        for part in (package.main, package.related("settings"))
        if part
        for link in package.relationships(part)
        if link.external and link.kind in _REMOTE
    ]
    for link in remote:
        yield Notice(
            "external-link",
            Severity.CAUTION,
            f"The file makes a word processor fetch “{link.target[:200]}” on opening. It was not fetched.",
        )
    if any(link.kind == "origin" for link in package.relationships("")):
        yield Notice(
            "signature", Severity.INFO, "The file carries a digital signature, which was not checked."
        )


def unused(package: Package, document: Document) -> int:
    """Characters in parts that are not shown: headers without a page, old notes, building blocks.

    A notice says so where there are any.
    """
    found: dict[str, int] = {}
    for member in package.archive.members:
        if not _TEXT_PART.search(member) or member in document.read_parts or member == package.main:
            continue
        count = 0
        with _damage_ignored():
            for element in elements(package.archive.open(member), *TEXTS):
                count += weight(element.text or "")
        if count:
            found[member] = count
    if found:
        parts = ", ".join(f"{member} ({count})" for member, count in list(found.items())[:_AUTHORS])
        document.notices.append(
            Notice(
                "unused-text",
                Severity.INFO,
                f"Parts of the file that no page shows hold text (characters): {parts}. It is not read.",
            )
        )
    return sum(found.values())


def _left_behind(package: Package, document: Document) -> Iterator[Notice]:
    """Comments, attached files and the file's own record of its authors."""
    yield from commented([remark.author for remark in document.remarks.values()])
    attached = [member for member in package.archive.members if _ATTACHED.search(member)]
    if attached:
        named = ", ".join(member.rpartition("/")[2] for member in attached[:_AUTHORS])
        yield Notice(
            "attached-file",
            Severity.CAUTION,
            f"{_counted(len(attached), 'file')} attached inside the file, not read: {named}.",
        )
    yield from recorded(record(package))


@contextmanager
def _damage_ignored() -> Iterator[None]:
    """A part that no page shows may be damaged without harm to the document."""
    try:
        yield
    except UnreadableInput as refused:
        if refused.refusal is not Refusal.BROKEN:
            raise


def page_count(package: Package) -> str:
    """How many pages the file says that it has; empty when it does not."""
    return _properties(package).get("pages", "")


def record(package: Package) -> tuple[tuple[str, str], ...]:
    """What the file says of itself, by names for a person."""
    return ordered(_properties(package))


def _properties(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in package.relationships(""):
        if link.kind not in ("core-properties", "extended-properties") or link.target not in package.archive:
            continue
        with _damage_ignored():
            for element in elements(package.archive.open(link.target), *_RECORD):
                if text := " ".join((element.text or "").split())[:_QUOTED]:
                    found.setdefault(_RECORD[short(element)], text)
    return found


def _counted(count: int, what: str) -> str:
    if count == 1 or what.startswith("moved"):
        return f"{count} {what}"
    head, space, tail = what.partition(" (")
    return f"{count} {head}s{space}{tail}"
