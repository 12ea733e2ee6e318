"""The redline as a Word file: what is kept besides the words, and that any two files survive it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.comparison import compare, redline
from fullpowers.comparison.formatting import COMPARED, OF_PARAGRAPHS
from fullpowers.model import Comparison, Instrument, Reading, Significance
from fullpowers.reading import read_bytes

from .test_micro_cases import ARTICLES, body, docx

COMMENTED = '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>{}</w:t></w:r><w:commentRangeEnd w:id="7"/></w:p>'
NOTED = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


def both(old: bytes, new: bytes) -> tuple[Comparison, bytes, Instrument, Instrument]:
    """The comparison of two files, its redline, and what is read from it accepted and rejected."""
    before, after = read_bytes(old, "old.docx"), read_bytes(new, "new.docx")
    comparison = compare(before, after)
    content = redline(comparison, before, after, "docx")
    accepted = read_bytes(content, "r.docx")
    rejected = read_bytes(content, "r.docx", reading=Reading.REJECTED)
    assert (accepted.text, rejected.text) == (after.text, before.text)
    return comparison, content, accepted, rejected


def formats(instrument: Instrument) -> list[tuple[str, str, str]]:
    """What is compared of how it is set."""
    return sorted(
        (form.kind.value, form.value, instrument.text[form.start : form.end])
        for form in instrument.formats
        if form.kind in (*COMPARED, *OF_PARAGRAPHS)
    )


def test_formatting_is_kept_and_its_change_is_told_and_tracked() -> None:
    lead, name = "Article 1. ", "Fund"
    plain = (
        f'<w:p><w:r><w:t xml:space="preserve">{lead}</w:t></w:r>'
        f"<w:r><w:rPr><w:i/></w:rPr><w:t>{name}</w:t></w:r></w:p>"
    )
    bold = plain.replace("<w:i/>", "<w:b/><w:i/>").replace(
        "<w:p>", '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    )
    comparison, content, accepted, rejected = both(
        docx(plain + body(ARTICLES[1:])), docx(bold + body(ARTICLES[1:]))
    )
    assert {change.significance for change in comparison.changes} == {Significance.NONE}
    assert [(one.was, one.now, one.new.quote) for one in comparison.reformatted] == [
        ("plain", "alignment center", "Article 1. Fund"),
        ("italic", "bold, italic", "Fund"),
    ]
    assert formats(rejected) == [("italic", "", "Fund")]
    assert ("bold", "", "Fund") in formats(accepted)
    document = ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert "<w:rPrChange" in document
    assert "<w:pPrChange" in document


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Garamond"/><w:sz w:val="25"/></w:rPr>'
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
    '<w:pPr><w:spacing w:before="480"/></w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style>'
)
LIST = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="700" w:hanging="350"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def test_the_redline_is_set_as_the_new_draft_is() -> None:
    title = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Agreement</w:t></w:r></w:p>'
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>{} pays.</w:t></w:r></w:p>"
    )
    old, new = (
        docx(title + body(ARTICLES[:2]) + item.format(who), numbering=LIST, styles=STYLES)
        for who in ("Ukraine", "Nobody")
    )
    _, content, accepted, _ = both(old, new)
    read = read_bytes(new, "new.docx")
    assert ("font", "Garamond") in {(form.kind.value, form.value) for form in read.formats}
    assert {("spacing", "480 60 - -"), ("size", "40"), ("indent", "700"), ("first line", "-350")} <= {
        (form.kind.value, form.value) for form in accepted.formats
    }
    assert set(read.formats) - set(accepted.formats) == set()
    assert "Garamond" in ZipFile(BytesIO(content)).read("word/styles.xml").decode()


def test_a_note_and_a_header_stand_in_their_own_parts_and_are_tracked_there() -> None:
    old, new = (
        docx(
            body(ARTICLES[:3]) + NOTED.format(ARTICLES[3]) + body(ARTICLES[4:]),
            header=f"Draft of {day} February 2025",
            footnote=f"Revenues are {word} revenues of the licence holders.",
        )
        for day, word in ((14, "gross"), (20, "net"))
    )
    _, content, *_ = both(old, new)
    archive = ZipFile(BytesIO(content))
    assert "<w:ins" in archive.read("word/header.xml").decode()
    notes = archive.read("word/footnotes.xml").decode()
    assert notes.index("gross") < notes.index("net")
    assert "gross" not in archive.read("word/document.xml").decode()


def test_a_note_that_comes_or_goes_takes_its_reference_with_it() -> None:
    with_note = docx(
        body(ARTICLES[:3]) + NOTED.format(ARTICLES[3]) + body(ARTICLES[4:]), footnote="Revenues are gross."
    )
    without = docx(body(ARTICLES))
    for old, new in ((with_note, without), (without, with_note)):
        _, content, *_ = both(old, new)
        assert "Revenues" in ZipFile(BytesIO(content)).read("word/footnotes.xml").decode()


def test_the_comments_of_both_drafts_are_kept_with_their_authors() -> None:
    old = docx(COMMENTED.format(ARTICLES[0]) + body(ARTICLES[1:]), comment="Kyiv has not agreed.")
    new = docx(
        body(ARTICLES[:1]) + COMMENTED.format(ARTICLES[1]) + body(ARTICLES[2:]), comment="Now settled."
    )
    _, _, accepted, _ = both(old, new)
    told = {(c.author, c.text, c.passage.quote if c.passage else "") for c in accepted.comments}
    assert ("A", "Now settled.", ARTICLES[1]) in told
    assert ("A", "On the earlier draft, gone from this one: Kyiv has not agreed.", ARTICLES[0]) in told


VOCABULARY = "the Fund shall pay 50 percent of net gross gas revenues to Kyiv"
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), min_size=3, max_size=9)


@st.composite
def files(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Paragraphs: words, how they are set, and the words of a note."""
    notes = st.one_of(st.just(""), WORDS.map(" ".join))
    styles = st.sampled_from(["", "<w:b/>", '<w:i/><w:u w:val="single"/>'])
    return draw(st.lists(st.tuples(WORDS.map(" ".join), styles, notes), min_size=1, max_size=7))


def written(paragraphs: list[tuple[str, str, str]], header: str) -> bytes:
    """A Word file of these paragraphs; its notes are numbered in the order of the text."""
    lines, notes = [], []
    for words, style, note in paragraphs:
        reference = ""
        if note:
            number = len(notes) + 2
            notes.append(
                f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:footnote>'
            )
            reference = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        run = f"<w:r><w:rPr>{style}</w:rPr><w:t>{words}</w:t></w:r>"
        lines.append(f"<w:p>{run}{reference}</w:p>")
    data = docx("".join(lines), header=header, footnote="x")
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "word/footnotes.xml":
                start = content.index("<w:footnote ")
                content = f"{content[:start]}{''.join(notes)}</w:footnotes>"
            target.writestr(name, content)
    return stream.getvalue()


@settings(max_examples=60, deadline=None)
@given(files(), files(), st.booleans(), st.data())
def test_any_two_files_come_back_whole_with_their_formatting(
    first: list[tuple[str, str, str]], second: list[tuple[str, str, str]], other: bool, data: st.DataObject
) -> None:
    later = second if other else data.draw(st.permutations([*first, *second[:1]]))
    old, new = written(first, "Draft of 14 February"), written(list(later), "Draft of 20 February")
    _, _, accepted, rejected = both(old, new)
    assert formats(accepted) == formats(read_bytes(new, "new.docx"))
    assert formats(rejected) == formats(read_bytes(old, "old.docx"))


def test_a_comment_on_the_last_words_is_closed() -> None:
    last = COMMENTED.format(ARTICLES[-1])
    new = docx(body(ARTICLES[:-1]) + last, comment="The end.")
    _, content, accepted, _ = both(docx(body(ARTICLES)), new)
    document = ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert document.count("<w:commentRangeStart") == document.count("<w:commentRangeEnd")
    told = {comment.text: comment.passage for comment in accepted.comments}
    passage = told["The end."]
    assert passage is not None
    assert passage.quote == ARTICLES[-1]
