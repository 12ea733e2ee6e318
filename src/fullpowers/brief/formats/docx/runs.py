"""Runs of text in WordprocessingML: escaped, unseen characters shown by name."""

from __future__ import annotations

from markupsafe import escape

from fullpowers.model.characters import visible


def escaped(text: str) -> str:
    """Text as XML content."""
    return str(escape(visible(text)))


def run(text: str, properties: str = "", *, tag: str = "t") -> str:
    """A run; ``properties`` is the inside of ``w:rPr``; tabs and line ends become their elements."""
    front = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append("<w:br/>")
        for place, piece in enumerate(line.split("\t")):
            if place:
                pieces.append("<w:tab/>")
            if piece:
                pieces.append(f'<w:{tag} xml:space="preserve">{escaped(piece)}</w:{tag}>')
    return f"<w:r>{front}{''.join(pieces)}</w:r>" if pieces else ""


def paragraph(content: str, style: str = "", more: str = "") -> str:
    """A paragraph in a style; ``more`` are further paragraph properties in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    front = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{front}{content}</w:p>"


def picture(number: int, words: str, size: tuple[float, float]) -> str:
    """Picture ``number`` of the package, with ``words`` for those who do not see it; ``size`` in mm."""
    wide, high = (round(36000 * length) for length in size)
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    named = f'id="{number}" name="Picture {number}" descr="{escaped(words)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
        f'xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="picture{number}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
