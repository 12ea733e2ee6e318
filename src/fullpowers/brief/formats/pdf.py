"""The brief as PDF/UA: the printed page with tags, bookmarks, a language and page references.

WeasyPrint makes it (the extra ``brief``); it may fetch nothing: an address that is not inside the
page is refused. The same brief gives the same bytes.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from fullpowers.model import InvalidData

from ..document import Document
from ..places import Places
from ..voice import Voice
from .html import html


def pdf(document: Document, where: Places, say: Voice) -> bytes:
    """The bytes of the file.

    Raises:
        InvalidData: the extra ``brief`` is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise InvalidData(
            "a PDF needs the extra 'brief' (pip install 'fullpowers[brief]') and the Pango library"
        ) from error
    # nothing but what the page itself holds
    inside = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    page = html(document, where, say, paper=True)
    with _uncollected():
        written: bytes | None = weasyprint.HTML(string=page, url_fetcher=inside).write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(page.encode("utf-8")).digest()[:16],
        )
    return written or b""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, which goes through all boxes again and again: a third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
