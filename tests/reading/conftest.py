"""Small Word documents made in memory, and the blocks that are read from a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from fullpowers.model import Reading
from fullpowers.reading import characters, formats
from fullpowers.reading.blocks import Extract

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = {
    "w": TRANSITIONAL,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ROOTS = {"header": "hdr", "footer": "ftr"}

Docx = Callable[..., bytes]
Read = Callable[..., Extract]


def make_docx(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    members: Mapping[str, str | bytes] | None = None,
    content_type: str = MAIN,
    main: str = "word/document.xml",
    word: str = TRANSITIONAL,
) -> bytes:
    """A Word document.

    Args:
        body: XML inside ``w:body``.
        parts: XML inside further parts by kind, such as ``styles`` or ``comments``.
        members: whole further members of the archive by name.
        content_type: of the main part.
        main: name of the main part.
        word: namespace of ``w:``.
    """
    space = " ".join(
        f'xmlns:{prefix}="{word if prefix == "w" else uri}"' for prefix, uri in NAMESPACES.items()
    )
    folder = main.rpartition("/")[0]
    links = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>' for kind in parts or {}
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'{rels}<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="{main}"/>'
        "</Relationships>",
        f"{folder}/_rels/{main.rpartition('/')[2]}.rels": f"{rels}{links}</Relationships>",
        main: f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in (parts or {}).items():
        root = ROOTS.get(kind, kind)
        files[f"{folder}/{kind}.xml"] = f"<w:{root} {space}>{content}</w:{root}>"
    files.update(members or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    """XML of a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """XML of a paragraph; content that is no XML becomes a run."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


@pytest.fixture(scope="session")
def docx() -> Docx:
    return make_docx


@pytest.fixture(scope="session")
def p() -> Callable[..., str]:
    return paragraph


@pytest.fixture(scope="session")
def r() -> Callable[..., str]:
    return run


@pytest.fixture(scope="session")
def read() -> Read:
    """The cleaned blocks of a file, as they are handed to the search for structure."""

    def blocks(data: bytes | str, name: str = "draft.docx", reading: Reading = Reading.ACCEPTED) -> Extract:
        raw = data.encode() if isinstance(data, str) else data
        return characters.clean(formats.extract(raw, name, reading)[0])

    return blocks
