"""A matter of the records as the hall takes it: its files in a folder, as a matter.yaml would name them.

And the other way: a matter.yaml taken up into the records, a review kept there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .matter import Draft as DraftFile
from .matter import Matter as MatterFile

if TYPE_CHECKING:
    from .model import Review
    from .records import Draft, Matter, Records, Reviewed


_EVER = datetime.max.replace(tzinfo=UTC)


def laid_out(
    records: Records, matter: Matter, drafts: Sequence[Draft], folder: Path, *, on: date | None = None
) -> MatterFile:
    """Write the originals of these drafts and the matter's documents into an empty folder.

    Args:
        drafts: in the order of receipt; the last one is the one to review.
        on: day of the review where the matter sets none.

    Raises:
        BrokenRecords: an original was altered.
    """
    from .records import Purpose

    listed = []
    for number, draft in enumerate(drafts, 1):
        path = _written(folder / f"draft-{number}", draft.name, records.drafts.original(draft))
        receipt = draft.receipt
        when = (receipt.received, receipt.sender, receipt.place, receipt.answer_due)
        listed.append(DraftFile(str(path.relative_to(folder)), draft.label, *when))
    files: dict[Purpose, list[str]] = {}
    for number, document in enumerate(records.documents.all(matter.id), 1):
        path = _written(folder / f"file-{number}", document.name, records.documents.content(document))
        files.setdefault(document.purpose, []).append(str(path.relative_to(folder)))
    last = {purpose: paths[-1] for purpose, paths in files.items()}
    return MatterFile(
        matter=matter.name,
        side=matter.side,
        on=matter.on or on,
        drafts=tuple(listed),
        facts=dict(matter.facts),
        press=tuple(files.get(Purpose.PRESS, ())),
        economics=last.get(Purpose.ECONOMICS, ""),
        preferences=last.get(Purpose.PREFERENCES, ""),
        register=last.get(Purpose.REGISTER, ""),
        folder=folder,
    )


def in_order(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts in the order in which they were received; those without a time as they were taken in."""
    return sorted(drafts, key=lambda one: (_time(one.receipt.received) or one.at or _EVER, one.at or _EVER))


def take_up(records: Records, file: MatterFile, *, by: str, at: datetime) -> Matter:
    """Open a matter with all that a matter.yaml names: drafts with their receipts, facts, documents.

    Raises:
        UnreadableInput: a file that it names is not there; no matter is opened then.
    """
    from .records import Delivery, Purpose, Setting

    drafts = [(draft, file.folder / draft.file) for draft in file.drafts]
    documents: list[tuple[Purpose, Path | None]] = [
        *((Purpose.PRESS, path) for path in file.press_files),
        (Purpose.ECONOMICS, file.economics_file),
        (Purpose.PREFERENCES, file.preferences_file),
        (Purpose.REGISTER, file.register_file),
    ]
    named = [path for _, path in drafts] + [path for _, path in documents if path is not None]
    contents = {path: content(path) for path in named}
    matter = records.matters.new(file.matter, file.side, Setting(file.on, facts=file.facts), by=by, at=at)
    for draft, path in drafts:
        delivery = Delivery(draft.label, draft.receipt)
        records.drafts.add(matter.id, path.name, contents[path], delivery, by=by, at=at)
    for purpose, one in documents:
        if one is not None:
            records.documents.add(matter.id, purpose, one.name, contents[one], by=by, at=at)
    return matter


def keep(
    records: Records,
    draft: Draft,
    before: Draft | None,
    review: Review,
    *,
    by: str,
    at: datetime,
    key: str = "",
) -> tuple[Reviewed, Review]:
    """Keep a review with the head of the log, and carry the notes of the draft before to this one.

    Returns:
        What was kept, and the review with its head, for the brief.
    """
    review = replace(review, head=records.log.head(draft.matter))
    against = before.id if before else ""
    kept = records.reviews.add(draft.matter, draft.id, against, review, by=by, at=at, key=key)
    if before is not None and review.comparison is not None:
        records.annotations.carry(draft.matter, before.id, draft.id, review.comparison, by=by, at=at)
    return kept, review


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it is not there, or cannot be read.
    """
    from .model import Refusal, UnreadableInput

    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(Refusal.MISSING, path.name, error.strerror or str(error)) from error


def _time(text: str) -> datetime | None:
    """A time that somebody wrote down; one without a zone as of UTC, for the order alone."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _written(folder: Path, name: str, data: bytes) -> Path:
    """A file under its own name, in a folder of its own: the name is shown, and never a path."""
    folder.mkdir()
    plain = "".join(one for one in name if one.isprintable() and one not in '/\\:*?"<>|').strip(". ")
    suffix = Path(plain).suffix[:20]
    stem = plain.removesuffix(suffix).encode()[:150].decode(errors="ignore") or "draft"
    path = folder / f"{stem}{suffix}"
    path.write_bytes(data)
    return path
