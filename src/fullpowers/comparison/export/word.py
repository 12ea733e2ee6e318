"""DOCX with genuine tracked changes, written from both texts: insertions, deletions, moves, comments.

Paragraph marks are tracked as well, so that accepting or rejecting all gives either draft exactly. Headings,
alignment, indents, bold, italic and underline are kept where they were read, and a change of them is tracked
as one of formatting. Notes, headers and footers stand in their own parts. Automatic numbers are typed out,
so that renumbering shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fullpowers.model import Instrument, Significance

from . import look, wordml
from .outside import Note, Outside, outside
from .paragraphs import Story
from .proof import Proof, Redline
from .sharing import AUTHOR, DATE, Hand, Shared
from .stream import Entry

_EFFECTS = 6
"""Effects of one change that its comment says."""


def document(
    redline: Redline, *, tied: bool = True, hands: Sequence[Hand] = (), comments: bool = True
) -> bytes:
    """The DOCX file of the redline.

    ``tied``: notes, headers and footers stand in their own parts; else at the end of the body.
    ``hands``: who wrote the changes; they are ``fullpowers``'s else.
    ``comments``: whether our own comments stand in it, or those of the drafts alone.

    A change that the new file itself marks keeps its author and date; all others are by ``fullpowers``.
    Each change of substance carries a comment with its effects. The comments of the new file stay where
    they were, and those of the old file that are gone come back as comments on the earlier draft.
    """
    comparison, old, new, run = redline.comparison, redline.old, redline.new, redline.entries
    shared = Shared(old, new, hands)
    if comments:
        _about(shared, redline.proof)
    _comments(shared, old, new)
    plan = outside(run, comparison, old, new) if tied else Outside((), (), {})
    notes = _notes(shared, plan.notes, old, new)
    margins = {kind: Story(shared) for kind in plan.margins}
    body = Story(shared)
    for k, entry in enumerate(run):
        home = plan.home.get(k)
        if home is None:
            body.add(entry, *(_comment(shared, entry) if comments else ("", "")))
        elif isinstance(home, str):
            margins[home].add(entry)
        elif home.old and home.new:
            notes[home].add(entry)
    return _file(shared, body, notes, margins)


def _file(shared: Shared, body: Story, notes: dict[Note, Story], margins: dict[str, Story]) -> bytes:
    section = f"<w:sectPr>{wordml.references(tuple(margins))}{look.page(shared.usual)}</w:sectPr>"
    # notes and margins first: what stands in them must not be left for the end of the body
    contents = {shared.notes[note]: story.finish() for note, story in notes.items()}
    beside = {kind: story.finish() for kind, story in margins.items()}
    text = body.finish(shared.rest())
    parts = {"document": "", "styles": look.styles(shared.usual), "settings": ""}
    for kind in ("footnote", "endnote"):
        text, order = wordml.counted(kind, text)
        if order:
            parts[f"{kind}s"] = wordml.notes(kind, [contents[number] for number in order])
    parts["document"] = f"<w:body>{text}{section}</w:body>"
    parts |= beside
    parts["comments"] = "".join(shared.comments)
    return wordml.package(parts)


def _notes(shared: Shared, notes: Sequence[Note], old: Instrument, new: Instrument) -> dict[Note, Story]:
    """A story for each note, and the references to them at their places in the text.

    A note that stands in one draft only, or was tied to another place, comes or goes with its reference.
    The word processor counts the notes, so their printed marks are left out.
    """
    stories = {}
    for note in notes:
        story = stories[note] = Story(shared)
        identifier = shared.notes[note] = len(shared.notes) + 1
        refer = wordml.raised(f'<w:{note.kind}Reference w:id="{identifier}"/>')
        number = wordml.raised(f"<w:{note.kind}Ref/>") + wordml.SPACE
        for side, seen in enumerate((note.old, note.new)):
            if seen is not None:
                shared.leave_out(side, seen.reference, seen.reference + len(seen.mark))
        if note.old and note.new:
            shared.put(refer, new=note.new.reference)
            for side, text, seen in ((0, old.text, note.old), (1, new.text, note.new)):
                if text.startswith(f"{seen.mark} ", seen.start):
                    shared.leave_out(side, seen.start, seen.start + len(seen.mark) + 1)
                    if side:
                        shared.put(number, new=seen.start)
        elif note.new:
            shared.put(shared.tracked("ins", refer), new=note.new.reference)
            story.plain(new.text[note.new.start : note.new.end], note.new.mark, number)
        elif note.old:
            shared.put(shared.tracked("del", refer), old=note.old.reference)
            story.plain(old.text[note.old.start : note.old.end], note.old.mark, number)
    return stories


def _comment(shared: Shared, entry: Entry) -> tuple[str, str]:
    """The beginning and the end of the comment that says what a change of substance does."""
    change = entry.change
    loud = change.significance in (Significance.SUBSTANTIVE, Significance.UNDECIDED)
    if entry.away or not loud or not change.reasons:
        return "", ""
    said = [reason.effect for reason in change.reasons[:_EFFECTS]]
    element = "ins" if not change.old else "del" if not change.new else ""
    return shared.comment(AUTHOR, DATE, [*said, *([change.rank] if change.rank else [])], element)


def _about(shared: Shared, proof: Proof) -> None:
    """The first comment: what was proved, what learned help there was, and what was not compared."""
    learned = [str(proof.learned)] if proof.learned else []
    said = [f"This redline is {proof}.", *learned, *(f"Not compared: {line}" for line in proof.not_compared)]
    opening, closing = shared.comment(AUTHOR, DATE, said)
    shared.put(opening + closing, new=0)


def _comments(shared: Shared, old: Instrument, new: Instrument) -> None:
    """The comments of both files at their places."""
    for comment in new.comments:
        opening, closing = shared.comment(comment.author, comment.date, [comment.text])
        start, end = (comment.passage.start, comment.passage.end) if comment.passage else (0, 0)
        shared.put(opening, new=start)
        shared.put(closing, new=end)
    kept = Counter((comment.author, comment.text) for comment in new.comments)
    for comment in old.comments:
        if kept[comment.author, comment.text] > 0:
            kept[comment.author, comment.text] -= 1
            continue
        text = f"On the earlier draft, gone from this one: {comment.text}"
        opening, closing = shared.comment(comment.author, comment.date, [text])
        start, end = (comment.passage.start, comment.passage.end) if comment.passage else (0, 0)
        shared.put(opening, old=start)
        shared.put(closing, old=end)
