"""What `--matter` names: a matter.yaml, or a matter of a desk's records."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .records_here import records_at

if TYPE_CHECKING:
    from fullpowers.matter import Matter
    from fullpowers.model import Mandate, Review
    from fullpowers.records import Draft, Records


@dataclass(frozen=True, slots=True)
class Given:
    """The matter as files, and what to do with a review of its last draft."""

    file: Matter | None
    keep: Callable[[Review], Review] = lambda review: review
    """Keeps the review in the records, and gives it the head of their log."""
    mandates: tuple[Mandate, ...] = ()
    """What the delegation holds of provisions of the last draft."""


@contextmanager
def matter_given(named: str | None, data: Path, database: str | None, on: date | None) -> Iterator[Given]:
    """The matter of this file or name; its originals lie in a folder as long as the block lasts.

    Raises:
        InvalidData: there is neither such a file nor such a matter.
    """
    if named is None:
        yield Given(None)
        return
    if database is None and (Path(named).exists() or not (data / "records.sqlite").is_file()):
        from fullpowers.matter import load

        yield Given(load(Path(named)))
        return
    from fullpowers.recorded import in_order, laid_out

    with records_at(data, database) as records, tempfile.TemporaryDirectory(prefix="fullpowers-") as folder:
        matter = records.matters.find(named)
        drafts = in_order(records.drafts.all(matter.id))
        file = laid_out(records, matter, drafts, Path(folder), on=on or date.today())
        mandates = _mandates(records, drafts[-1]) if drafts else ()
        yield Given(file, lambda review: _kept(records, drafts, review), mandates)


def _mandates(records: Records, draft: Draft) -> tuple[Mandate, ...]:
    """The positions on a draft that was reviewed before, as the desk gives them to its reviews."""
    if not records.positions.all(draft.matter):
        return ()
    from fullpowers.desk.opened import opened_in
    from fullpowers.desk.standing import mandates

    opened = opened_in(records, draft)
    return mandates(records, opened) if opened is not None else ()


def _kept(records: Records, drafts: list[Draft], review: Review) -> Review:
    from fullpowers.recorded import keep

    at = datetime.now(UTC)
    person = records.people.here(getpass.getuser(), at)
    before = drafts[-2] if len(drafts) > 1 else None
    return keep(records, drafts[-1], before, review, by=person.id, at=at)[1]
