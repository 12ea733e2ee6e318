"""What the rooms say in English, said in the language of the brief.

Rooms conclude in plain English sentences, and a review that was kept holds nothing else. So a catalogue
has a second kind of entry, with the context ``room``: a sentence, or the frame of one with ``{slots}``.
What a slot held is said in the same way, and of several sentences each by itself. A slot named ``n`` (``n2``
...) holds a number, one named ``said`` anything, every other one clause. What has no entry stays as it is;
quotations are never touched.

Frames are found from left to right without going back, so the time is linear in the text, whatever a
draft has brought into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .characters import quotations

_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
_CLAUSE = re.compile(r"(?:(?![.;:?!] ).)+", re.DOTALL)
"""What a slot may hold: one clause."""
_LETTER = re.compile(r"[A-Za-z]")
_SENTENCES = (
    re.compile(
        r"(?<=[.?!]) +(?=[^\W\da-zа-яґєії]|[\ue000-\uf8ff(])|(?<=\)) +(?=[A-Z])|(?<=[a-z]{5}\.) +(?=\d)"
    ),
    re.compile(r": "),
)
_CLAUSES = (re.compile(r"; "), re.compile(r" - | \u2013 "), re.compile(r" \u2192 "))
"""What stands between parts that can be said one by one, the widest first; not inside brackets."""
_NAMED = re.compile(r"([a-z]+\.[a-z0-9._]+), (.+)")
_LISTED = re.compile(r", | and ")
_NAME = re.compile(r"[a-z]+[._][a-z0-9._]+\W*")
_CONNECTIVE = re.compile(r"\b(and|or|not)\b")
_FORMULA = re.compile(r"[a-z_() ]*[a-z]_[a-z_() ]*")
"""A condition of a rule: names of facts, and, or, not."""
_HELD = 0xE000
"""A quotation is held as one character of the private use area while its sentence is looked at."""
_HELD_ONE = re.compile("[\ue000-\uf8ff]")
_LONGEST = 1500
"""Characters of a text that is looked at, without quotations; our own sentences are shorter."""
_LONGEST_WITH_QUOTATIONS = 6000
_MOST_MARKS = 80
"""Stops and brackets in it; a text with more of them is none of ours."""
_MARK = re.compile(r"[.:;?!()\u2013-]")
_SHORTEST_KEY = 4
"""Letters of a frame's first words by which it is found."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with slots.

    Attributes:
        fixed: the words around the slots, one more than there are slots.
        slots: their names.
        sentence: the English sentence by which the catalogue knows it.
        plural: the same for many, when the number ``{n}`` in it changes its form.
    """

    fixed: tuple[str, ...]
    slots: tuple[str, ...]
    sentence: str
    plural: str = ""

    def read(self, text: str) -> dict[str, str] | None:
        """What stands in the slots when ``text`` is this sentence."""
        first, last = self.fixed[0], self.fixed[-1]
        if not text.startswith(first) or not text.endswith(last):
            return None
        place, end = len(first), len(text) - len(last)
        found: dict[str, str] = {}
        for number, slot in enumerate(self.slots, 1):
            stop = end if number == len(self.slots) else self._stop(number, text, place, end)
            if stop <= place:
                return None
            held = text[place:stop]
            kind = _kind(slot)
            if kind != "said" and not (
                (_NUMBER if kind == "n" else _CLAUSE).fullmatch(held) and _balanced(held)
            ):
                return None
            found[slot] = held
            place = stop + len(self.fixed[number])
        return found

    def _stop(self, number: int, text: str, place: int, end: int) -> int:
        """Where the words behind a slot begin; before a number, those that a number follows."""
        stop = text.find(self.fixed[number], place, end)
        while stop >= 0 and _kind(self.slots[number]) == "n":
            if _NUMBER.match(text, stop + len(self.fixed[number])):
                break
            stop = text.find(self.fixed[number], stop + 1, end)
        return stop


def _kind(slot: str) -> str:
    """The name of a slot without the number that tells it from others of its kind."""
    return slot.rstrip("0123456789")


def frames(sentence: str, plural: str = "") -> Iterator[Frame]:
    """The frames that a message with ``{slots}`` is: one for each form of it."""
    for form in (sentence, plural):
        parts = _SLOT.split(form)
        if len(parts) > 1:
            yield Frame(tuple(parts[::2]), tuple(parts[1::2]), sentence, plural)


@dataclass(slots=True)
class Hearing:
    """Says the rooms' sentences in another language.

    Attributes:
        said: the translation of a sentence without slots, or nothing.
        filled: the translation of a frame for a number, slots still open.
        frames: all frames, the longest first.
    """

    said: Callable[[str], str]
    filled: Callable[[Frame, int], str]
    frames: tuple[Frame, ...]
    _known: dict[str, str] = field(default_factory=dict)
    _by_start: dict[str, list[Frame]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.frames:
            self._by_start.setdefault(one.fixed[0][:_SHORTEST_KEY], []).append(one)

    def __call__(self, text: str) -> str:
        """``text`` in the language of the brief, as far as the catalogue knows it."""
        if _NUMBER.fullmatch(text):
            return self._number(text)
        if len(text) > _LONGEST_WITH_QUOTATIONS or not _LETTER.search(text) or _HELD_ONE.search(text):
            return text
        if text not in self._known:
            masked, held = _masked(text)
            short = len(masked) <= _LONGEST and len(_MARK.findall(masked)) <= _MOST_MARKS
            said = self._say(masked) if short else masked
            self._known[text] = _HELD_ONE.sub(lambda found: held[ord(found[0]) - _HELD], said)
        return self._known[text]

    def _number(self, figures: str) -> str:
        """A number with the marks of the language; the catalogue has them as ``,`` and ``.``."""
        return "".join(self.said(mark) or mark for mark in figures)

    def _say(self, text: str) -> str:
        if not self._speaks(text):
            return text
        return self._whole(text) or self._parts(text)

    def _speaks(self, text: str) -> bool:
        """Whether there are words in it: not only numbers, marks and the name of a fact or rule."""
        return bool(_LETTER.search(text)) and not _NAME.fullmatch(text)

    def _whole(self, text: str) -> str:
        """The text as one sentence; with or without its last mark, and whichever case it starts in."""
        if not self._speaks(text):
            return ""
        bare = text.rstrip(".:;, ")
        for look, forms in ((self.said, (text, bare)), (self._framed, (bare, text))):
            for form in forms:
                said = look(form) if form else ""
                if said:
                    return said + text[len(form) :]
                other = form[:1].swapcase() + form[1:]
                said = look(other) if form else ""
                if said:
                    first = said[0].upper() if form[0].isupper() else said[0].lower()
                    return first + said[1:] + text[len(form) :]
        return ""

    def _framed(self, sentence: str) -> str:
        for size in range(_SHORTEST_KEY, -1, -1):
            for one in self._by_start.get(sentence[:size], ()) if size <= len(sentence) else ():
                held = one.read(sentence)
                if held is not None:
                    said = {slot: self._slot(slot, what) for slot, what in held.items()}
                    return self.filled(one, _counted(held.get("n", ""))).format(**said)
        return ""

    def _slot(self, slot: str, held: str) -> str:
        return self._number(held) if _kind(slot) == "n" else self._say(held)

    def _parts(self, text: str) -> str:
        """Several sentences, a list, a sentence with something in brackets: each part by itself."""
        return (
            self._split(text, _SENTENCES)
            or self._bracketed(text)
            or self._split(text, _CLAUSES)
            or self._list(text)
        )

    def _split(self, text: str, between: tuple[re.Pattern[str], ...]) -> str:
        for one in between:
            for mark in one.finditer(text):
                if _balanced(text[: mark.start()]):
                    return self._say(text[: mark.start()]) + mark[0] + self._say(text[mark.end() :])
        return ""

    def _bracketed(self, text: str) -> str:
        opening = _last_bracket(text)
        if opening is None:
            return ""
        head, inside = text[:opening], text[opening + 1 : text.rindex(")")]
        space = head[len(head.rstrip()) :]
        return f"{self._say(head.rstrip())}{space}({self._say(inside)}{text[text.rindex(')') :]}"

    def _list(self, text: str) -> str:
        """A rule with its title; names with commas between them, when all are known; a condition."""
        named = _NAMED.fullmatch(text)
        if named:
            return f"{named[1]}, {self._say(named[2])}"
        marks = _LISTED.findall(text)
        if marks:
            said = [self._whole(one) or ("" if self._speaks(one) else one) for one in _LISTED.split(text)]
            if all(said):
                joined = [mark if mark == ", " else f" {self.said('and')} " for mark in marks]
                return "".join(part + mark for part, mark in zip(said, [*joined, ""], strict=True))
        if _FORMULA.fullmatch(text):
            return _CONNECTIVE.sub(lambda found: self.said(found[0]) or found[0], text)
        return text


def _counted(figures: str) -> int:
    """The number that a plural form is chosen by; a fraction counts as many."""
    whole = figures.replace(",", "").lstrip("+-")
    return int(whole) if whole.isdecimal() else 5


def _balanced(text: str) -> bool:
    """Whether it opens as many brackets as it closes."""
    return text.count("(") == text.count(")")


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that ends the text."""
    depth = 0
    end = len(text.rstrip(".:;"))
    if text[end - 1 : end] != ")":
        return None
    for place in range(end - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if not depth:
            return place
    return None


def _masked(text: str) -> tuple[str, list[str]]:
    """The text with each quotation as one character, and the quotations."""
    made, place = "", 0
    held: list[str] = []
    for start, end in quotations(text):
        made += text[place:start] + chr(_HELD + len(held))
        held.append(text[start:end])
        place = end
    return made + text[place:], held
