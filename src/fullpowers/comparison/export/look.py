"""How text is set, as WordprocessingML: runs, paragraphs, the styles of the file, its page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fullpowers.model import FormatKind

from . import wordml

Look = Mapping[FormatKind, str]

_USUAL = {FormatKind.SIZE: "22", FormatKind.SPACING: "- 120 - -"}
_SHEET = (11906, 16838, 1418, 1418, 1418, 1418)
_LARGEST = 31_680
"""Twentieths of a point: the largest page and the longest distance that a word processor takes."""
_NUMBER = re.compile(r"-?\d{1,5}")


def run(look: Look) -> str:
    """The properties of a run, in the order that the schema wants."""
    if not look:
        return ""
    font, size = (look.get(kind, "") for kind in (FormatKind.FONT, FormatKind.SIZE))
    name = wordml.quoted(font)
    return (
        (f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>' if name else "")
        + ("<w:b/>" if FormatKind.BOLD in look else "")
        + ("<w:i/>" if FormatKind.ITALIC in look else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size and _NUMBER.fullmatch(size) else "")
        + ('<w:u w:val="single"/>' if FormatKind.UNDERLINE in look else "")
    )


def paragraph(look: Look) -> str:
    """The properties of a paragraph, in the order that the schema wants."""
    if not look:
        return ""
    heading, alignment = (look.get(kind, "") for kind in (FormatKind.HEADING, FormatKind.ALIGNMENT))
    return (
        (f'<w:pStyle w:val="Heading{heading}"/>' if heading in tuple("123456789") else "")
        + _spacing(look.get(FormatKind.SPACING, ""))
        + _indents(look.get(FormatKind.INDENT, ""), look.get(FormatKind.FIRST_LINE, ""))
        + (f'<w:jc w:val="{alignment}"/>' if alignment in ("center", "right", "both") else "")
    )


def styles(usual: Look) -> str:
    """The styles part: how all is set where nothing else is said, and headings by their level."""
    set_so = {**_USUAL, **usual}
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run(set_so)}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"{_spacing(set_so[FormatKind.SPACING])}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            "</w:style>"
            for level in range(1, 10)
        )
    )


def page(usual: Look) -> str:
    """Size and margins of the page."""
    stated = [int(one) for one in usual.get(FormatKind.PAGE, "").split() if _NUMBER.fullmatch(one)]
    fits = len(stated) == len(_SHEET) and all(0 <= one <= _LARGEST for one in stated) and min(stated[:2]) > 0
    width, height, top, right, bottom, left = stated if fits else _SHEET
    turned = ' w:orient="landscape"' if width > height else ""
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="708" w:footer="708" w:gutter="0"/>'
    )


def _spacing(stated: str) -> str:
    values = stated.split()
    if len(values) != 4:
        return ""
    names = ("before", "after", "line")
    written = "".join(
        f' w:{name}="{value}"' for name, value in zip(names, values, strict=False) if _NUMBER.fullmatch(value)
    )
    rule = f' w:lineRule="{values[3]}"' if values[3] in ("auto", "exact", "atLeast") else ""
    return f"<w:spacing{written}{rule}/>" if written else ""


def _indents(left: str, first: str) -> str:
    written = f' w:left="{left}"' if _NUMBER.fullmatch(left) else ""
    if _NUMBER.fullmatch(first):
        written += f' w:hanging="{first[1:]}"' if first.startswith("-") else f' w:firstLine="{first}"'
    return f"<w:ind{written}/>" if written else ""
