"""A draft as somebody proposes it: words replaced at places, all that points into them moved along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullpowers.model import Comment, Instrument, InvalidData, Passage, Proposal, Provision, text_id


def propose(received: Instrument, proposals: Sequence[Proposal]) -> Instrument:
    """The draft with the wordings of ``proposals`` in it and their comments beside those that it had.

    Provisions, formatting, places in the file and comments move along with the words. A wording may hold
    newlines, each of which begins a new paragraph; a paragraph that is struck whole goes with its end.
    Parties stay as they were read; notices, tracked changes, the signing and what is contested are left out.

    Raises:
        EvidenceError: a passage is not of this draft.
        InvalidData: two proposals want to change the same words.
    """
    shift = Shift(received, proposals)
    text = shift.text
    identity = text_id(text)

    def moved(passage: Passage) -> Passage:
        start, end = shift.span(passage.start, passage.end)
        return Passage(identity, start, end, text[start:end], passage.path)

    said = [
        Comment(one.author, one.date, one.comment, moved(one.passage)) for one in proposals if one.comment
    ]
    kept = [
        replace(comment, passage=moved(comment.passage)) if comment.passage else comment
        for comment in received.comments
    ]
    return replace(
        received,
        text=text,
        provisions=tuple(shift.provisions(received.provisions)),
        comments=(*kept, *said),
        anchors=tuple(replace(anchor, start=shift.start(anchor.start)) for anchor in received.anchors),
        formats=tuple(
            replace(form, start=start, end=end)
            for form in received.formats
            for start, end in (shift.span(form.start, form.end),)
            if start < end
        ),
        parties=tuple(
            replace(party, passage=moved(party.passage)) if party.passage else party
            for party in received.parties
        ),
        # what follows was said of the words as they were received
        notices=(),
        revisions=(),
        contested=(),
        versions=(),
        signing=None,
        coverage=None,
    )


@dataclass(frozen=True, slots=True)
class _Replaced:
    """Words of the old text, and where the words that stand for them begin and end in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


class Shift:
    """Where places of the received text stand in the proposed one."""

    def __init__(self, received: Instrument, proposals: Sequence[Proposal]) -> None:
        """Check the proposals and work out the new ``text``."""
        for one in proposals:
            one.passage.verify(received)
        self._received = received
        edits = sorted(
            (*_struck(received.text, one.passage), "")
            if one.wording == ""
            else (one.passage.start, one.passage.end, one.wording)
            for one in proposals
            if one.wording is not None
        )
        parts: list[str] = []
        self._replaced: list[_Replaced] = []
        at = length = 0
        for start, end, wording in edits:
            if start < at or (self._replaced and start == end == self._replaced[-1].start):
                raise InvalidData(f"two proposals change the same words at {start} of the draft")
            parts += [received.text[at:start], wording]
            length += start - at
            self._replaced.append(_Replaced(start, end, length, length + len(wording)))
            at, length = end, length + len(wording)
        self.text = "".join((*parts, received.text[at:]))
        self._starts = [one.start for one in self._replaced]
        self._ends = [one.end for one in self._replaced]
        self._closings = {provision.end for provision in received.walk() if provision.start < provision.end}

    def start(self, place: int) -> int:
        """Of something that begins at ``place``; words put in there are its first."""
        k = bisect_left(self._ends, place)
        if k < len(self._replaced) and self._replaced[k].start < place:
            # within words that were replaced
            return self._replaced[k].new_end
        return place + self._gain(k)

    def end(self, place: int) -> int:
        """Of something that ends at ``place``; words put in there are its last."""
        k = bisect_right(self._starts, place)
        if k and self._replaced[k - 1].end > place > self._replaced[k - 1].start:
            return self._replaced[k - 1].new_end
        if k and self._replaced[k - 1].start == place < self._replaced[k - 1].end:
            # what follows is replaced: nothing of that belongs here, unless it was the end of the paragraph
            ends_line = self._received.text[place] == "\n"
            return self._replaced[k - 1].new_end if ends_line else place + self._gain(k - 1)
        return place + self._gain(k)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Of a passage, with the words that come in its stead."""
        return self.start(start), self.end(end)

    def provisions(self, given: Sequence[Provision]) -> list[Provision]:
        """The provisions with their spans moved; those of which no word is left are gone."""
        moved = []
        for provision in given:
            start = self._begin(provision.start)
            end = self.end(provision.end)
            if start < end:
                body = min(max(self.start(provision.body), start), end)
                children = tuple(self.provisions(provision.children))
                moved.append(replace(provision, start=start, body=body, end=end, children=children))
        return moved

    def _begin(self, place: int) -> int:
        """Where a provision begins; what is put in where another one ends belongs to that one."""
        return self.end(place) if place in self._closings else self.start(place)

    def _gain(self, k: int) -> int:
        """By how much the text grew in its first ``k`` replacements."""
        return self._replaced[k - 1].new_end - self._replaced[k - 1].end if k else 0


def _struck(text: str, passage: Passage) -> tuple[int, int]:
    """What goes when the passage is struck: with it one of two spaces, or the end of its paragraph."""
    start, end = passage.start, passage.end
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before == behind == " " or (before == "\n" and behind in ("\n", "") and start < end):
        start -= 1
    elif not before and behind == "\n":
        end += 1
    return start, end
