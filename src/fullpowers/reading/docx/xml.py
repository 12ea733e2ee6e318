"""XML without its dangers, and the short names by which the other modules know elements.

No entity is resolved, no document type is accepted, nothing is fetched. The two namespaces of
each vocabulary (transitional and strict) become one prefix: ``w:p`` stands for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from fullpowers.model import Refusal

from ..limits import LIMITS
from .archive import Member

_OOXML = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_NAMESPACES = {
    "w": (f"{_OOXML}wordprocessingml/2006/main", f"{_STRICT}wordprocessingml/main"),
    "r": (f"{_OOXML}officeDocument/2006/relationships", f"{_STRICT}officeDocument/relationships"),
    "m": (f"{_OOXML}officeDocument/2006/math", f"{_STRICT}officeDocument/math"),
    "a": (f"{_OOXML}drawingml/2006/main", f"{_STRICT}drawingml/main"),
    "pic": (f"{_OOXML}drawingml/2006/picture", f"{_STRICT}drawingml/picture"),
    "c": (f"{_OOXML}drawingml/2006/chart", f"{_STRICT}drawingml/chart"),
    "dgm": (f"{_OOXML}drawingml/2006/diagram", f"{_STRICT}drawingml/diagram"),
    "mc": (f"{_OOXML}markup-compatibility/2006",),
    "ct": (f"{_OOXML}package/2006/content-types",),
    "rel": (f"{_OOXML}package/2006/relationships",),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "dcterms": ("http://purl.org/dc/terms/",),
    "cp": (f"{_OOXML}package/2006/metadata/core-properties",),
    "ep": (f"{_OOXML}officeDocument/2006/extended-properties", f"{_STRICT}officeDocument/extendedProperties"),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
    "w14": ("http://schemas.microsoft.com/office/word/2010/wordml",),
}
_PREFIXES = {namespace: prefix for prefix, both in _NAMESPACES.items() for namespace in both}
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d*)?\s*")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element
Signature = tuple[tuple[object, ...], ...]


def elements(stream: Member, *names: str) -> Iterator[Element]:
    """Elements with these short names at the moment they are complete, while the file streams in.

    Raises:
        UnreadableInput: not well-formed, too deep, too large, or with a document type.
    """
    tags = [tag for name in names for tag in _tags(name)]
    parser = etree.iterparse(
        _Checked(stream),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    first = True
    try:
        for _, element in parser:
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise _forbidden(stream)
            first = False
            yield element
    except etree.XMLSyntaxError as error:
        raise _refusal(stream, str(error)) from error


def short(element: Element) -> str:
    """The element's name with its usual prefix: ``w:p``; ``:name`` in an unknown namespace."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """The value of an attribute named as in ``w:val``, in either of its namespaces."""
    if element is None:
        return default
    for key in _tags(name):
        value = element.get(key)
        if value is not None:
            return value
    return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first child with this short name; with several names, the grandchild along the path."""
    for name in path:
        if element is None or not len(element):
            return None
        tags = _tags(name)
        first = element[0]
        element = first if first.tag in tags else next(element.iterchildren(*tags), None)
    return element


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with these short names, in order."""
    if element is not None:
        yield from element.iterchildren(*(tag for name in names for tag in _tags(name)))


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """The descendants with these short names, in order."""
    return element.iter(*(tag for name in names for tag in _tags(name)))


def signature(element: Element | None) -> Signature:
    """Everything that an element without text says: the same for elements that say the same."""
    if element is None:
        return ()
    return tuple([(inner.tag, len(inner), *inner.items()) for inner in element.iter()])


def is_on(element: Element | None) -> bool | None:
    """The value of an on/off property; None when the property is absent."""
    if element is None:
        return None
    return attribute(element, "w:val", "true").lower() not in ("0", "false", "off", "none")


def value(element: Element | None, *path: str) -> str:
    """The ``w:val`` of the element at the end of ``path``; empty when there is none."""
    found = child(element, *path) if path else element
    return attribute(found, "w:val") if found is not None else ""


def integer(text: str, default: int = 0) -> int:
    """The number in ``text``; ``default`` when it is none, or has more than nine digits."""
    found = _INTEGER.fullmatch(text)
    return int(found[1]) if found else default


def keeps_spaces(element: Element) -> bool:
    """Whether spaces at the ends of the element's text count."""
    for holder in (element, *element.iterancestors()):
        if setting := holder.get(_SPACE):
            return setting == "preserve"
    return False


class _Checked:
    """A stream that is refused at its first bytes when it declares a document type."""

    def __init__(self, stream: Member) -> None:
        self._stream = stream
        self._first = True

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        if self._first:
            self._first = False
            if b"<!DOCTYPE" in chunk.replace(b"\0", b""):
                raise _forbidden(self._stream)
        return chunk


def _forbidden(stream: Member) -> Exception:
    return stream.archive.refusal(
        Refusal.FORBIDDEN_XML,
        f"{stream.member} declares a document type, which no word processor writes",
        "open it in a word processor and save it again",
    )


def _refusal(stream: Member, message: str) -> Exception:
    if "depth" in message:
        return stream.archive.refusal(
            Refusal.TOO_DEEP, f"{stream.member} is nested more than {LIMITS.depth} levels deep"
        )
    if "huge" in message or "limit" in message:
        return stream.archive.refusal(Refusal.TOO_LARGE, f"{stream.member} holds a text that is too long")
    return stream.archive.broken(f"{stream.member} is not well-formed: {message[:200]}")


@lru_cache(maxsize=1024)
def _tags(name: str) -> tuple[str, ...]:
    """The full tags that a short name stands for."""
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return (name,)
    return tuple(f"{{{namespace}}}{local}" for namespace in _NAMESPACES[prefix])


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    return f"{_PREFIXES.get(namespace[1:], '')}:{local}"
