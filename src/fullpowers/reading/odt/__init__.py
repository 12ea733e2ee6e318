"""OpenDocument texts (ODT) to blocks, in one reading of the tracked changes.

xml       safe XML and short names
styles    what styles say of look and numbers
story     elements to blocks
"""

from __future__ import annotations

from fullpowers.model import Notice, Reading, Refusal, Severity

from ..blocks import Block, BlockKind, Extract
from ..docx.archive import Archive
from ..record import commented, ordered, recorded
from .story import Story
from .styles import Styles
from .xml import Element, descendants, first, get, parsed

__all__ = ["MEDIA_TYPE", "extract", "is_text"]

_RECORD = {
    "meta:initial-creator": "author",
    "dc:creator": "last saved by",
    "meta:creation-date": "created",
    "dc:date": "saved",
}
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def is_text(archive: Archive) -> bool:
    """Whether an archive is an OpenDocument text or a template of one."""
    return "mimetype" in archive and archive.open("mimetype").read(100).startswith(MEDIA_TYPE.encode())


def extract(archive: Archive, reading: Reading) -> Extract:
    """Blocks of an OpenDocument text.

    Raises:
        UnreadableInput: damaged, encrypted or beyond the limits.
    """
    _refuse_encrypted(archive)
    if "content.xml" not in archive:
        raise archive.broken("it has no content")
    content = parsed(archive, "content.xml")
    shared = parsed(archive, "styles.xml") if "styles.xml" in archive else None
    styles = Styles([root for root in (shared, content) if root is not None])
    body = first(content, "office:text")
    if body is None:
        raise archive.broken("it has no text")
    story = Story(reading, styles, body)
    story.read(body)
    margins = list(_margins(shared, reading, styles))
    blocks = (*story.blocks, *story.notes, *margins)
    record = _record(archive)
    notices = (*_notices(archive, content, story), *commented(story.remarks), *recorded(record))
    return Extract(blocks, notices, record=record)


def _refuse_encrypted(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive:
        manifest = parsed(archive, "META-INF/manifest.xml")
        if first(manifest, "manifest:encryption-data") is not None:
            raise archive.refusal(
                Refusal.ENCRYPTED, "the document is protected by a password", "save it without a password"
            )


def _margins(shared: Element | None, reading: Reading, styles: Styles) -> list[Block]:
    """Headers and footers, each text once."""
    blocks: dict[str, Block] = {}
    for margin in descendants(
        shared, "style:header", "style:footer", "style:header-left", "style:footer-left"
    ):
        story = Story(reading, styles, margin, BlockKind.MARGIN)
        story.read(margin)
        for block in story.blocks:
            blocks.setdefault(block.text, block)
    return list(blocks.values())


def _record(archive: Archive) -> tuple[tuple[str, str], ...]:
    """What the file says of itself."""
    if "meta.xml" not in archive:
        return ()
    meta = parsed(archive, "meta.xml")
    found = {what: first(meta, name) for name, what in _RECORD.items()}
    return ordered({what: (element.text or "") for what, element in found.items() if element is not None})


def _notices(archive: Archive, content: Element, story: Story) -> list[Notice]:
    notices = [
        Notice("unread-part", Severity.CAUTION, f"{count} × {what}: not read.")
        for what, count in sorted(story.unread.items())
    ]
    if story.tracked:
        authors = ", ".join(sorted({author for author in story.tracked if author})) or "unknown"
        notices.append(
            Notice(
                "tracked-changes",
                Severity.CAUTION,
                f"{sum(story.tracked.values())} tracked changes by {authors}.",
            )
        )
    if any(member.startswith(("Basic/", "Scripts/")) for member in archive.members):
        notices.append(Notice("macros", Severity.CAUTION, "The file carries macros; they were not run."))
    outside = {
        address
        for element in descendants(content, "draw:image", "text:section-source", "draw:object")
        if (address := get(element, "xlink:href")).startswith(("http:", "https:", "ftp:", "file:", "//"))
    }
    notices += [
        Notice("external-link", Severity.CAUTION, f"The file makes a word processor fetch {address[:200]}.")
        for address in sorted(outside)[:20]
    ]
    return notices
