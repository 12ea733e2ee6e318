"""The reading view: a draft with its changes, the notes and positions in the margin, and the search in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Query
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from fullpowers.records import Draft, JobState

from .. import acts
from ..access import Seat, seated
from ..drawings import Drawings
from ..noting import Thread, marks, threads
from ..opened import PARTS, Opened, address, opened
from ..rendering import Page, environment, show
from ..standing import Stand, stands
from ..text import Book, Hit, Leaf, clauses, search, slug
from .common import matter_head
from .intake import draft_of

if TYPE_CHECKING:
    from fullpowers.brief.document import Clause
    from fullpowers.model import Parallel

router = APIRouter(prefix="/m/{matter}/d/{draft}")
Reading = Annotated[Seat, Depends(seated("read"))]
Anchor = Annotated[str, Query(max_length=200)]
_HAPPENED = {
    "edited": "reworded",
    "moved": "moved here",
    "split": "divided",
    "merged": "joined",
    "inserted": "new",
    "deleted": "gone",
    "moved away": "moved away",
}


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause with all that stands beside it."""

    clause: Clause
    heading: Markup
    number: Markup
    lines: tuple[Markup, ...]
    start: int
    end: int
    old: bool
    path: str
    slug: str
    threads: tuple[Thread, ...]
    position: Stand | None
    parallel: Parallel | None
    """What the corpus holds beside the provision that begins here."""


@dataclass(frozen=True, slots=True)
class ShownLeaf:
    """A leaf as it is sent; without clauses it is fetched later."""

    leaf: Leaf
    clauses: tuple[ShownClause, ...] | None
    open: bool = False


@dataclass(frozen=True, slots=True)
class ShownChunk:
    """Leaves that stand together; without ``leaves`` it is fetched later."""

    number: int
    first: Leaf
    last: Leaf
    size: int
    changes: int
    leaves: tuple[ShownLeaf, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage(Page):
    """What every page of one draft has."""

    address: str
    draft_label: str
    parts: tuple[tuple[str, str], ...]
    """End of the address and words of each page of this draft."""
    part: str
    """The one that this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage(DraftPage):
    template: ClassVar = "read.html"
    against: str
    text_language: str
    book: Book
    chunks: tuple[ShownChunk, ...]
    lost: tuple[Thread, ...]
    lost_open: bool
    threads_total: int
    drawings: Drawings

    def near(self, anchor: str) -> str:
        """Address of a place in this text, as seen from its page."""
        return f"?at={anchor}#{anchor}" if self.book.long else f"#{anchor}"

    def drawn(self, shown: ShownClause) -> Markup:
        """A clause with its margin, drawn once for all who may do the same here."""
        may = self.may & {"annotate", "take position"}

        def draw() -> Markup:
            return Markup(_leaves().clause(shown, self))  # noqa: S704 - drawn by a template

        return self.drawings.get((id(shown.clause), may), shown, draw)

    def happened(self, clause: Clause) -> str:
        """What happened to a clause, for who does not see its colours."""
        words = _HAPPENED.get(clause.state, "")
        return f", {words}" if words else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage(DraftPage):
    """A draft that cannot be read yet."""

    template: ClassVar = "unread.html"
    reason: str
    again: bool
    """It waits for a person, not for its review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(DraftPage):
    template: ClassVar = "search.html"
    q: str
    hits: tuple[tuple[Hit, str, str], ...]
    """Each hit with the label of its provision and its address."""


@router.get("/read")
def read(seat: Reading, draft: str, at: Anchor = "", leaf: int = -1) -> Response:
    """The reading view; ``at`` is a place that must be among what is sent, ``leaf`` a leaf that must be."""
    found = draft_of(seat, draft)
    draft_opened = opened(seat, found)
    if draft_opened is None:
        return waiting(seat, found)
    return show(read_page(seat, draft_opened, at, leaf))


@router.get("/leaves")
def leaves(seat: Reading, draft: str, at: Anchor = "", leaf: int = -1, alone: bool = False) -> Response:
    """The chunk with a place or a leaf, or that leaf ``alone``, for a page that has the others."""
    draft_opened = opened(seat, draft_of(seat, draft))
    if draft_opened is None:
        return HTMLResponse("", 404)
    page = read_page(seat, draft_opened, at, leaf)
    return HTMLResponse(leaves_html(page, (leaf,)) if alone else leaves_html(page))


@router.get("/search")
def searched(seat: Reading, draft: str, q: Annotated[str, Query(max_length=2_000)] = "") -> Response:
    """Places where words stand, in all of the draft."""
    found = draft_of(seat, draft)
    draft_opened = opened(seat, found)
    if draft_opened is None:
        return waiting(seat, found)
    labels = labels_of(draft_opened)
    hits = tuple(
        (hit, labels.get(hit.path, ""), f"{draft_opened.address}/read?at=n{hit.start}#n{hit.start}")
        for hit in search(draft_opened.review.instrument, q)
    )
    return show(SearchPage(title="Search", q=q, hits=hits, **draft_head(seat, found)))


def read_page(seat: Seat, draft: Opened, at: str = "", leaf: int = -1) -> ReadPage:
    """The values of the reading view."""
    book = draft.book
    wanted = leaf if 0 <= leaf < len(book.leaves) else book.leaf_of(at) if at else -1
    found = threads(seat, draft)
    margin = _Margin(draft, found, stands(seat, draft), at)
    here = book.chunk_of(max(0, wanted))
    chunks = tuple(
        ShownChunk(
            number,
            book.leaves[chunk[0]],
            book.leaves[chunk[-1]],
            sum(book.leaves[one].size for one in chunk),
            sum(book.leaves[one].changes for one in chunk),
            tuple(margin.sent(book.leaves[one], wanted) for one in chunk) if number == here else None,
        )
        for number, chunk in enumerate(book.chunks)
    )
    lost = tuple(thread for thread in found if thread.fate == "lost" and thread.id not in margin.placed)
    labels = {one.id: one.label or one.name for one in seat.desk.records.drafts.all(seat.matter.id)}
    review = draft.review
    return ReadPage(
        title="Text",
        against=labels.get(draft.reviewed.against, "") if review.comparison else "",
        text_language=review.instrument.languages[0] if review.instrument.languages else "",
        book=book,
        chunks=chunks,
        lost=lost,
        lost_open=any(not thread.resolved for thread in lost),
        threads_total=len(found),
        drawings=draft.drawings,
        **draft_head(seat, draft.draft, "/read"),
    )


def leaves_html(page: ReadPage, numbers: Iterable[int] | None = None) -> str:
    """The chunk that is sent with a page, or only those of its leaves that were asked for."""
    (sent,) = (chunk for chunk in page.chunks if chunk.leaves is not None)
    chosen = (
        None
        if numbers is None
        else tuple(one for one in sent.leaves or () if one.leaf.number in set(numbers))
    )
    template = environment().get_template("some_leaves.html")
    return template.render(page=page, chunk=sent, chosen=chosen)


@cache
def _leaves() -> Any:
    """The parts of the template of leaves, to be drawn one by one."""
    return environment().get_template("leaves.html").module


def draft_head(seat: Seat, draft: Draft, part: str = "") -> dict[str, Any]:
    """Fields of a page of this draft."""
    parts = [("/read", "Text"), ("", "First page")]
    if seat.may("see team"):
        parts.append(("/notes", "Notes"))
    if seat.may("see positions"):
        parts.append(("/positions", "Positions"))
    parts += [
        (f"/{name}", words) for name, words in PARTS.items() if name != "answer" or seat.may("see positions")
    ]
    return {
        **matter_head(seat),
        "address": address(draft),
        "draft_label": draft.label or draft.name,
        "parts": tuple(parts),
        "part": part,
    }


def waiting(seat: Seat, draft: Draft) -> Response:
    """A draft that is not reviewed: the page says why."""
    records, matter = seat.desk.records, seat.matter.id
    job = acts.last_jobs(records.jobs.of(matter)).get(draft.id)
    again = True
    if job is not None and acts.is_open(job):
        reason = "This draft is being read. Its review is under way; this page shows it when it is there."
        again = False
    elif job is not None and job.state is JobState.FAILED:
        reason = f"This draft could not be read: {job.progress}."
    elif records.reviews.latest(matter, draft.id) is not None:
        reason = (
            "The review of this draft was made by another version of fullpowers, and this one cannot "
            "read it. On the page of the matter, have it reviewed again; notes and positions are kept."
        )
    else:
        reason = "This draft has not been reviewed yet. Have it reviewed on the page of the matter."
    return show(WaitingPage(title="Text", reason=reason, again=again, **draft_head(seat, draft, "/read")))


def labels_of(draft: Opened) -> dict[str, str]:
    """How provisions are called, by their paths."""
    return {
        path: clause.place
        for leaf in draft.book.leaves
        for clause in leaf.clauses
        if (path := draft.book.paths.get(clause.id, ""))
    }


class _Margin:
    """Puts notes and positions beside the clauses; a note stands once, with its first words."""

    def __init__(
        self, draft: Opened, found: tuple[Thread, ...], positions: dict[str, Stand], at: str
    ) -> None:
        self._draft = draft
        self._threads = {thread.id: thread for thread in found}
        self._marks = marks(found)
        self._positions = positions
        self._at = at
        self.placed: set[str] = set()

    def sent(self, leaf: Leaf, wanted: int) -> ShownLeaf:
        """The leaf as it is sent: what is folded in a long text is sent when it is wanted."""
        if self._draft.book.long and leaf.summary and leaf.number != wanted:
            return ShownLeaf(leaf, None)
        return self.leaf(leaf, opened=leaf.number == wanted)

    def leaf(self, leaf: Leaf, *, opened: bool) -> ShownLeaf:
        """The leaf with all that stands beside it."""
        shown = []
        draft, at = self._draft, self._at
        drawn_clauses = draft.drawings.get(
            ("leaf", leaf.number, at),
            self._marks,
            lambda: clauses(leaf.clauses, self._marks, at),
            size=lambda _: leaf.size,
        )
        for drawn in drawn_clauses:
            path = self._draft.book.paths.get(drawn.clause.id, "")
            here = tuple(self._threads[one] for one in drawn.notes if one not in self.placed)
            self.placed.update(drawn.notes)
            shown.append(
                ShownClause(
                    clause=drawn.clause,
                    heading=drawn.heading,
                    number=drawn.number,
                    lines=drawn.lines,
                    start=drawn.start,
                    end=drawn.end,
                    old=drawn.old,
                    path=path,
                    slug=slug(path),
                    threads=here,
                    position=self._positions.get(path),
                    parallel=None if drawn.old else self._parallel(drawn.start, drawn.end),
                )
            )
        noted = any(not thread.resolved for clause in shown for thread in clause.threads)
        held = any(clause.position is not None for clause in shown)
        return ShownLeaf(leaf, tuple(shown), opened or noted or held)

    def _parallel(self, start: int, end: int) -> Parallel | None:
        """What stands elsewhere for a provision that begins between these places."""
        comparables = self._draft.review.comparables
        known = comparables.parallels if comparables else ()
        return next((one for one in known if one.among and start <= one.passage.start < end), None)
