"""The parts of the file and their archive; times in it are fixed."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from importlib.resources import files

from ...document import Document
from ...voice import Voice
from .runs import escaped, run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "footnotes", "header", "footer")


def package(
    document: Document, body: str, footnotes: str, pictures: list[bytes], say: Voice, on: date
) -> bytes:
    """The whole file from its body, its footnotes and its pictures."""
    images = {f"picture{number}": data for number, data in enumerate(pictures, 1)}
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(
            *((name, f"{name}.xml") for name in _PARTS), images=tuple(images)
        ),
        "word/document.xml": (
            f'{_HEAD}<w:document {W} xmlns:r="{_R}"><w:body>{body}{_page()}</w:body></w:document>'
        ),
        "word/footnotes.xml": f"{_HEAD}<w:footnotes {W}>{footnotes}</w:footnotes>",
        "word/header.xml": _margin("hdr", "Header", _marking(document)),
        "word/footer.xml": _margin("ftr", "Footer", _marking(document) + _number(say)),
        "docProps/core.xml": _properties(document, on),
        **{
            f"word/{name}.xml": files("fullpowers.brief")
            .joinpath("templates", "docx", f"{name}.xml")
            .read_text(encoding="utf-8")
            for name in ("styles", "numbering", "settings")
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {
            **{name: text.encode("utf-8") for name, text in parts.items()},
            **{f"word/media/{name}.emf": data for name, data in images.items()},
        }.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return out.getvalue()


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((name, name) for name in _PARTS))
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="emf" ContentType="image/x-emf"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str], images: tuple[str, ...] = ()) -> str:
    packaged = "http://schemas.openxmlformats.org/package/2006/relationships"
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{packaged if "/" in kind else _R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    written += "".join(
        f'<Relationship Id="{name}" Type="{_R}/image" Target="media/{name}.emf"/>' for name in images
    )
    return f'{_HEAD}<Relationships xmlns="{packaged}">{written}</Relationships>'


def _page() -> str:
    """A4 with its header and footer, by the order of ``_PARTS``."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
        'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _margin(tag: str, style: str, content: str) -> str:
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    return f"{_HEAD}<w:{tag} {W}>{paragraph}</w:{tag}>"


def _marking(document: Document) -> str:
    return run(document.marking, "<w:b/>") if document.marking else ""


def _number(say: Voice) -> str:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return f"<w:r><w:tab/></w:r>{run(say('Page') + ' ')}{field('PAGE')}{run(' / ')}{field('NUMPAGES')}"


def _properties(document: Document, on: date) -> str:
    """Title, language, marking and the day of the review; no author, no machine."""
    day = f"{on.isoformat()}T00:00:00Z"
    marking = f"<cp:category>{escaped(document.marking)}</cp:category>" if document.marking else ""
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{marking}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f"<dc:creator>fullpowers</dc:creator><dc:language>{document.language}</dc:language>"
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:subject>{escaped(document.subtitle)}</dc:subject><dc:title>{escaped(document.title)}</dc:title>"
        "</cp:coreProperties>"
    )
