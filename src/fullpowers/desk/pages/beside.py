"""What the forms beside the text share: pieces for a browser that puts them into the page that it shows
(header ``x-piece``), whole pages for one without script. Both are drawn by the same templates.
"""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from fullpowers.model import UnknownRecord

from ..access import Seat
from ..opened import Opened, opened
from ..rendering import environment, show
from .common import onward
from .intake import draft_of
from .reading import DraftPage, leaves_html, read_page


def reading_of(seat: Seat, draft: str) -> Opened:
    """The draft of this matter, open.

    Raises:
        UnknownRecord: there is none, or it is not read yet.
    """
    found = opened(seat, draft_of(seat, draft))
    if found is None:
        raise UnknownRecord("this draft is not read yet")
    return found


def form(request: Request, page: DraftPage, piece: str, status: int = 200) -> Response:
    """A form as a page, or its ``piece`` of a template alone."""
    if "x-piece" not in request.headers:
        return show(page, status)
    return HTMLResponse(environment().get_template(piece).render(page=page), status)


def after(
    request: Request, seat: Seat, reading: Opened, leaves: Iterable[int], *, back: str, note: str = ""
) -> Response:
    """After an act: the leaves that it touched, or the way back to the text."""
    if "x-piece" not in request.headers:
        return onward(back)
    touched = tuple(leaves)
    page = read_page(seat, reading, leaf=touched[0] if touched else 0)
    return HTMLResponse(leaves_html(page, touched), headers={"x-note": note} if note else {})
