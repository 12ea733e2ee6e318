"""The parts of a document and how they hang together, by content types and relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from fullpowers.model import Refusal

from .archive import Archive
from .xml import elements, short

_CONTENT_TYPES = "[Content_Types].xml"
_TEMPLATE = "wordprocessingml.template.main+xml"
_WITH_MACROS = ("ms-word.document.macroenabled.main+xml", "ms-word.template.macroenabledtemplate.main+xml")
_OTHER_KINDS = (
    ("spreadsheetml", "an Excel workbook"),
    ("ms-excel", "an Excel workbook"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
    ("ms-visio", "a Visio drawing"),
)
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an electronic book (EPUB)"),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another, or to the outside."""

    id: str
    kind: str
    """Last step of the relationship's type, such as ``styles``."""
    target: str
    """Name of the part, or the address outside."""
    external: bool


class Package:
    """The parts of a Word document.

    Raises:
        UnreadableInput: it is an archive of another kind, or has no main part.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        if _CONTENT_TYPES not in archive:
            raise archive.refusal(
                Refusal.UNSUPPORTED,
                f"it is {_kind(archive)}",
                "give a DOCX, ODT, RTF, PDF, HTML or plain text file",
            )
        self.main = self._main()
        content_type = self.content_type(self.main)
        self.is_template = _TEMPLATE in content_type or "template" in content_type
        self.has_macros = content_type.endswith(_WITH_MACROS) or any(
            member.lower().endswith("vbaproject.bin") for member in archive.members
        )

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part links to, in the file's order; ``""`` stands for the package itself."""
        folder, _, base = part.rpartition("/")
        member = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if member not in self.archive:
            return ()
        found = []
        for element in elements(self.archive.open(member), "rel:Relationship"):
            external = element.get("TargetMode", "").lower() == "external"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relationship(element.get("Id", ""), kind, target, external))
        return tuple(found)

    def related(self, kind: str) -> str:
        """The part of this kind that the main part links to; empty when there is none."""
        return next((link.target for link in self.links if link.kind == kind and self._is_here(link)), "")

    @cached_property
    def links(self) -> tuple[Relationship, ...]:
        """What the main part links to."""
        return self.relationships(self.main)

    def content_type(self, part: str) -> str:
        """The content type of a part, in lower case; empty when none is declared."""
        defaults, overrides = self._types
        return overrides.get(part.lower()) or defaults.get(part.rpartition(".")[2].lower(), "")

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for element in elements(self.archive.open(_CONTENT_TYPES), "ct:Default", "ct:Override"):
            content_type = element.get("ContentType", "").lower()
            if short(element) == "ct:Default":
                defaults[element.get("Extension", "").lower()] = content_type
            else:
                overrides[element.get("PartName", "").lstrip("/").lower()] = content_type
        return defaults, overrides

    def _is_here(self, link: Relationship) -> bool:
        return not link.external and link.target in self.archive

    def _main(self) -> str:
        for link in self.relationships(""):
            if link.kind == "officeDocument" and self._is_here(link):
                content_type = self.content_type(link.target)
                for sign, what in _OTHER_KINDS:
                    if sign in content_type:
                        raise self.archive.refusal(
                            Refusal.UNSUPPORTED, f"it is {what}", "give the text as DOCX, HTML or plain text"
                        )
                if "word" in content_type or content_type in ("", "application/xml", "text/xml"):
                    return link.target
                raise self.archive.refusal(
                    Refusal.UNSUPPORTED, f"its main part is of type {content_type[:80]!r}"
                )
        raise self.archive.broken("it has no main document part")


def _kind(archive: Archive) -> str:
    """What an archive is that is no Office document."""
    if "mimetype" in archive:
        start = archive.open("mimetype").read(100)
        for mimetype, what in _MIMETYPES:
            if start.startswith(mimetype):
                return what
    if any(member.startswith("Index/") and member.endswith(".iwa") for member in archive.members):
        return "an Apple Pages, Numbers or Keynote file"
    return "a ZIP archive that holds no Word document"
