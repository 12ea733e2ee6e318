"""The first page and the parts of the review, each as a page: the brief's own words and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from fullpowers.model import UnknownRecord

from ..access import Seat, seated
from ..opened import PARTS, opened
from ..rendering import show
from .intake import draft_of
from .reading import DraftPage, draft_head, waiting

router = APIRouter(prefix="/m/{matter}/d/{draft}")
Reading = Annotated[Seat, Depends(seated("read"))]
_ADDED = ("money", "claims", "answer")
"""Parts that want a file of the matter."""
_MISSING = {
    "changes": "There is no earlier draft to compare this one with.",
    "path": "No path to entry into force is known for this side.",
    "money": "The matter has no file of figures yet.",
    "scoreboard": "There is no earlier draft to compare this one with.",
    "claims": "The matter has no articles yet.",
    "answer": "The matter has no file of preferences yet.",
    "precedents": "The desk was started without a corpus of other agreements (--corpus).",
    "chronology": "Nothing is known of the course of the matter yet.",
}
"""Why a part of the brief is not there."""
_OF_THE_TEAM = {"answer": "see positions"}
"""Acts that a part takes besides reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPage(DraftPage):
    template: ClassVar = "part.html"
    heading: str
    html: Markup
    missing: str
    wanted: bool
    """Whether a file that somebody adds would give this part."""


@router.get("")
def first_page(seat: Reading, draft: str) -> Response:
    """The answers on one page."""
    return _part(seat, draft, "answers", "The answers on one page", "")


@router.get("/{part}")
def part(seat: Reading, draft: str, part: str) -> Response:
    """One part of the review: findings, terms, value, ledger, claims, ratification path, ..."""
    if part not in PARTS or not seat.may(_OF_THE_TEAM.get(part, "read")):
        raise UnknownRecord("there is no such page")
    return _part(seat, draft, part, PARTS[part], f"/{part}")


def _part(seat: Seat, draft: str, name: str, title: str, path: str) -> Response:
    found = draft_of(seat, draft)
    reading = opened(seat, found)
    if reading is None:
        return waiting(seat, found)
    html = reading.pieces.html.get(name, "")
    return show(
        PartPage(
            title=title,
            heading=reading.pieces.titles.get(name, title),
            html=Markup(html),  # noqa: S704 - drawn by the brief, which escapes what it is given
            missing=_MISSING.get(name, "There is nothing to show here."),
            wanted=name in _ADDED,
            **draft_head(seat, found, path),
        )
    )
