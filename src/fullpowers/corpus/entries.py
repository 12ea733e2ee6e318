"""What a corpus holds: agreements, their clauses, and what was read out of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to add: the bytes of a file, or of one line of a JSONL file."""

    name: str
    """Where it stands, for messages: ``treaties/1996-07.xml`` or ``contracts.jsonl:12``."""
    data: bytes
    said: dict[str, str] = field(default_factory=dict)
    """What its collection says of it: ``title``, ``year``, ``parties``, ``language``, ``kind``, ..."""

    refused: str = ""
    """Why its bytes could not be had; empty when they could."""

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes; where there are none, of its name."""
        return hashlib.sha256(self.data or self.name.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision of an agreement, as large as an article where there are articles."""

    place: str
    """Path of the provision, such as ``art-3``."""
    number: str
    heading: str
    start: int
    end: int
    """Code points of the agreement's text."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement of the corpus. ``id`` is the first 16 hex digits of the SHA-256 of its text."""

    id: str
    name: str
    sha256: str
    """Of the bytes that it was read from."""
    title: str
    year: int | None
    language: str
    kind: str
    parties: tuple[str, ...]
    """ISO 3166 alpha-2 codes of the states among the parties, in order."""
    resources: tuple[str, ...]
    text: str
    clauses: tuple[Clause, ...]
    like: str = ""
    """Identifier of the earlier agreement that this one nearly repeats; empty when there is none."""
    likeness: float = 0.0
    """Estimated Jaccard similarity with that one."""
    signature: tuple[int, ...] = ()
    """MinHash of the whole text."""

    def words_of(self, clause: Clause) -> str:
        """The words of one of its clauses."""
        return self.text[clause.start : clause.end]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A term as a row of the corpus: one negotiated value in one agreement."""

    agreement: str
    kind: str
    """A kind of term, as in ``fullpowers.model.TermKind``."""
    unit: str
    amount: float | None
    value: str
    """What is no quantity: a law, a forum, a day."""
    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be added, and why."""

    name: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A clause that answers a search, with its words."""

    agreement: str
    title: str
    year: int | None
    place: str
    number: str
    heading: str
    words: str
    start: int
    score: float
    """For a search by words BM25; for one by likeness from 0 to 1."""
    also: tuple[Found, ...] = ()
    """The same in much the same words in other agreements, best first; one clause of each."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which agreements and clauses count; what is left empty does not restrict."""

    parties: tuple[str, ...] = ()
    """All of these states are parties."""
    since: int | None = None
    until: int | None = None
    """Years, both included."""
    kind: str = ""
    binding: str = ""
    resource: str = ""
    region: str = ""
    language: str = ""
    clause: str = ""
    """A kind of term that the clause must hold."""
    agreement: str = ""
    """Only this agreement, by its identifier."""
    without: str = ""
    """Not this agreement: that of which the asked words are."""
