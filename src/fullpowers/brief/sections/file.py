"""What was noticed about the files: hidden text, tracked changes, comments, unread parts."""

from __future__ import annotations

from dataclasses import fields, replace

from fullpowers.model import Instrument, Notice, Review, Severity

from ..characters import quoted
from ..document import Block, Bullets, Fold, Heading, Prose, Section, Statement, Table
from ..places import Places
from ..voice import Voice

_LEADS = {
    Severity.ALARM: ("Alarm", "bad"),
    Severity.CAUTION: ("Caution", "open"),
    Severity.INFO: ("Note", "neutral"),
}


def file(review: Review, where: Places, say: Voice) -> Section:
    """The part on the files."""
    blocks = _of(review.instrument, say)
    if not blocks:
        blocks = [Prose(Statement(say("Nothing was noticed about the file.")))]
    if review.comparison is not None and review.comparison.notices:
        silent = tuple(_notice(_placed(notice, where), say) for notice in review.comparison.notices)
        blocks += [Heading(say("What the marks in the file leave out")), Bullets(silent)]
    blocks += _contested(review.instrument, say)
    if review.previous is not None:
        earlier = _of(review.previous, say)
        if earlier:
            blocks += [Heading(say("The earlier draft")), *earlier]
    return Section("file", say("What was noticed about the file"), tuple(blocks))


def _of(instrument: Instrument, say: Voice) -> list[Block]:
    blocks: list[Block] = []
    order = list(_LEADS)
    notices = sorted(instrument.notices, key=lambda notice: order.index(notice.severity))
    if notices:
        blocks.append(Bullets(tuple(_notice(notice, say) for notice in notices)))
    blocks += _coverage(instrument, say)
    if instrument.comments:
        comments = tuple(
            Statement(
                comment.text,
                (comment.passage,) if comment.passage else (),
                lead=", ".join(part for part in (comment.author, comment.date[:10]) if part),
            )
            for comment in instrument.comments
        )
        blocks += [Heading(say("Comments in the margin")), Bullets(comments)]
    if instrument.revisions:
        blocks.append(_revisions(instrument, say))
    return blocks


def _placed(notice: Notice, where: Places) -> Notice:
    """The notice with its place as a reader knows it instead of the path."""
    if notice.passage is None or not notice.message.startswith(notice.passage.path):
        return notice
    rest = notice.message[len(notice.passage.path) :]
    return replace(notice, message=where.label(notice.passage) + rest)


def _contested(instrument: Instrument, say: Voice) -> list[Block]:
    """Places that the sides have not agreed on, with who wants what."""
    if not instrument.contested:
        return []
    items = tuple(
        Statement(
            "; ".join(
                f"{', '.join(wording.parties) or wording.label or say('not attributed')}: "
                f"{quoted(wording.passage.quote, 160)}"
                for wording in place.alternatives
            )
            or quoted(place.passage.quote, 160),
            (place.passage,),
            lead=say(place.kind.value),
        )
        for place in instrument.contested
    )
    return [Heading(say("Not agreed yet")), Bullets(items)]


def _coverage(instrument: Instrument, say: Voice) -> list[Block]:
    """Where the characters of the file went, so that a reader sees that none was lost."""
    coverage = instrument.coverage
    if coverage is None:
        return []
    parts = [
        f"{say(field.name)} {getattr(coverage, field.name):,}"
        for field in fields(coverage)
        if getattr(coverage, field.name)
    ]
    lead = say("Characters of the file, by where they stand")
    return [Prose(Statement("; ".join(parts) + ".", lead=lead))]


def _notice(notice: Notice, say: Voice) -> Statement:
    lead, tone = _LEADS[notice.severity]
    passages = (notice.passage,) if notice.passage else ()
    return Statement(notice.message, passages, lead=say(lead), tone=tone)


def _revisions(instrument: Instrument, say: Voice) -> Fold:
    rows = tuple(
        (
            Statement(say(revision.kind.value)),
            Statement(revision.author),
            Statement(revision.date[:10]),
            Statement(quoted(revision.text, 160) if revision.text.strip() else say("paragraph mark")),
        )
        for revision in instrument.revisions
    )
    return Fold(
        say.count("{n} tracked change in the file", "{n} tracked changes in the file", len(rows)),
        (Table("", (say("Kind"), say("By"), say("Day"), say("Words")), rows),),
    )
