"""Runs of text in WordprocessingML: escaped, unseen characters shown by name."""

from __future__ import annotations

from markupsafe import escape

from ...characters import visible


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
