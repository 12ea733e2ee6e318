"""XML of OpenDocument without its dangers, and the usual prefixes of its names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO, cast

from lxml import etree

from fullpowers.model import Refusal

from ..docx.archive import Archive

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "style": f"{_OASIS}style:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {namespace: prefix for prefix, namespace in _NAMESPACES.items()}

Element = etree._Element


def parsed(archive: Archive, member: str) -> Element:
    """The root of a part.

    Raises:
        UnreadableInput: not well-formed, with a document type, or beyond the limits.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.parse(cast(IO[bytes], archive.open(member)), parser)
    except etree.XMLSyntaxError as error:
        message = str(error)
        if "depth" in message:
            raise archive.refusal(Refusal.TOO_DEEP, f"{member} is nested too deeply") from error
        if "huge" in message or "limit" in message:
            raise archive.refusal(Refusal.TOO_LARGE, f"{member} holds a text that is too long") from error
        raise archive.broken(f"{member} is not well-formed: {message[:200]}") from error
    if tree.docinfo.internalDTD is not None:
        raise archive.refusal(
            Refusal.FORBIDDEN_XML, f"{member} declares a document type", "save it again as ODT"
        )
    return tree.getroot()


def short(element: Element) -> str:
    """The name with its usual prefix, such as ``text:p``."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def get(element: Element | None, name: str) -> str:
    """An attribute named as in ``text:style-name``; empty when it is not there."""
    return cast(str, element.get(_full(name), "")) if element is not None else ""


def first(element: Element | None, name: str) -> Element | None:
    """The first descendant of this name."""
    return next(descendants(element, name), None)


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(element.iterchildren(_full(name)), None) if element is not None else None


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """Descendants of these names, in order."""
    if element is not None:
        yield from element.iter(*(_full(name) for name in names))


@lru_cache(maxsize=512)
def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    return f"{_PREFIXES.get(namespace[1:], '')}:{local}"
