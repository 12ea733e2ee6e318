"""What a file carries besides its pages is named; nothing of it is run."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fullpowers.model import Severity

SEEN = "The Fund shall receive 50 percent"


def notice(instrument, code):
    return next((notice for notice in instrument.notices if notice.code == code), None)


ACTIONS = {
    "a script at the opening": (
        "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "", "script", "app.alert",
    ),
    "a program": ("/OpenAction<</S/Launch/F(/bin/sh)>>", "", "action", "/bin/sh"),
    "a script of a page": ("", "/AA<</O<</S/JavaScript/JS(x=1)>>>>", "script", "x=1"),
    "a script behind another action": (
        "/OpenAction<</S/GoTo/D[10 0 R/Fit]/Next<</S/JavaScript/JS(y=2)>>>>", "", "script", "y=2",
    ),
    "a script among the names": (
        "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(z=3)>>]>>>>", "", "script", "z=3",
    ),
    "a form that is sent away": (
        "/AA<</WC<</S/SubmitForm/F(http://example.org)>>>>", "", "action", "example.org",
    ),
    "a link": (
        "", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://example.org/a)>>>>]",
        "external-link", "http://example.org/a",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("catalog", "page", "code", "word"), ACTIONS.values(), ids=ACTIONS)
def test_actions_are_named(pdf, write, see, catalog, page, code, word):
    found = notice(see(pdf(write(SEEN), catalog=catalog, page=page)), code)
    assert found is not None
    assert word in found.message


def test_attachments_are_named(pdf, write, see):
    with pikepdf.open(io.BytesIO(pdf(write(SEEN)))) as file:
        file.attachments["side letter.txt"] = b"The State pays twice."
        target = io.BytesIO()
        file.save(target)
    found = notice(see(target.getvalue()), "attachment")
    assert found is not None
    assert "side letter.txt" in found.message


def test_a_remark_hangs_on_the_words_beside_it(pdf, write, see):
    about = "/Contents(too much)/T(Counsel)/M(D:20250221)"
    remark = f"/Annots[<</Type/Annot/Subtype/Text/Rect[70 715 90 735]{about}>>]"
    read = see(pdf(write(SEEN) + write("Another line", y=300), page=remark))
    (comment,) = read.comments
    assert (comment.author, comment.date, comment.text) == ("Counsel", "2025-02-21", "too much")
    assert comment.passage is not None
    assert comment.passage.quote == SEEN


def field(value, more=""):
    return f"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(share)/V({value})/Rect[150 715 200 732]{more}>>]"


def test_the_value_of_a_form_field_stands_in_its_line(pdf, write, see):
    page = write("The Fund gets") + write("percent of it", x=210)
    assert see(pdf(page, page=field("50"))).text == "The Fund gets 50 percent of it"


def test_a_field_that_is_not_shown_is_hidden_text(pdf, write, see):
    read = see(pdf(write(SEEN), page=field("99", "/F 2")))
    assert "99" not in read.text
    found = notice(read, "hidden-text")
    assert found is not None
    assert found.severity is Severity.ALARM


def updated(before, old, new):
    """The file with an incremental update that changes its first page's content."""
    start = before.index(b"11 0 obj")
    body = before[start : before.index(b"endobj", start) + 6].replace(old, new)
    table = len(before) + len(body) + 1
    entry = b"xref\n11 1\n%010d 00000 n \ntrailer<</Size 20/Root 1 0 R/Prev %d>>\n" % (
        len(before), before.rindex(b"xref\n0 "),
    )  # fmt: skip
    return before + body + b"\n" + entry + b"startxref\n%d\n%%%%EOF\n" % table


def test_an_earlier_state_that_said_otherwise(pdf, write, see):
    read = see(updated(pdf(write(SEEN)), b"50 percent", b"99 percent"))
    assert "99 percent" in read.text
    found = notice(read, "earlier-revision")
    assert found is not None
    assert found.severity is Severity.ALARM
    assert "“50” became “99”" in found.message


def test_an_earlier_state_with_the_same_words(pdf, write, see):
    found = notice(see(updated(pdf(write(SEEN)), b"720 Tm", b"700 Tm")), "earlier-revision")
    assert found is not None
    assert found.severity is Severity.INFO


def test_the_file_says_who_made_it(pdf, write, see):
    with pikepdf.open(io.BytesIO(pdf(write(SEEN)))) as file:
        file.docinfo["/Author"] = "The other side"
        file.docinfo["/ModDate"] = "D:20250221093000Z"
        target = io.BytesIO()
        file.save(target)
    instrument = see(target.getvalue())
    found = notice(instrument, "metadata")
    assert found is not None
    assert "The other side" in found.message
    # comparison holds this against how the draft is said to have come in
    assert instrument.source.record == (("author", "The other side"), ("saved", "2025-02-21"))


def test_words_that_a_reader_struck_out_stay_and_are_said(pdf, write, see):
    remark = "/Annots[<</Type/Annot/Subtype/StrikeOut/Rect[70 715 200 735]/QuadPoints[]>>]"
    read = see(pdf(write(SEEN), page=remark))
    assert read.text == SEEN
    assert notice(read, "struck-text").passage.quote == SEEN
