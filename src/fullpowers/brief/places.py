"""Where a passage stands, for a person (``Article 3(2)``) and for a link (``n1234``)."""

from __future__ import annotations

from dataclasses import dataclass

from fullpowers.model import Instrument, Passage, Provision, ProvisionKind, Review

from .voice import Voice

_ENOUGH, _SIDE = 40, 60
"""Characters of a quotation that stand by themselves, and of the words shown on either side of fewer."""
_DIVISIONS = {
    ProvisionKind.PART: "Part {number}",
    ProvisionKind.CHAPTER: "Chapter {number}",
    ProvisionKind.ARTICLE: "Article {number}",
    ProvisionKind.SECTION: "Section {number}",
    ProvisionKind.ANNEX: "Annex {number}",
}
_NAMES = {
    ProvisionKind.TITLE: "Title",
    ProvisionKind.CONTENTS: "Contents",
    ProvisionKind.ENACTING: "Enacting words",
    ProvisionKind.ANNEX: "Annex",
    ProvisionKind.SIGNATURE: "Signature block",
    ProvisionKind.MARGIN: "Header or footer",
}
_COUNTED = {
    ProvisionKind.RECITAL: "Recital {number}",
    ProvisionKind.NOTE: "Note {number}",
    ProvisionKind.TABLE: "table {number}",
    ProvisionKind.ROW: "row {number}",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Labels of all provisions of the texts of a review."""

    new: str
    """Identity of the text under review."""
    labels: dict[tuple[str, str], str]
    texts: dict[str, str]
    """Canonical texts by identity, for the words around a passage."""
    voice: Voice

    def around(self, passage: Passage) -> str:
        """The passage's words; when they are few, with some words of their paragraph on both sides."""
        if len(passage.quote) >= _ENOUGH or passage.instrument not in self.texts:
            return passage.quote
        text = self.texts[passage.instrument]
        first = text.rfind("\n", 0, passage.start) + 1
        last = text.find("\n", passage.end)
        last = len(text) if last < 0 else last
        start, end = max(first, passage.start - _SIDE), min(last, passage.end + _SIDE)
        if start > first:
            start = text.find(" ", start, passage.start) + 1 or passage.start
        if end < last:
            end = max(text.rfind(" ", passage.end, end), passage.end)
        front, back = ("… " if start > first else "", " …" if end < last else "")
        return f"{front}{text[start:end]}{back}"

    def label(self, passage: Passage) -> str:
        """``Article 3(2)(a)``; of the earlier draft: ``earlier: Article 3``."""
        label = self.provision(passage.instrument, passage.path)
        if passage.instrument == self.new:
            return label
        return self.voice("earlier: {place}", place=label)

    def provision(self, instrument: str, path: str) -> str:
        """The label of a provision by its path."""
        return self.labels.get((instrument, path)) or self.voice("opening words")

    def anchor(self, passage: Passage) -> str:
        """The identifier of the place in the redline: ``n`` for new or ``o`` for old, and the offset."""
        return f"{'n' if passage.instrument == self.new else 'o'}{passage.start}"


def places(review: Review, voice: Voice) -> Places:
    """The places of the review's texts."""
    labels: dict[tuple[str, str], str] = {}
    for instrument in (review.previous, review.instrument):
        if instrument is not None:
            _name_all(instrument, voice, labels)
    texts = {text.id: text.text for text in (review.previous, review.instrument) if text is not None}
    return Places(review.instrument.id, labels, texts, voice)


def _name_all(instrument: Instrument, voice: Voice, labels: dict[tuple[str, str], str]) -> None:
    waiting = [(provision, "") for provision in reversed(instrument.provisions)]
    while waiting:
        provision, above = waiting.pop()
        label = _name(provision, above, voice)
        labels[instrument.id, provision.path] = label
        waiting.extend((child, label) for child in reversed(provision.children))


def _name(provision: Provision, above: str, voice: Voice) -> str:
    kind, number = provision.kind, provision.number
    if number and kind in (ProvisionKind.PARAGRAPH, ProvisionKind.POINT):
        inner = number if number.startswith("(") else f"({number.strip('()')})"
        return f"{above}{inner}" if above else voice("paragraph {number}", number=number)
    if kind in _DIVISIONS and number:
        # a number may be printed with its word: `Article 3`, or without: `3`
        whole = " " in number or number.lower() == kind.value
        if whole and number[:1].isalpha():
            word, space, rest = number.partition(" ")
            return voice.heard(f"{word.capitalize()}{space}{rest}")
        return voice(_DIVISIONS[kind], number=number)
    counted = provision.path.rsplit("-", 1)[-1]
    if kind in _COUNTED and counted.isdigit():
        label = voice(_COUNTED[kind], number=counted)
    elif kind in _NAMES:
        label = voice(_NAMES[kind])
    else:
        return above or voice("opening words")
    return f"{above}, {label}" if above and kind in (ProvisionKind.TABLE, ProvisionKind.ROW) else label
