"""A page becomes paragraphs in the order in which a person reads it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import ProvisionKind

WIDE = "The Fund shall receive one half of all revenues from licences that are issued after"
NEXT = "the date on which this Agreement enters into force, as laid down in the Annex."


def paragraphs(instrument):
    return instrument.text.split("\n")


def test_lines_of_a_paragraph_are_joined(pdf, lines, see):
    assert paragraphs(see(pdf(lines([WIDE, NEXT])))) == [f"{WIDE} {NEXT}"]


def test_a_wider_distance_begins_a_paragraph(pdf, lines, see):
    page = lines([WIDE, NEXT]) + lines([WIDE, NEXT], y=680)
    assert paragraphs(see(pdf(page))) == [f"{WIDE} {NEXT}"] * 2


def test_an_item_begins_a_paragraph_without_any_distance(pdf, lines, see):
    page = lines([WIDE, NEXT, "(a) first, the Fund;", "(b) second, the State."])
    assert paragraphs(see(pdf(page)))[1:] == ["(a) first, the Fund;", "(b) second, the State."]


def test_a_split_word_loses_its_hyphen_and_a_compound_keeps_it(pdf, lines, see):
    page = lines(
        [
            "The Parties agree that non-discriminatory treatment is due, and that all arrange-",
            "ments stay in force; treatment that is non-discriminatory is due. It is non-",
            "discriminatory where all arrangements are open to both.",
        ]
    )
    read = see(pdf(page)).text
    assert "all arrangements stay" in read
    assert "It is non-discriminatory where" in read


def test_two_columns_are_read_one_after_the_other(pdf, lines, see):
    left = [f"left column line {number} goes on and on to here" for number in range(12)]
    right = [f"right column line {number} goes on and on as well" for number in range(12)]
    read = see(pdf(lines(left, 72, size=9) + lines(right, 330, 717, size=9))).text
    assert read.index("left column line 11") < read.index("right column line 0")


def test_a_table_is_read_row_by_row(pdf, lines, see):
    page = lines(["Year", "2026", "2027", "2028"], 72, pitch=30)
    page += lines(["Share", "50 %", "40 %", "30 %"], 250, pitch=30)
    page += lines(["Cap", "500", "400", "300"], 400, pitch=30)
    read = see(pdf(page))
    assert "2026\t50 %\t500" in read.text
    assert [p.kind for p in read.walk()].count(ProvisionKind.ROW) >= 3


def pages(lines, write, count=4):
    for number in range(1, count + 1):
        body = lines([f"Page {number} has its own words that go on for the whole of the line", NEXT])
        yield write("Draft of 21 February", 400, 760, size=9) + body + write(f"- {number} -", 290, 40)


def test_running_heads_and_page_numbers_leave_the_text(pdf, lines, write, see):
    read = see(pdf(*pages(lines, write)))
    body, _, margins = read.text.rpartition("\n")
    assert margins == "Draft of 21 February"
    assert "Draft of" not in body
    assert "- 2 -" not in read.text
    assert any(notice.code == "page-numbers" and "4 page" in notice.message for notice in read.notices)


def test_articles_at_the_top_of_pages_are_no_running_heads(pdf, lines, see):
    made = [lines([f"Article {n}", f"Words of the article numbered {n * 7} stand here"]) for n in range(1, 5)]
    read = see(pdf(*made))
    articles = [p.number for p in read.walk() if p.kind is ProvisionKind.ARTICLE]
    assert articles == ["Article 1", "Article 2", "Article 3", "Article 4"]


def test_a_footnote_comes_after_the_body_with_its_mark(pdf, lines, write, see):
    page = lines([WIDE, NEXT, "The last line of the body ends here, and the mark follows it directly"])
    page += write("1", 453, 697, size=7) + lines(["1 As agreed on 21 February."], y=80, size=8)
    read = see(pdf(page))
    assert "directly[1]" in read.text
    assert read.text.endswith("[1] As agreed on 21 February.")


def test_a_contents_list_keeps_its_lines(pdf, lines, see):
    entries = [f"Article {n} {'.' * 60} {n + 1}" for n in range(1, 6)]
    page = lines(["CONTENTS", *entries])
    body = lines([f"Article {n}" if not m else f"Words {n} of it." for n in range(1, 6) for m in (0, 1)])
    read = see(pdf(page, body))
    assert [p.number for p in read.walk() if p.kind is ProvisionKind.ARTICLE] == [
        f"Article {n}" for n in range(1, 6)
    ]


def test_a_paragraph_goes_on_over_the_page(pdf, lines, see):
    read = see(pdf(lines([WIDE], y=100), lines([NEXT])))
    assert paragraphs(read) == [f"{WIDE} {NEXT}"]
    assert read.place(0) == "page 1"


def test_a_page_that_is_turned_reads_as_it_is_shown(pdf, see):
    turned = "BT /F1 12 Tf 0 1 -1 0 200 100 Tm (The Fund shall receive 50 percent) Tj ET"
    read = see(pdf(turned, page="/Rotate 90"))
    assert read.text == "The Fund shall receive 50 percent"
    assert not [notice for notice in read.notices if notice.code == "hidden-text"]


WORDS = st.lists(st.text("abcdefghijklmnoprstuvw", min_size=2, max_size=9), min_size=3, max_size=60)


@settings(max_examples=25, deadline=None)
@given(words=WORDS, width=st.integers(30, 80))
def test_no_word_is_lost_or_moved(pdf, lines, see, words, width):
    rows, row = [], ""
    for word in words:
        if len(row) + len(word) > width:
            rows, row = [*rows, row.strip()], ""
        row += f" {word}"
    read = see(pdf(lines([*rows, row.strip()], size=10)))
    assert read.text.split() == words


CELLS = (
    ("1.", "Natural gas", "Poltava and Kharkiv"),
    ("2.", "Titanium", "Zhytomyr, in the"),
    ("", "", "bounds of the map"),
)


def test_a_ruled_table_is_read_cell_by_cell(pdf, write, see):
    heights = (700, 680, 650)
    ruled = "".join(f"70 {y} m 330 {y} l S " for y in heights)
    ruled += "".join(f"{x} 700 m {x} 650 l S " for x in (70, 92, 154, 330))
    words = "".join(
        write(cell, x, y, size=10)
        for row, y in zip(CELLS, (687, 669, 657), strict=True)
        for cell, x in zip(row, (74, 94, 156), strict=True)
    )
    read = see(pdf(write("The areas are these:", y=720) + ruled + words))
    assert read.text.split("\n") == [
        "The areas are these:",
        "1.\tNatural gas\tPoltava and Kharkiv",
        "2.\tTitanium\tZhytomyr, in the bounds of the map",
    ]


def test_a_contents_list_without_dots_keeps_its_lines(pdf, lines, write, see):
    heads = ("Definitions", "Grant of Rights", "Payments", "Notices")
    listed = "".join(
        write(f"{n}. {head}", y=700 - 14 * n) + write(str(n + 1), x=500, y=700 - 14 * n)
        for n, head in enumerate(heads, 1)
    )
    body = lines(
        [line for n, head in enumerate(heads, 1) for line in (f"{n}. {head.upper()}", "Words of it.")]
    )
    read = see(pdf(write("CONTENTS", y=700) + listed, body))
    sections = [read.text[p.start : p.end].split() for p in read.walk() if p.kind is ProvisionKind.SECTION]
    assert sections == [f"{n}. {head.upper()} Words of it.".split() for n, head in enumerate(heads, 1)]


def test_a_footnote_with_a_full_stop_behind_its_mark(pdf, lines, see):
    page = lines([WIDE, NEXT]) + lines(["1. Ukraine reserves its position."], y=80, size=8)
    assert see(pdf(page)).text.endswith("[1] Ukraine reserves its position.")


def test_words_below_two_columns_belong_to_neither(pdf, lines, see):
    left = [f"Left line {n} is set to the whole width" for n in range(1, 13)]
    right = [f"Right line {n} is set to the whole width" for n in range(1, 12)]
    page = lines(left, 60, 700, size=10) + lines(right, 320, 700, size=10)
    read = see(pdf(page + lines(["DONE at Kyiv on 1 May 2025, in duplicate."], 60, 500, size=10)))
    assert read.text.endswith("DONE at Kyiv on 1 May 2025, in duplicate.")
    assert read.text.index("Left line 12") < read.text.index("Right line 1 ")
