"""Small PDF files made in memory, and the instrument that is read from them through the door."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from fullpowers.model import Instrument
from fullpowers.reading import read_bytes

Pdf = Callable[..., bytes]
Read = Callable[..., Instrument]


def make_pdf(
    *pages: str,
    page: str = "",
    catalog: str = "",
    font: str = "",
    face: str = "Helvetica",
    objects: Mapping[int, str | bytes] | None = None,
    packed: bool = False,
) -> bytes:
    """A PDF file.

    Args:
        pages: the content of each page, drawing operators.
        page: further entries of every page.
        catalog: further entries of the catalogue.
        font: further entries of the font ``F1``; ``F2`` is always plain Times.
        face: of the font ``F1``.
        objects: further objects by number, from 100 on.
        packed: whether the contents are compressed.
    """
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    bodies: dict[int, str | bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R {catalog}>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: f"<</Type/Font/Subtype/Type1/BaseFont/{face}/Encoding/WinAnsiEncoding {font}>>",
        4: "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    }
    for number, content in enumerate(pages):
        at = 10 + 2 * number
        bodies[at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {at + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</X1 100 0 R>>/Properties<</L1 101 0 R>>>>"
            f"{page}>>"
        )
        bodies[at + 1] = stream(content.encode("cp1252"), packed=packed)
    return assembled({**bodies, **(objects or {})})


def assembled(bodies: Mapping[int, str | bytes]) -> bytes:
    """Objects as a file, with their table."""
    data = b"%PDF-1.7\n"
    places = {}
    for number, body in bodies.items():
        places[number] = len(data)
        raw = body.encode("latin-1") if isinstance(body, str) else body
        data += b"%d 0 obj\n%s\nendobj\n" % (number, raw)
    size = max(bodies) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    )
    start = len(data)
    return data + b"xref\n0 %d\n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, start,
    )  # fmt: skip


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data), entries + "/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode("latin-1"), len(data), data)


def text(
    words: str, x: float = 72, y: float = 720, *, size: float = 12, font: str = "F1", more: str = ""
) -> str:
    """Operators that write ``words`` at a place, from the lower left corner."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {more} 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def typeset(
    lines: Sequence[str], x: float = 72, y: float = 720, *, size: float = 12, pitch: float = 14
) -> str:
    """Lines under one another."""
    return "".join(text(line, x, y - pitch * number, size=size) for number, line in enumerate(lines))


@pytest.fixture(scope="session")
def pdf() -> Pdf:
    return make_pdf


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    return text


@pytest.fixture(scope="session")
def lines() -> Callable[..., str]:
    return typeset


@pytest.fixture(scope="session")
def made() -> Callable[..., bytes]:
    return stream


@pytest.fixture(scope="session")
def raw() -> Callable[..., bytes]:
    return assembled


@pytest.fixture(scope="session")
def see() -> Read:
    """The instrument in a PDF file, read through the door and so by a worker."""

    def through_the_door(data: bytes, password: str = "", **options: Any) -> Instrument:
        return read_bytes(data, "draft.pdf", password=password, **options)

    return through_the_door
