"""An Instrument as Akoma Ntoso 3, from which the same instrument is read again.

Every letter of the text stands in the element of its provision. What the standard has no word for
(how two pieces of text are joined, a number without its closing point, tracked changes that are
not in this reading) goes into attributes and metadata of our own namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from fullpowers.model import Instrument, Passage, Provision
from fullpowers.model import ProvisionKind as Kind

from .names import AKN, DIVISIONS, OWN

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EID = re.compile(r"[^\w.-]+")
_FRONT = (Kind.TITLE, Kind.CONTENTS)
_PREAMBLE = (Kind.RECITAL, Kind.ENACTING, Kind.TEXT)
_NO_DAY = "0001-01-01"
"""The standard demands a date and a country; a draft has none yet."""
_NO_COUNTRY = "xx"

Element = etree._Element


def write(instrument: Instrument) -> str:
    """The instrument as an Akoma Ntoso 3 ``doc``; the same instrument gives the same bytes."""
    return _Writer(instrument).document()


@dataclass(frozen=True, slots=True)
class _Sections:
    """The top-level provisions as the standard wants them grouped; the order of the text is kept."""

    preface: tuple[Provision, ...]
    preamble: tuple[Provision, ...]
    body: tuple[Provision, ...]
    conclusions: tuple[Provision, ...]


def _sections(provisions: tuple[Provision, ...]) -> _Sections:
    flat = [not provision.children for provision in provisions]
    front = 0
    while front < len(provisions) and flat[front] and provisions[front].kind in _FRONT:
        front += 1
    main = front
    while main < len(provisions) and flat[main] and provisions[main].kind in _PREAMBLE:
        main += 1
    last = len(provisions)
    while last > main and flat[last - 1] and provisions[last - 1].kind is Kind.SIGNATURE:
        last -= 1
    if main == last:
        main = front  # there has to be a body
    return _Sections(provisions[:front], provisions[front:main], provisions[main:last], provisions[last:])


class _Writer:
    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._text = instrument.text
        self._written = 0
        """Everything before this offset is written."""

    def document(self) -> str:
        """The whole file."""
        root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "fp": OWN})  # type: ignore[dict-item]
        doc = _sub(root, "doc", name="agreement")
        self._meta(doc)
        sections = _sections(self._instrument.provisions)
        if sections.preface:
            self._flat(_sub(doc, "preface"), sections.preface)
        if sections.preamble:
            self._flat(_sub(doc, "preamble"), sections.preamble)
        body = _sub(doc, "mainBody")
        body.set(f"{{{OWN}}}exact", "1")
        for provision in sections.body:
            self._division(body, provision)
        if not sections.body:
            _sub(body, "p")
        if sections.conclusions:
            self._flat(_sub(doc, "conclusions"), sections.conclusions)
        data = etree.tostring(root, xml_declaration=True, encoding="utf-8")
        return data.decode() + "\n"

    def _flat(self, parent: Element, provisions: tuple[Provision, ...]) -> None:
        """Provisions without children, in the preface, the preamble or the conclusions."""
        recitals: Element | None = None
        for provision in provisions:
            if provision.kind is Kind.RECITAL:
                recitals = _sub(parent, "recitals") if recitals is None else recitals
                element = _sub(recitals, "recital")
            else:
                recitals = None
                element = _flat_element(parent, provision.kind)
            self._identify(element, provision)
            self._lines(element, self._head(element, provision), provision.own_end)

    def _division(self, parent: Element, provision: Provision) -> None:
        if provision.kind is Kind.ROW and parent.tag == f"{{{AKN}}}table":
            row = _sub(parent, "tr")
            self._identify(row, provision)
            self._cells(row, self._head(row, provision, columns=True), provision.own_end)
            return
        if provision.kind in DIVISIONS:
            element = _sub(parent, DIVISIONS[provision.kind])
        else:
            element = _sub(parent, "hcontainer", name=str(provision.kind))
        self._identify(element, provision)
        words = self._head(element, provision)
        if _is_table(provision, words):
            table = _sub(_sub(element, "content"), "table")
            for row_provision in provision.children:
                self._division(table, row_provision)
            return
        if words < provision.own_end and self._text[words : provision.own_end].strip():
            self._lines(_sub(element, "intro" if provision.children else "content"), words, provision.own_end)
        elif not provision.children and not len(element):
            _sub(_sub(element, "content"), "p")
        for child in provision.children:
            self._division(element, child)

    def _identify(self, element: Element, provision: Provision) -> None:
        element.set("eId", _EID.sub("_", provision.path.replace("/", "__").replace("~", "_")))

    def _head(self, element: Element, provision: Provision, *, columns: bool = False) -> int:
        """Write number and heading; the offset at which the content begins."""
        start, body = provision.start, min(provision.body, provision.own_end)
        head = self._text[start:body]
        if columns or not (provision.number or provision.heading) or not head.strip():
            return self._as_lines(element, provision)
        place = head.rfind(provision.heading, len(provision.number)) if provision.heading else -1
        number = head[:place].rstrip() if place >= 0 else head.rstrip()
        if "\n" in number or (place >= 0 and "\n" in head[place:].rstrip()):
            return self._as_lines(element, provision)
        end = start
        if number:
            end = self._leaf(_sub(element, "num"), start, start + len(number))
            if provision.number != number:
                element.set(f"{{{OWN}}}number", provision.number)
        if place >= 0:
            heading = head[place:].rstrip()
            end = self._leaf(_sub(element, "heading"), start + place, start + place + len(heading))
            if heading != provision.heading:
                element.set(f"{{{OWN}}}heading", provision.heading)
        elif provision.heading:
            element.set(f"{{{OWN}}}heading", provision.heading)
        if body != end:
            element.set(f"{{{OWN}}}body", str(body - start))
        return end

    def _as_lines(self, element: Element, provision: Provision) -> int:
        """Number and heading stay in the lines of the content and are only named."""
        if provision.number:
            element.set(f"{{{OWN}}}number", provision.number)
        if provision.heading:
            element.set(f"{{{OWN}}}heading", provision.heading)
        body = min(provision.body, provision.own_end)
        if body != provision.start:
            element.set(f"{{{OWN}}}body", str(body - provision.start))
        return provision.start

    def _lines(self, parent: Element, start: int, end: int) -> None:
        """One ``p`` for each line."""
        written = False
        for first, last in _pieces(self._text, start, end, "\n"):
            self._leaf(_sub(parent, "p"), first, last)
            written = True
        if not written and not len(parent):
            _sub(parent, "p")

    def _cells(self, row: Element, start: int, end: int) -> None:
        while True:
            tab = self._text.find("\t", start, end)
            last = end if tab < 0 else tab
            cell = _sub(_sub(row, "td"), "p")
            pieces = list(_pieces(self._text, start, last, "\n"))
            if pieces:
                self._leaf(cell, pieces[0][0], pieces[-1][1])
            if tab < 0:
                return
            start = tab + 1

    def _leaf(self, element: Element, start: int, end: int) -> int:
        """Put the text from ``start`` to ``end`` into ``element``, and say how it follows what is before."""
        before = self._text[self._written : start]
        if before != _usual(element, self._written):
            element.set(f"{{{OWN}}}before", before)
        element.text = _NOT_XML.sub("\ufffd", self._text[start:end])
        self._written = end
        return end

    def _meta(self, doc: Element) -> None:
        instrument = self._instrument
        uri = f"/akn/{_NO_COUNTRY}/agreement/{_NO_DAY}/{instrument.id}"
        language = {"en": "eng", "uk": "ukr", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "de": "deu"}
        expression = language.get(next(iter(instrument.languages), ""), "und")
        meta = _sub(doc, "meta")
        identification = _sub(meta, "identification", source="#fullpowers")
        for level, address in (
            ("FRBRWork", uri),
            ("FRBRExpression", f"{uri}/{expression}@"),
            ("FRBRManifestation", f"{uri}/{expression}@.xml"),
        ):
            described = _sub(identification, level)
            _sub(described, "FRBRthis", value=address)
            _sub(described, "FRBRuri", value=address)
            _sub(described, "FRBRdate", date=_NO_DAY, name="unknown")
            _sub(described, "FRBRauthor", href="#fullpowers")
            if level == "FRBRWork":
                _sub(described, "FRBRcountry", value=_NO_COUNTRY)
            elif level == "FRBRExpression":
                _sub(described, "FRBRlanguage", language=expression)
        references = _sub(meta, "references", source="#fullpowers")
        _sub(references, "TLCOrganization", eId="fullpowers", href="/fullpowers", showAs="fullpowers")
        for number, party in enumerate(instrument.parties, 1):
            _sub(references, "TLCOrganization", eId=f"party_{number}", href="", showAs=_clean(party.name))
        self._proprietary(_sub(meta, "proprietary", source="#fullpowers"))

    def _proprietary(self, parent: Element) -> None:
        """Notices, comments and tracked changes, each with its place in the text."""
        for notice in self._instrument.notices:
            element = _own(parent, "notice", notice.message, notice.passage)
            element.set("code", notice.code)
            element.set("severity", notice.severity)
        for comment in self._instrument.comments:
            element = _own(parent, "comment", comment.text, comment.passage)
            element.set("author", _clean(comment.author))
            element.set("date", _clean(comment.date))
        for revision in self._instrument.revisions:
            element = _own(parent, "revision", revision.text, None)
            element.set("kind", revision.kind)
            element.set("author", _clean(revision.author))
            element.set("date", _clean(revision.date))
            element.set("start", str(revision.start))
            element.set("end", str(revision.end))


def _flat_element(parent: Element, kind: Kind) -> Element:
    if kind is Kind.TITLE:
        return _sub(parent, "longTitle")
    if kind is Kind.ENACTING:
        return _sub(parent, "formula", name="enacting")
    return _sub(parent, "container", name=str(kind))


def _is_table(provision: Provision, words: int) -> bool:
    return (
        provision.kind is Kind.TABLE
        and words >= provision.own_end
        and all(child.kind is Kind.ROW and not child.children for child in provision.children)
        and bool(provision.children)
    )


def _pieces(text: str, start: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators, without the blanks around them."""
    while start < end:
        cut = text.find(separator, start, end)
        last = end if cut < 0 else cut
        piece = text[start:last]
        if stripped := piece.strip():
            first = start + piece.index(stripped[0])
            yield first, first + len(stripped)
        start = last + 1


def _usual(element: Element, written: int) -> str:
    """What stands before a piece of text when nothing else is said."""
    parent = element.getparent()
    if written == 0:
        return ""
    if element.tag == f"{{{AKN}}}heading":
        return " "
    if parent is not None and parent.tag == f"{{{AKN}}}td" and parent.getprevious() is not None:
        return "\t"
    return "\n"


def _own(parent: Element, name: str, text: str, passage: Passage | None) -> Element:
    element = etree.SubElement(parent, f"{{{OWN}}}{name}")
    element.text = _clean(text)
    if passage is not None:
        element.set("start", str(passage.start))
        element.set("end", str(passage.end))
    return element


def _sub(parent: Element, tag: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", attributes)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
