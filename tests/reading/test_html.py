"""HTML as a browser shows it."""

from __future__ import annotations

import pytest

from fullpowers.model import Reading
from fullpowers.reading.blocks import BlockKind


def texts(extract):
    return [block.text for block in extract.blocks]


PAGES = {
    "blocks and inline elements": (
        "<p>The <b>Fund</b>\n  shall\tpay</p><div>x<p>y</p>z</div>",
        ["The Fund shall pay", "x", "y", "z"],
    ),
    "scripts, styles and controls": (
        "<script>a</script><style>p{}</style><p>text</p><noscript>n</noscript><select><option>o</select>",
        ["text"],
    ),
    "breaks": (
        "<p>Article 1<br>Scope</p><p>1. One;<br>2. Two.<br><br>Next</p>",
        ["Article 1 Scope", "1. One;", "2. Two.", "Next"],
    ),
    "numbered lists": (
        '<ol start="3"><li>c<li>d</ol><ol type="a"><li>x<li value="5">y</ol>'
        '<ol type="I" reversed><li>p<li>q</ol>',
        ["3. c", "4. d", "a. x", "e. y", "II. p", "I. q"],
    ),
    "list styles": (
        '<ol style="list-style-type: lower-roman"><li>x</ol><ul><li>y</ul>'
        '<ul style="list-style:none"><li>z</ul>',
        ["i. x", "• y", "z"],
    ),
    "tables": (
        "<table><caption>Shares</caption><thead><tr><th>Year<th>Share</thead><tr><td>2025<td>50<p>percent</table>",
        ["Shares", "Year\tShare", "2025\t50 percent"],
    ),
    "preformatted text": ("<pre>Article 1\n\nThe Fund pays.</pre>", ["Article 1", "The Fund pays."]),
    "entities": ("<p>&sect;&nbsp;3 &ndash; &euro;5</p>", ["§ 3 – €5"]),
    "superscripts": (
        "<p>10<sup>6</sup> m<sup>3</sup> at 1<sup>st</sup> Fund<sup>2</sup>",
        ["10^6 m3 at 1st Fund[2]"],
    ),
    "tags left open": ("<p>one<p>two<div>three", ["one", "two", "three"]),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES)
def test_text_of_a_page(read, body, expected):
    assert (
        texts(read(f"<html><head><title>t</title></head><body>{body}</body></html>", "page.html")) == expected
    )


def test_headings_and_navigation_are_told_apart(read):
    blocks = read("<html><nav>Home</nav><h1>AGREEMENT</h1><h3>Scope</h3><p>x</p>", "page.html").blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.MARGIN, 0),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_marked_changes_have_three_readings(read):
    page = '<html><p>is <del datetime="2025-02-12">10</del><ins>50</ins> percent</p>'
    found = {reading: texts(read(page, "page.html", reading)) for reading in Reading}
    assert found == {
        Reading.ACCEPTED: ["is 50 percent"],
        Reading.REJECTED: ["is 10 percent"],
        Reading.SENT: ["is 1050 percent"],
    }


HIDDEN = {
    "attribute": ("", "<span hidden>{}</span>"),
    "display": ("", '<span style="color:red; display: none">{}</span>'),
    "visibility": ("", '<span style="visibility:hidden">{}</span>'),
    "size": ("", '<span style="font-size:0">{}</span>'),
    "white": ("", '<span style="color:#FFF">{}</span>'),
    "class": (".x, .gone { display:none }", '<span class="a gone">{}</span>'),
    "identifier": ("#gone { display:none }", '<span id="gone">{}</span>'),
    "off the page": ("", '<span style="position:absolute;left:-9999px">{}</span>'),
}


@pytest.mark.parametrize(("sheet", "span"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_text_is_left_out_and_quoted(read, sheet, span):
    page = f"<html><style>{sheet}</style><p>pays {span.format('unless it objects')}</p>"
    (block,) = read(page, "page.html").blocks
    assert block.text == "pays"
    assert [(mark.code, mark.severity) for mark in block.marks] == [("hidden-text", "alarm")]
    assert "“unless it objects”" in block.marks[0].text


SHOWN = {
    "white on a colour": '<span style="color:white;background:navy">{}</span>',
    "hidden in print only": "<style>@media print {{ b {{ display:none }} }}</style><b>{}</b>",
    "half transparent": '<span style="opacity:0.5">{}</span>',
    "ten points": '<span style="font-size:10pt">{}</span>',
}


@pytest.mark.parametrize("span", SHOWN.values(), ids=SHOWN)
def test_text_that_is_shown_stays(read, span):
    (block,) = read(f"<html><body><p>{span.format('kept')}</p>", "page.html").blocks
    assert (block.text, block.marks) == ("kept", ())


def test_struck_text_is_noticed(read):
    (block,) = read("<html><p>pays <s>10</s> 50</p>", "page.html").blocks
    assert [(mark.code, block.text[mark.start : mark.end]) for mark in block.marks] == [("struck-text", "10")]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [('<meta charset="windows-1251">', "cp1251"), ("", "utf-8"), ("", "utf-16")],
)
def test_the_page_says_its_encoding(read, declared, encoding):
    page = f"<html><head>{declared}</head><body><p>Угода про надра</p></body></html>"
    assert texts(read(page.encode(encoding), "page.html")) == ["Угода про надра"]


def test_pictures_are_said(read):
    (notice,) = read('<html><p>x<img src="a.png"><img src="b.png"></p>', "page.html").notices
    assert notice.code == "unread-part"
    assert notice.message.startswith("2 pictures")
