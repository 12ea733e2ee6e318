"""PDF files to blocks: the text as the page shows it, and whatever the page does not show.

screen               bombs and broken files refused before the renderer sees them; passwords
glyphs -> ink        characters with their places; which of them leave ink on the page, and why not
shapes               whether the letter that is drawn is the letter that the text layer names
segments -> columns  lines, columns, tables: the order in which a page is read
grids                tables that are drawn with rules
furniture            running heads, page numbers and footnotes
paragraphs           lines to blocks, across columns and pages
layout               columns, grids, furniture and paragraphs, over all pages
strokes -> redline   lines through and under letters; what they say was deleted and inserted
hidden, placing      what is said of unseen text; where on the page a mark stands
wording              the words of a page, and where two readings of it differ
second               another program's reading of the pages, and where it differs
scans                pages that are pictures
spoken               words that are given out in place of those that are drawn
carried, overlays    scripts, attachments, layers; remarks, text boxes, form values
revisions            earlier states of the file
document             all of it, from bytes to blocks
"""

from __future__ import annotations

from fullpowers.model import Reading, Refusal, UnreadableInput

from ..blocks import Extract

__all__ = ["MEDIA_TYPE", "extract", "prepare"]

MEDIA_TYPE = "application/pdf"


def prepare() -> None:
    """Import all that reading a PDF needs, before a worker is closed off.

    Raises:
        ImportError: the optional extra ``pdf`` is not installed.
    """
    from . import document

    document.prepare()


def extract(
    data: bytes,
    name: str,
    password: str = "",
    reading: Reading = Reading.ACCEPTED,
    *,
    second_opinion: bool = False,
) -> Extract:
    """Blocks of a PDF file; text that the page hides is left out and said in notices.

    Args:
        data: the file.
        name: of it, for messages.
        password: that opens it.
        reading: which state of a printed redline the text shows.
        second_opinion: whether another program reads all pages too, however many there are.

    Raises:
        UnreadableInput: it is no PDF, damaged, protected, a scan, or beyond the limits; or the
            extra ``pdf`` is not installed.
    """
    try:
        prepare()
    except (
        ImportError,
        OSError,
    ) as error:  # behind closed doors a missing package is a file that may not be read
        raise UnreadableInput(
            Refusal.UNSUPPORTED,
            name,
            "PDF files are read by packages that are not installed here",
            "install them with: pip install 'fullpowers[pdf]'",
        ) from error
    from . import document

    return document.extract(data, name, password, reading, second_opinion=second_opinion)
