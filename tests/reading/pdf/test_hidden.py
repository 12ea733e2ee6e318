"""Text that the page does not show is left out and said; what it shows raises no alarm."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fullpowers.model import Severity

SEEN = "The Fund shall receive 50 percent"


def codes(instrument, *severities):
    wanted = severities or (Severity.ALARM, Severity.CAUTION)
    return [notice.code for notice in instrument.notices if notice.severity in wanted]


def test_an_honest_page_is_silent(pdf, write, see):
    read = see(pdf(write(SEEN)))
    assert read.text == SEEN
    assert not codes(read)


HIDDEN = {
    "render mode 3": lambda w: w("secret clause", y=600, more="3 Tr"),
    "white": lambda w: "1 g " + w("secret clause", y=600) + "0 g ",
    "nearly white": lambda w: "0.99 g " + w("secret clause", y=600) + "0 g ",
    "tiny": lambda w: w("secret clause", y=600, size=0.5),
    "off the page": lambda w: w("secret clause", x=900, y=600),
    "covered by white": lambda w: w("secret clause", y=600) + "1 g 60 590 200 30 re f 0 g ",
    "covered and written over": lambda w: w("secret clause", y=600) + "1 g 60 590 200 30 re f 0 g "
    + w("another thing", y=600),
    "in a layer that is off": lambda w: "/OC /L1 BDC " + w("secret clause", y=600) + "EMC ",
    "in the colour of a box": lambda w: "0 0 0.5 rg 60 590 200 30 re f " + w("secret clause", y=600) + "0 g ",
    "clipped away": lambda w: "q 0 0 10 10 re W n " + w("secret clause", y=600) + "Q ",
}  # fmt: skip
LAYER = {101: "<</Type/OCG/Name(old)>>"}
OFF = "/OCProperties<</OCGs[101 0 R]/D<</OFF[101 0 R]>>>>"


@pytest.mark.parametrize("trick", HIDDEN.values(), ids=HIDDEN)
def test_hidden_text_is_left_out_and_quoted(pdf, write, see, trick):
    read = see(pdf(write(SEEN) + trick(write), catalog=OFF, objects=LAYER))
    assert "secret" not in read.text
    found = next(notice for notice in read.notices if notice.code == "hidden-text")
    assert found.severity is Severity.ALARM
    assert "secret clause" in found.message
    assert found.passage is not None
    assert found.passage.verify(read).quote


SHOWN = {
    "white on a dark box": "0 g 60 590 200 30 re f 1 g {} 0 g ",
    "grey on white": "0.6 g {} 0 g ",
    "red": "1 0 0 rg {} 0 g ",
    "on a light box drawn before": "0.9 g 60 590 200 30 re f 0 g {} ",
    "with a box drawn beside it": "{} 1 g 300 590 200 30 re f 0 g ",
    "underlined": "{} 60 598 m 200 598 l S ",
    "in a layer that is on": "/OC /L1 BDC {} EMC ",
}


@pytest.mark.parametrize("around", SHOWN.values(), ids=SHOWN)
def test_what_is_seen_is_read_without_alarm(pdf, write, see, around):
    layers = "/OCProperties<</OCGs[101 0 R]/D<</ON[101 0 R]>>>>"
    read = see(pdf(write(SEEN) + around.format(write("open clause", y=600)), catalog=layers, objects=LAYER))
    assert "open clause" in read.text
    assert not codes(read)


def test_one_hidden_figure_inside_a_number(pdf, see):
    page = "BT /F1 12 Tf 72 720 Td (The Fund shall receive 5) Tj 1 g (0) Tj 0 g ( percent) Tj ET"
    read = see(pdf(page))
    assert "hidden-text" in codes(read)
    assert "50" not in read.text


TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
    b"endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <35> <0031> endbfchar "
    b"endcmap end end"
)


def test_a_figure_is_read_as_it_is_drawn(pdf, write, made, see):
    read = see(pdf(write(SEEN), font="/ToUnicode 102 0 R", objects={102: made(TO_UNICODE)}))
    assert read.text == SEEN
    found = next(notice for notice in read.notices if notice.code == "drawn-otherwise")
    assert found.severity is Severity.ALARM
    assert found.passage is not None
    assert found.passage.quote == "5"


def test_a_letter_that_is_drawn_otherwise(pdf, write, made, see):
    lie = TO_UNICODE.replace(b"<35> <0031>", b"<73> <006d>")
    read = see(pdf(write(SEEN), font="/ToUnicode 102 0 R", objects={102: made(lie)}))
    assert "drawn-otherwise" in codes(read)


@pytest.mark.parametrize("font", ["Helvetica-Bold", "Times-Italic", "Courier", "Courier-BoldOblique"])
def test_honest_faces_are_not_doubted(pdf, write, see, font):
    every = write("0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ") + write(
        "abcdefghijklmnopqrstuvwxyz 0123456789", y=700
    )
    assert not codes(see(pdf(every, face=font)))


SPOKEN = "/Span <</ActualText ({})>> BDC {} EMC"


def test_words_that_are_given_out_but_not_shown(pdf, write, see):
    read = see(pdf(SPOKEN.format("The Fund shall receive 10 percent", write(SEEN))))
    assert read.text == SEEN
    assert "spoken-otherwise" in codes(read)


def test_honest_words_beside_the_drawn_ones(pdf, write, see):
    read = see(pdf(SPOKEN.format(SEEN, write(SEEN))))
    assert read.text == SEEN
    assert not codes(read)


def test_an_underline_strikes_nothing(pdf, write, see):
    assert not codes(see(pdf(write(SEEN) + "72 718 m 300 718 l S ")))


CYRILLIC = "Стаття 1. Уряд України не має сплачувати внесків до Фонду. Сторони можуть змінити цю Угоду."


def cyrillic(lie=("", "")):
    """The text printed with a font whose table names one letter as another."""
    weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint is not installed: it prints the text")
    printed = weasyprint.HTML(string=f"<p style='font:12pt serif'>{CYRILLIC}</p>").write_pdf()
    pdf = pikepdf.open(io.BytesIO(printed))
    drawn, said = (f"<{ord(letter):04x}>".encode() for letter in lie) if lie[0] else (b"", b"")
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item and drawn:
            item.ToUnicode.write(item.ToUnicode.read_bytes().replace(drawn, said))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def test_a_cyrillic_letter_that_is_drawn_otherwise(see):
    found = [n for n in see(cyrillic(("е", "а"))).notices if n.code == "drawn-otherwise"]
    assert found
    assert all("draws “е”" in notice.message for notice in found)


def test_honest_cyrillic_is_not_doubted_and_what_was_not_judged_is_said(see):
    read = see(cyrillic())
    assert read.text == CYRILLIC
    assert not codes(read)
    assert "unchecked-shapes" in codes(read, Severity.INFO)
