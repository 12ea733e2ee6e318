"""How both texts are set, and which words that stayed are set otherwise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from fullpowers.model import Change, FormatKind, Instrument, Passage, Reformatting

COMPARED = (FormatKind.BOLD, FormatKind.ITALIC, FormatKind.UNDERLINE)
"""Of words."""
LETTERS = (FormatKind.FONT, FormatKind.SIZE)
"""Of words; carried into a redline and not compared."""
_USUAL = (*LETTERS, FormatKind.SPACING, FormatKind.PAGE)
OF_PARAGRAPHS = (FormatKind.HEADING, FormatKind.ALIGNMENT, FormatKind.INDENT)
"""Of paragraphs; compared as well."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def is_read(instrument: Instrument) -> bool:
    """Whether the formatting of the file was read."""
    return instrument.source is not None and instrument.source.media_type == _WORD


class Setting:
    """How one text is set, by place."""

    def __init__(self, instrument: Instrument) -> None:
        events: dict[int, list[tuple[bool, FormatKind, str]]] = {}
        self._paragraphs: dict[int, dict[FormatKind, str]] = {}
        self.usual: dict[FormatKind, str] = {}
        """How all of it is set where nothing else is said: font, size, spacing, page."""
        for form in instrument.formats:
            if form.kind in _USUAL and (form.start, form.end) == (0, len(instrument.text)):
                self.usual[form.kind] = form.value
            elif form.kind in (*COMPARED, *LETTERS):
                events.setdefault(form.start, []).append((True, form.kind, form.value))
                events.setdefault(form.end, []).append((False, form.kind, form.value))
            else:
                self._paragraphs.setdefault(form.start, {})[form.kind] = form.value
        self._cuts = sorted(events)
        self._looks: list[dict[FormatKind, str]] = [{}]
        now: dict[FormatKind, str] = {}
        for cut in self._cuts:
            for begins, kind, value in sorted(events[cut]):
                if begins:
                    now[kind] = value
                else:
                    now.pop(kind, None)
            self._looks.append(dict(now))

    def words(self, place: int) -> Mapping[FormatKind, str]:
        """What holds at ``place``: bold, italic, underlined; font and size other than the usual."""
        return self._looks[bisect_right(self._cuts, place)]

    def cuts(self, start: int, end: int) -> list[int]:
        """Places between ``start`` and ``end`` where that changes."""
        return self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]

    def paragraph(self, start: int) -> dict[FormatKind, str]:
        """Heading, alignment, indents and spacing of the paragraph that begins at ``start``."""
        return self._paragraphs.get(start, {})


def reformatted(changes: Sequence[Change], old: Instrument, new: Instrument) -> tuple[Reformatting, ...]:
    """Words that stayed and are set otherwise; none when the formatting of one of the files was not read."""
    if not (is_read(old) and is_read(new)) or not (old.formats or new.formats):
        return ()
    before, after = Setting(old), Setting(new)
    return tuple(
        found
        for change in changes
        if change.old and change.new
        for found in (
            *_paragraph(change, before, after),
            *_words(change, (before, after), (old, new)),
        )
    )


def _paragraph(change: Change, before: Setting, after: Setting) -> Iterator[Reformatting]:
    sides = (before.paragraph(change.old[0].start), after.paragraph(change.new[0].start))
    was, now = ({kind: side[kind] for kind in OF_PARAGRAPHS if kind in side} for side in sides)
    if was != now and len(change.old) == len(change.new) == 1:
        yield Reformatting(change.old[0], change.new[0], _said(was), _said(now))


def _said(forms: dict[FormatKind, str]) -> str:
    return ", ".join(f"{kind.value} {value}" for kind, value in sorted(forms.items())) or "plain"


def _words(
    change: Change, settings: tuple[Setting, Setting], texts: tuple[Instrument, Instrument]
) -> Iterator[Reformatting]:
    before, after = settings
    for start, end, was in kept(change):
        shift = was - start
        cuts = {start, end, *after.cuts(start, end), *(cut - shift for cut in before.cuts(was, end + shift))}
        for low, high in pairwise(sorted(cuts)):
            looks = marked(before.words(low + shift)), marked(after.words(low))
            if looks[0] == looks[1] or not texts[1].text[low:high].strip():
                continue
            yield Reformatting(
                _passage(change.old, texts[0], low + shift, high + shift),
                _passage(change.new, texts[1], low, high),
                *(", ".join(kind.value for kind in look) or "plain" for look in looks),
            )


def marked(look: Mapping[FormatKind, str]) -> tuple[FormatKind, ...]:
    """Bold, italic, underlined: what of it a look has."""
    return tuple(kind for kind in COMPARED if kind in look)


def _passage(blocks: Sequence[Passage], text: Instrument, start: int, end: int) -> Passage:
    return Passage(text.id, start, end, text.text[start:end], blocks[0].path)


def kept(change: Change) -> Iterator[tuple[int, int, int]]:
    """The stretches of words that stayed: start and end in the new text, start in the old one."""
    at, was = change.new[0].start, change.old[0].start
    for edit in change.edits:
        if edit.new_start > at:
            yield at, edit.new_start, was
        at, was = edit.new_end, edit.old_end
    if change.new[-1].end > at:
        yield at, change.new[-1].end, was
