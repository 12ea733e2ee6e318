"""What has to be said of a Word document as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from fullpowers.model import Notice, Reading, Severity

from ..blocks import Block, MarkKind
from .document import TEXTS, Document, weight
from .package import Package
from .xml import elements

_TRACKED = (MarkKind.INSERTION, MarkKind.DELETION, MarkKind.MOVED_FROM, MarkKind.MOVED_TO)
_SHOWS = {
    Reading.ACCEPTED: "as if all of them were accepted",
    Reading.REJECTED: "as if all of them were rejected",
    Reading.SENT: "with deletions and insertions side by side",
}
_HOLDS_A_DOCUMENT = ("inserted file", "linked document")
_AUTHORS = 10
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
        texts = elements(package.archive.open(member), *TEXTS)
        if count := sum(weight(element.text or "") for element in texts):
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


def _counted(count: int, what: str) -> str:
    if count == 1 or what.startswith("moved"):
        return f"{count} {what}"
    head, space, tail = what.partition(" (")
    return f"{count} {head}s{space}{tail}"
