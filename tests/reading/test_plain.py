"""Plain text: encodings, wrapped lines, page furniture."""

from __future__ import annotations

import pytest

from fullpowers.reading import read_bytes
from fullpowers.reading.blocks import BlockKind

UKRAINIAN = "Угода між Урядом України та Урядом Сполучених Штатів Америки"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"]
)
def test_encodings_are_told_by_content(read, encoding):
    extract = read(UKRAINIAN.encode(encoding), "draft.txt")
    assert [block.text for block in extract.blocks] == [UKRAINIAN]
    assert [notice.code for notice in extract.notices] == (
        ["guessed-encoding"] if encoding == "cp1251" else []
    )


def test_western_letters_are_no_cyrillic(read):
    assert read("Le régime fiscal est défini à l’article 5".encode("cp1252"), "a.txt").blocks[0].text == (
        "Le régime fiscal est défini à l’article 5"
    )


def test_lines_of_their_own_stay_paragraphs(read):
    extract = read("Article 1\nThe Fund.\n\nArticle 2\n", "draft.txt")
    assert [(block.text, block.place) for block in extract.blocks] == [
        ("Article 1", "line 1"),
        ("The Fund.", "line 2"),
        ("Article 2", "line 4"),
    ]


WRAPPED = """The Government of Ukraine will contribute to the Fund 50 percent of all the
revenues earned from the future monetization of all relevant Ukrainian Govern-
ment-owned natural resource assets, as further described in the Fund
Agreement.

(a) the term "natural resource assets" means deposits of minerals, hydrocarbons,
oil, natural gas and other extractable materials, and other infrastructure;
(b) contributions made to the Fund will be reinvested at least annually in
Ukraine.
"""


def test_wrapped_lines_are_joined_and_points_begin_anew(read):
    texts = [block.text for block in read(WRAPPED, "draft.txt").blocks]
    assert [text[:14] for text in texts] == ["The Government", '(a) the term "', "(b) contributi"]
    assert "the revenues earned" in texts[0]
    assert "Govern-ment-owned" in texts[0]


def test_page_numbers_and_running_heads_leave_the_text(read):
    words = ("ownership", "contributions", "reinvestment", "governance")
    text = "".join(
        f"Rules on {word} are laid down in the Fund Agreement.\n\nDraft of 12 February\n\n{page}\n\n"
        for page, word in enumerate(words, 1)
    )
    extract = read(text, "draft.txt")
    assert [block.text for block in extract.blocks if block.kind is BlockKind.MARGIN] == [
        "Draft of 12 February"
    ]
    assert len([block for block in extract.blocks if block.kind is BlockKind.PARAGRAPH]) == 4
    assert [notice.code for notice in extract.notices] == ["page-numbers"]


def test_each_character_knows_where_it_stood(read):
    for block in read(WRAPPED, "draft.txt").blocks:
        for position in range(0, len(block.text), 7):
            if not block.text[position].isspace():
                assert WRAPPED[block.source_offset(position)] == block.text[position]


@pytest.mark.parametrize("unit", ["(", "1.", "\f", "a \n", "-\n", "\u00a0", "1\n\n", "Article 1\n", ". " * 9])
def test_odd_text_is_read_in_linear_time(read, unit):
    text = unit * (300_000 // len(unit)) + " end"
    assert read(text, "draft.txt").blocks[-1].text.endswith("end")


def test_heads_of_left_and_right_pages_are_taken_out_of_the_flow(read):
    pages = "".join(
        f"This page of the agreement goes on and on, number {page}, and then it ends.\n\n"
        f"{'':>36}{page}\n\f{'Official text' if page % 2 else 'A and B':>70}\n\n"
        for page in range(1, 11)
    )
    extract = read(pages, "draft.txt")
    margins = [block.text for block in extract.blocks if block.kind is BlockKind.MARGIN]
    assert margins == ["Official text", "A and B"]


def test_a_heading_in_any_language_ends_a_wrapped_paragraph(read):
    line = "Las Partes convienen en que el comercio de mercancías se rige por este Tratado\n"
    text = line * 4 + "y por nada más.\nArtículo 3-04: Valoración Aduanera.\n" + line * 3
    assert "Artículo 3-04: Valoración Aduanera." in [
        block.text.partition(" Las")[0] for block in read(text, "draft.txt").blocks
    ]


@pytest.mark.parametrize("page", ["cp1251", "koi8-u", "cp866", "iso8859-5"])
def test_the_code_page_of_cyrillic_letters_is_found(page):
    text = "Угода про створення Фонду\n\nСторони домовились, що Фонд надає половину доходу.\n"
    if page == "cp866":  # it has no Ukrainian letter і
        text = "Соглашение о создании Фонда\n\nСтороны договорились, что Фонд дает половину дохода.\n"
    instrument = read_bytes(text.encode(page), "draft.txt")
    assert instrument.text == text.strip().replace("\n\n", "\n")
    (notice,) = instrument.notices
    assert notice.code == "guessed-encoding"
    assert page in notice.message


@pytest.mark.parametrize(
    ("text", "languages"),
    [("The Fund pays half.", ("en",)), ("Фонд сплачує їхні витрати.", ("uk",)), ("1. 2. 3.", ())],
)
def test_the_language_of_a_line_shows_by_one_word_or_letter(text, languages):
    assert read_bytes(text.encode(), "draft.txt").languages == languages


@pytest.mark.parametrize(
    "text",
    [
        "UMOWA między Rządem Rzeczypospolitej Polskiej a Rządem Ukrainy o współpracy\n\nArtykuł 1\n\nStrony "
        "współpracują w dziedzinie energii do końca roku, o ile nie postanowią inaczej.\n",
        "Türkiye Cumhuriyeti Hükümeti ile Ukrayna Hükümeti arasında enerji alanında iş birliği anlaşması\n\n"
        "Madde 1\n\nTaraflar enerji alanında iş birliği yapacaktır.\n",
    ],
    ids=["Polish", "Turkish"],
)
def test_a_language_of_which_no_words_are_known_is_none_that_it_shares_words_with(text: str) -> None:
    instrument = read_bytes(text.encode(), "draft.txt")
    assert instrument.languages == ()
    assert "unknown-language" in {notice.code for notice in instrument.notices}


def test_names_with_strange_letters_leave_an_english_draft_english() -> None:
    text = "The Government of Poland, represented by Mr Łukasz Żółkiewski, shall pay for the works in Łódź."
    assert read_bytes(text.encode(), "draft.txt").languages == ("en",)
