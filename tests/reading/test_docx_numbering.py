"""Automatic numbers as a word processor prints them."""

from __future__ import annotations

import pytest

from fullpowers.reading.numerals import numeral


def level(index: int, text: str, style: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def instance(identifier: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def numbered(number: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


TREATY = abstract(
    1,
    level(0, "Article %1."),
    level(1, "%1.%2"),
    level(2, "(%3)", "lowerLetter"),
    level(3, "(%4)", "lowerRoman"),
)

LISTS = {
    "levels restart under each higher one": (
        TREATY + instance(1, 1),
        [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)],
        ["Article 1.", "1.1", "(a)", "(b)", "(i)", "(c)", "1.2", "(a)", "Article 2.", "2.1"],
    ),
    "a level that is skipped counts as begun": (
        TREATY + instance(1, 1),
        [(1, 0), (1, 2), (1, 1)],
        ["Article 1.", "(a)", "1.2"],
    ),
    "lists of one definition count on": (
        TREATY + instance(1, 1) + instance(2, 1),
        [(1, 0), (2, 0), (1, 0)],
        ["Article 1.", "Article 2.", "Article 3."],
    ),
    "a start of its own restarts a list once": (
        TREATY
        + instance(1, 1)
        + instance(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
        [(1, 0), (2, 0), (2, 0), (1, 0)],
        ["Article 1.", "Article 7.", "Article 8.", "Article 9."],
    ),
    "a level of its own changes the look, not the count": (
        TREATY
        + instance(1, 1)
        + instance(2, 1, f'<w:lvlOverride w:ilvl="0">{level(0, "%1", "upperLetter")}</w:lvlOverride>'),
        [(1, 0), (2, 0)],
        ["Article 1.", "B"],
    ),
    "legal style prints digits only": (
        abstract(1, level(0, "Chapter %1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
        + instance(1, 1),
        [(1, 0), (1, 1)],
        ["Chapter I", "1.1"],
    ),
    "a level that never restarts": (
        abstract(1, level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')) + instance(1, 1),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        ["1.", "1)", "2.", "2)"],
    ),
    "bullets": (abstract(1, level(0, "\uf0b7", "bullet")) + instance(1, 1), [(1, 0)], ["•"]),
    "no number": (TREATY + instance(1, 1), [(0, 0), (1, 0)], ["", "Article 1."]),
    "zeros in front": (
        abstract(1, level(0, "%1").replace('w:val="decimal"', 'w:val="custom" w:format="001, 002"'))
        + instance(1, 1),
        [(1, 0)],
        ["001"],
    ),
}


@pytest.mark.parametrize(("numbering", "paragraphs", "expected"), LISTS.values(), ids=LISTS)
def test_numbers_as_printed(docx, p, read, numbering, paragraphs, expected):
    body = "".join(p("x", properties=numbered(number, depth)) for number, depth in paragraphs)
    blocks = read(docx(body, parts={"numbering": numbering})).blocks
    assert [block.number for block in blocks] == expected
    assert [block.text for block in blocks] == [f"{number} x".strip() for number in expected]


def test_no_space_where_the_list_asks_for_none(docx, p, read):
    numbering = abstract(1, level(0, "(%1)", more='<w:suff w:val="nothing"/>')) + instance(1, 1)
    (block,) = read(docx(p("x", properties=numbered(1, 0)), parts={"numbering": numbering})).blocks
    assert block.text == "(1)x"


def test_styles_bring_their_list_and_level(docx, p, read):
    numbering = abstract(
        1,
        level(0, "Article %1", more='<w:pStyle w:val="Article"/>'),
        level(1, "%1.%2", more='<w:pStyle w:val="Clause"/>'),
    ) + instance(4, 1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Article">'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Clause"><w:basedOn w:val="Article"/></w:style>'
    )
    body = "".join(
        p("x", properties=properties)
        for properties in (
            '<w:pStyle w:val="Article"/>',
            '<w:pStyle w:val="Clause"/>',
            '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>',
            '<w:pStyle w:val="Clause"/>',
        )
    )
    blocks = read(docx(body, parts={"styles": styles, "numbering": numbering})).blocks
    assert [block.number for block in blocks] == ["Article 1", "1.1", "", "1.2"]


def test_a_list_style_lends_its_levels(docx, p, read):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Lists"/></w:abstractNum>'
        + abstract(2, level(0, "§ %1"))
        + instance(1, 1)
        + instance(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Lists">'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    (block,) = read(
        docx(p("x", properties=numbered(1, 0)), parts={"styles": styles, "numbering": numbering})
    ).blocks
    assert block.number == "§ 1"


def test_a_number_in_a_style_that_is_not_known_is_shown_in_digits_and_said(docx, p, read):
    numbering = abstract(1, level(0, "%1.", "thaiLetters")) + instance(1, 1)
    extract = read(docx(p("x", properties=numbered(1, 0)), parts={"numbering": numbering}))
    assert extract.blocks[0].number == "1."
    assert [notice.code for notice in extract.notices] == ["foreign-numbers"]


@pytest.mark.parametrize(
    ("count", "style", "printed"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (4000, "upperRoman", "4000"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (10**9, "lowerLetter", "1000000000"),
        (5, "russianLower", "д"),
        (3, "decimalZero", "03"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (21, "cardinalText", "Twenty-one"),
        (300, "cardinalText", "Three hundred"),
        (12, "ordinalText", "Twelfth"),
        (20, "ordinalText", "Twentieth"),
        (-3, "ordinalText", "-3th"),
        (2, "chicago", "†"),
    ],
)
def test_number_formats(count, style, printed):
    assert numeral(count, style) == printed
