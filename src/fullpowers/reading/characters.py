"""What hides in the letters themselves, the same for every format.

Every block's text becomes NFC with single spaces. Characters that nobody sees are taken out
and said in a notice; letters that look like others stay as they are and are flagged.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from fullpowers.model import Severity

from .blocks import Block, BlockKind, Extract, Mark, MarkKind
from .lookalikes import LETTER_FOR_DIGIT, STRANGE, lookalikes

_MARKS_PER_BLOCK = 50

_ZERO_WIDTH = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_SOFT_HYPHEN = "\u00ad"
_UNSEEN = f"{_ZERO_WIDTH}{_BIDI}{_CONTROL}{_SOFT_HYPHEN}"
_TO_CHANGE = re.compile(rf"[\s{_UNSEEN}]{{2,}}|[^\S ]|[{_UNSEEN}]|\A | \Z")
"""Runs that do not stay as they are: everything but a single space between two words."""
_CLEAN = re.compile(rf"[^\s{_UNSEEN}]+(?: [^\s{_UNSEEN}]+)*")
_CLEAN_ROW = re.compile(rf"[^\s{_UNSEEN}]+(?:[ \t][^\s{_UNSEEN}]+)*")
_ASCII = re.compile("[\x00-\x7f]+")
_FEW = 10
"""One character in so many that is not of ASCII makes it worth while to look at each block by itself."""
_CONTROL_OR_SPACES = re.compile("[\x00-\x09\x0b-\x1f\x7f]|[ \n](?=[ \n])")
_KINDS_OF_ASCII = bytes(
    ord(" " if chr(byte) in " \n" else "0" if chr(byte).isdecimal() else "l" if chr(byte) in "OIl" else "!")
    if byte < 0x20 or byte == 0x7F or chr(byte) in " OIl0123456789"
    else ord(".")
    for byte in range(0x100)
)
"""Table for ``bytes.translate``: spaces, digits, letters that pass for digits, controls, and the rest."""
_STRANGE_SPACE_OR_UNSEEN = re.compile(
    f"[\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_UNSEEN}]"
)
_IS_ZERO_WIDTH = re.compile(f"[{_ZERO_WIDTH}]")
_IS_BIDI = re.compile(f"[{_BIDI}]")
_IS_CONTROL = re.compile(f"[{_CONTROL}]")
_OVERRIDE = re.compile("[\u202d\u202e]([^\u202a-\u202e]{1,200})")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdfc\ufe70-\ufefc]")
_JOINERS = "\u200c\u200d"
_COMPOSES = re.compile(r"[^\x00-\u02ff]")


def clean(extract: Extract) -> Extract:
    """The extract with clean texts; a block without text is dropped, its marks go to a neighbour."""
    doubtful = _doubtful(extract.blocks)
    if not doubtful:
        return extract
    blocks: list[Block] = []
    homeless: list[Mark] = []
    for index, block in enumerate(extract.blocks):
        cleaned = clean_block(block) if index in doubtful else block
        if not cleaned.text:
            homeless += cleaned.marks
            continue
        if homeless:
            moved = (replace(mark, start=0, end=0) for mark in homeless)
            cleaned = replace(cleaned, marks=(*moved, *cleaned.marks))
            homeless = []
        blocks.append(cleaned)
    if homeless and blocks:
        last = blocks[-1]
        moved = (replace(mark, start=len(last.text), end=len(last.text)) for mark in homeless)
        blocks[-1] = replace(last, marks=(*last.marks, *moved))
    return replace(extract, blocks=tuple(blocks))


def _doubtful(blocks: Sequence[Block]) -> Container[int]:
    """Indices of the blocks that may not stay as they are; to look through all of them at once is quicker."""
    text = "".join(f"\n{block.text}" for block in blocks) + "\n"
    strange = _ASCII.sub("", text)
    if (
        len(strange) > len(text) // _FEW
        or text.count("\n") != len(blocks) + 1
        or not unicodedata.is_normalized("NFC", text)
    ):
        return range(len(blocks))
    kinds = text.encode("utf-8", "surrogatepass").translate(_KINDS_OF_ASCII)
    patterns = [one for one in (_STRANGE_SPACE_OR_UNSEEN, *STRANGE) if one.search(strange)]
    if b"!" in kinds or b"  " in kinds:
        patterns.append(_CONTROL_OR_SPACES)
    if b"0l" in kinds or strange:
        patterns.append(LETTER_FOR_DIGIT)
    starts = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
    return {
        bisect_right(starts, place) - 1
        for pattern in patterns
        for found in pattern.finditer(text)
        for place in (found.start(), found.start() + 1)
    }


def clean_block(block: Block) -> Block:
    """The block with clean text, its marks moved along, and a mark for each thing noticed."""
    if _is_clean(block):
        marks = _lookalike_marks(block.text)
        return replace(block, marks=(*block.marks, *marks)) if marks else block
    shown, moves, unseen = _without_unseen(block)
    text, composed = _composed(shown)
    places = _Places(moves, len(shown)).then(_Places(composed, len(text)))
    marks = [replace(mark, start=places.new(mark.start), end=places.new(mark.end)) for mark in block.marks]
    marks += _unseen_marks(text, [(places.new(old), characters) for old, characters in unseen], block.text)
    marks += _lookalike_marks(text)
    return replace(
        block,
        text=text,
        number=clean_block(Block(block.number)).text if block.number else "",
        marks=tuple(marks),
        origin=_moved_origin(block, places),
    )


def _is_clean(block: Block) -> bool:
    pattern = _CLEAN_ROW if block.kind is BlockKind.ROW else _CLEAN
    return pattern.fullmatch(block.text) is not None and unicodedata.is_normalized("NFC", block.text)


class _Places:
    """Where each position of an old text is in the new one, as runs that moved together."""

    def __init__(self, moves: Sequence[tuple[int, int]], length: int) -> None:
        self.moves = tuple(moves)
        self._olds = [old for old, _ in self.moves]
        self._length = length

    def new(self, position: int) -> int:
        index = bisect_right(self._olds, position) - 1
        if index < 0:
            return min(position, self._length)
        old, new = self.moves[index]
        ceiling = self.moves[index + 1][1] if index + 1 < len(self.moves) else self._length
        return min(new + position - old, ceiling)

    def then(self, after: _Places) -> _Places:
        """This change followed by ``after``."""
        if not after.moves:
            return self
        if not self.moves:
            return after
        back = _Places([(new, old) for old, new in self.moves], 1 << 62)
        olds = sorted({*self._olds, *(back.new(middle) for middle in after._olds)})
        return _Places([(old, after.new(self.new(old))) for old in olds], after._length)


def _without_unseen(block: Block) -> tuple[str, list[tuple[int, int]], list[tuple[int, str]]]:
    """Text with single spaces and nothing invisible; moves; what was taken out and where it stood."""
    text = block.text
    pieces: list[str] = []
    moves: list[tuple[int, int]] = [(0, 0)]
    unseen: list[tuple[int, str]] = []
    length = position = 0
    for found in _TO_CHANGE.finditer(text):
        start, end = found.span()
        kept = _kept(text, found[0], start, end, tabs=block.kind is BlockKind.ROW)
        if kept == found[0] and kept.strip() != "":
            continue
        piece = text[position:start]
        if not length and not piece:
            kept = kept.strip(" ")  # an empty first cell stays
        if end == len(text):
            kept = kept.strip()
        pieces += (piece, kept)
        moves.append((start, length + len(piece)))
        length += len(piece) + len(kept)
        moves.append((end, length))
        position = end
        taken = "".join(
            character for character in found[0] if not character.isspace() and character not in kept
        )
        if taken:
            unseen.append((start, taken))
    pieces.append(text[position:])
    return "".join(pieces), moves, unseen


def _kept(text: str, run: str, start: int, end: int, *, tabs: bool) -> str:
    """What stays of a run of spaces and invisible characters."""
    if tabs and "\t" in run:
        return "\t" * run.count("\t")
    if any(character.isspace() for character in run):
        return " "
    around = text[start - 1 : start] + text[end : end + 1]
    if run in _JOINERS and len(around) == 2 and all(character >= "\u0590" for character in around):
        return run  # Persian and the scripts of India spell with joiners
    return ""


def _composed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """NFC of the text, and moves where letters and their accents became one."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    pieces: list[str] = []
    moves: list[tuple[int, int]] = [(0, 0)]
    start = length = 0
    for position in range(1, len(text) + 1):
        if (
            position < len(text)
            and _COMPOSES.match(text[position])
            and unicodedata.category(text[position])[0] == "M"
        ):
            continue
        cluster = text[start:position]
        made = unicodedata.normalize("NFC", cluster)
        pieces.append(made)
        length += len(made)
        if len(made) != len(cluster):
            moves.append((position, length))
        start = position
    # some scripts compose across such clusters; then the text is right and the places nearly so
    return unicodedata.normalize("NFC", "".join(pieces)), moves


def _moved_origin(block: Block, places: _Places) -> tuple[tuple[int, int], ...]:
    if not block.origin:
        return ()
    starts = {places.new(old): block.source_offset(old) for old in [0, *places._olds]}
    starts |= {places.new(position): offset for position, offset in block.origin}
    return tuple(sorted(starts.items()))


def _unseen_marks(text: str, unseen: Iterable[tuple[int, str]], original: str) -> Iterator[Mark]:
    """One mark per word and kind of invisible character."""
    found: dict[tuple[int, int, str], str] = {}
    for position, characters in unseen:
        for code, kind in (
            ("zero-width", _IS_ZERO_WIDTH),
            ("bidi-control", _IS_BIDI),
            ("control-character", _IS_CONTROL),
        ):
            if taken := "".join(kind.findall(characters)):
                start, end = _word(text, position)
                found[start, end, code] = found.get((start, end, code), "") + taken
    for (start, end, code), taken in list(found.items())[:_MARKS_PER_BLOCK]:
        severity, message = _unseen_message(code, text[start:end], taken, original)
        yield Mark(MarkKind.NOTICE, start, end, text=message, code=code, severity=severity)
    if len(found) > _MARKS_PER_BLOCK:
        message = f"{len(found) - _MARKS_PER_BLOCK} more words of this paragraph held invisible characters."
        yield Mark(MarkKind.NOTICE, 0, len(text), text=message, code="zero-width", severity=Severity.CAUTION)


def _word(text: str, position: int) -> tuple[int, int]:
    """The word that ``position`` is in or at the end of; at most 80 characters."""
    start = end = position
    while start > max(0, position - 40) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), position + 40) and not text[end].isspace():
        end += 1
    return start, end


def _unseen_message(code: str, word: str, taken: str, original: str) -> tuple[Severity, str]:
    from .lookalikes import is_weighty

    names = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(taken))
    count = f"{len(taken)} invisible character{'s' if len(taken) > 1 else ''} ({names})"
    if code == "control-character":
        return Severity.CAUTION, f"{count} stood at “{word}” and were taken out of the text."
    if code == "zero-width":
        severity = Severity.ALARM if is_weighty(word) else Severity.CAUTION
        return (
            severity,
            f"{count} stood in “{word}”; a search for that word would have missed it. Taken out of the text.",
        )
    right_to_left = _RIGHT_TO_LEFT.search(original) is not None
    override = _OVERRIDE.search(original)
    # an override from left to right changes nothing where all is written so
    if override and (override[0][0] == "\u202e" or right_to_left):
        stored = _TO_CHANGE.sub(" ", override[1]).strip()
        return Severity.ALARM, (
            f"{count} change the order in which letters are shown: stored as “{stored}”, "
            f"shown as “{stored[::-1]}”. The text here is as stored."
        )
    gentle = right_to_left or all(character in "\u061c\u200e\u200f" for character in taken)
    severity = Severity.INFO if gentle else Severity.CAUTION
    return severity, f"{count} for the direction of writing stood at “{word}” and were taken out of the text."


def _lookalike_marks(text: str) -> list[Mark]:
    return [
        Mark(MarkKind.NOTICE, start, end, text=message, code=code, severity=severity)
        for start, end, code, severity, message in _limited(lookalikes(text))
    ]


def _limited(
    found: Iterable[tuple[int, int, str, Severity, str]],
) -> Iterator[tuple[int, int, str, Severity, str]]:
    """One of each message, and no flood of them."""
    seen: set[str] = set()
    for item in found:
        if item[4] not in seen:
            seen.add(item[4])
            yield item
        if len(seen) >= _MARKS_PER_BLOCK:
            return
