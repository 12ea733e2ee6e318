"""A printed redline reads like tracked changes: what is struck is deleted, what is underlined inserted."""

from __future__ import annotations

import pytest

from fullpowers.model import Reading, RevisionKind
from fullpowers.reading import read_bytes

weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint is not installed: it prints the redlines")

PAGE = """<style>ins {{ color: {ins} }} del {{ color: {deleted} }}</style>
<p>1. The Fund shall receive <del>50</del><ins>66</ins> percent of revenues <ins>from new licences</ins>.</p>
<p><del>2. The Parties may consult one another at any time.</del></p>
<p><ins>2. The Parties shall consult each year.</ins></p>
<p>3. The Ministry develop<del>s</del><ins>ed</ins> the deposits, see <a href="https://example.org">here</a>.</p>
"""


def printed(ins="#00f", deleted="#c00"):
    return weasyprint.HTML(string=PAGE.format(ins=ins, deleted=deleted)).write_pdf()


READINGS = {
    Reading.ACCEPTED: (
        "1. The Fund shall receive 66 percent of revenues from new licences.\n"
        "2. The Parties shall consult each year.\n"
        "3. The Ministry developed the deposits, see here."
    ),
    Reading.REJECTED: (
        "1. The Fund shall receive 50 percent of revenues.\n"
        "2. The Parties may consult one another at any time.\n"
        "3. The Ministry develops the deposits, see here."
    ),
    Reading.SENT: (
        "1. The Fund shall receive 50 66 percent of revenues from new licences.\n"
        "2. The Parties may consult one another at any time.\n"
        "2. The Parties shall consult each year.\n"
        "3. The Ministry develop s ed the deposits, see here."
    ),
}


@pytest.mark.parametrize("colours", [("#00f", "#c00"), ("#000", "#000")], ids=["in colour", "in black"])
@pytest.mark.parametrize("reading", list(READINGS))
def test_each_reading_of_a_printed_redline(reading, colours):
    read = read_bytes(printed(*colours), "redline.pdf", reading=reading)
    assert read.text == READINGS[reading]
    assert "printed-redline" in {notice.code for notice in read.notices}
    for revision in read.revisions:
        shown = read.text[revision.start : revision.end]
        assert shown in (revision.text, "")


def test_deleted_text_is_kept_as_a_revision():
    read = read_bytes(printed(), "redline.pdf")
    deleted = [r.text for r in read.revisions if r.kind is RevisionKind.DELETION]
    assert deleted == ["50", "2. The Parties may consult one another at any time.", "s"]
    assert read.coverage is not None
    assert read.coverage.deleted == len("".join("".join(deleted).split()))


def test_a_link_is_not_an_insertion():
    read = read_bytes(printed(), "redline.pdf")
    assert "here" not in {revision.text for revision in read.revisions}


def test_what_is_struck_through_alone_is_deleted_and_said(pdf, see):
    page = "BT /F1 12 Tf 72 720 Td (The Fund gets 50) Tj (66 percent) Tj ET "
    read = see(pdf(page + "152.5 724 m 166 724 l S "))  # through the first figure
    assert read.text == "The Fund gets 66 percent"
    assert [(r.kind, r.text) for r in read.revisions] == [(RevisionKind.DELETION, "50")]
    assert "struck-text" in {notice.code for notice in read.notices}


LINES = {
    "underlined heading": "72 718 m 250 718 l S ",
    "rule of a table, through the line": "20 724 m 600 724 l S ",
    "line far from the text": "72 600 m 250 600 l S ",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_other_lines_change_nothing(pdf, write, see, line):
    read = see(pdf(write("The Fund shall receive 50 percent") + line))
    assert read.text == "The Fund shall receive 50 percent"
    assert not read.revisions


def test_colours_without_lines_are_said_and_decide_nothing():
    page = "<p>1. The Fund receives {} of revenues from {} projects.</p><p>2. The Parties agree.</p>"
    coloured = page.format('<b style="color:#c00">50 percent</b>', '<b style="color:#00f">new</b>')
    read = read_bytes(weasyprint.HTML(string=coloured).write_pdf(), "redline.pdf")
    assert read.text.startswith("1. The Fund receives 50 percent of revenues from new projects.")
    said = [notice.message for notice in read.notices if notice.code == "coloured-text"]
    assert len(said) == 1
    assert "“50 percent”, “new”" in said[0]
    plain = page.format("<b>50 percent</b>", '<a href="https://example.org" style="color:#00f">new</a>')
    read = read_bytes(weasyprint.HTML(string=plain).write_pdf(), "plain.pdf")
    assert "coloured-text" not in {notice.code for notice in read.notices}
