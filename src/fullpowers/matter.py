"""What the team knows and the texts cannot tell: ``matter.yaml``, and what else bears on a review."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model import InvalidData, Receipt, convert, from_yaml

if TYPE_CHECKING:
    from .model import Event, Mandate


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of the matter; ``file`` is relative to the matter file."""

    file: str
    label: str = ""
    received: str = ""
    sender: str = ""
    place: str = ""
    answer_due: str = ""

    @property
    def receipt(self) -> Receipt:
        """How and when it came in."""
        return Receipt(self.received, self.sender, self.place, self.answer_due)


@dataclass(frozen=True, slots=True)
class Matter:
    """A negotiation: its drafts in the order of receipt, and facts from outside the texts."""

    matter: str
    side: str
    on: date | None = None
    drafts: tuple[Draft, ...] = ()
    facts: dict[str, bool | float | None] = field(default_factory=dict)
    press: tuple[str, ...] = ()
    economics: str = ""
    """File of figures, relative to the matter file; empty when there is none."""
    preferences: str = ""
    """File of preferences, likewise."""
    register: str = ""
    """Register of instruments (YAML or CSV), likewise."""
    folder: Path = Path()

    @property
    def economics_file(self) -> Path | None:
        """The file of figures, if the matter names one."""
        return self.folder / self.economics if self.economics else None

    @property
    def preferences_file(self) -> Path | None:
        """The file of preferences, if the matter names one."""
        return self.folder / self.preferences if self.preferences else None

    @property
    def register_file(self) -> Path | None:
        """The register of instruments, if the matter names one."""
        return self.folder / self.register if self.register else None

    @property
    def press_files(self) -> tuple[Path, ...]:
        """The articles that the matter names."""
        return tuple(self.folder / article for article in self.press)

    def receipt(self, file: Path) -> Receipt | None:
        """The receipt that the matter records for this file, if it is one of its drafts."""
        for draft in self.drafts:
            if (self.folder / draft.file).resolve() == file.resolve():
                return draft.receipt
        return None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a review depends on besides the drafts; what is given here goes before the matter's.

    Attributes:
        on: the day of the review; rules and deadlines are those of that day (default: the matter's, then
            today).
        facts: facts from outside the text, by the names that ``fullpowers check`` prints.
        packs: folders of the user's own law packs.
        matter: the matter file's content, if there is one.
        economics: file of figures for the valuation (default: the matter's, then none).
        press: articles whose statements are held against the draft, besides the matter's.
        register: the team's register of instruments (default: the matter's, then none).
        preferences: file of preferences for a counter-offer (default: the matter's, then none).
        mandates: what the delegation holds of provisions of the draft; its red lines bind the counter-offer.
        corpus: folder of a corpus of other agreements, for precedents (default: none).
    """

    on: date | None = None
    facts: Mapping[str, bool | float | None] = field(default_factory=dict)
    packs: Sequence[Path] = ()
    matter: Matter | None = None
    economics: Path | None = None
    press: Sequence[Path] = ()
    register: Path | None = None
    preferences: Path | None = None
    mandates: Sequence[Mandate] = ()
    corpus: Path | None = None
    models: bool = False
    """Whether a learned model is asked about doubtful pairs of the comparison."""

    @property
    def day(self) -> date:
        """The day of the review."""
        return self.on or (self.matter.on if self.matter else None) or date.today()

    @property
    def outside(self) -> dict[str, bool | float | None]:
        """All facts from outside the text."""
        return {**(self.matter.facts if self.matter else {}), **self.facts}

    @property
    def economics_file(self) -> Path | None:
        """The file of figures, if there is one."""
        return self.economics or (self.matter.economics_file if self.matter else None)

    @property
    def preferences_file(self) -> Path | None:
        """The file of preferences, if there is one."""
        return self.preferences or (self.matter.preferences_file if self.matter else None)

    @property
    def register_file(self) -> Path | None:
        """The register of instruments, if there is one."""
        return self.register or (self.matter.register_file if self.matter else None)

    @property
    def articles(self) -> tuple[Path, ...]:
        """The press articles, the matter's first."""
        return (*(self.matter.press_files if self.matter else ()), *self.press)

    def chronology(self, articles: Sequence[Event]) -> tuple[Event, ...]:
        """Drafts as they came in, days for an answer, articles and the day of the review, in order."""
        from .model import Event, EventKind

        drafts = self.matter.drafts if self.matter else ()
        events = [
            *(Event(EventKind.DRAFT, one.received, one.label or one.file) for one in drafts if one.received),
            *(
                Event(EventKind.ANSWER_DUE, one.answer_due, one.label or one.file)
                for one in drafts
                if one.answer_due
            ),
            *articles,
        ]
        if not events:
            return ()
        return tuple(
            sorted((*events, Event(EventKind.TODAY, self.day.isoformat(), "")), key=lambda one: one.when)
        )

    def drafts_before(self, file: Path) -> int:
        """How many drafts the matter lists before this file."""
        matter = self.matter
        files = [(matter.folder / one.file).resolve() for one in matter.drafts] if matter else []
        return files.index(file.resolve()) if file.resolve() in files else 0

    def receipt(self, file: Path) -> Receipt | None:
        """How and when the file came in, if the matter says so."""
        return self.matter.receipt(file) if self.matter else None


@dataclass(frozen=True, slots=True)
class _Form:
    """The keys of the file, as a person writes them."""

    matter: str
    on: date | None = None
    drafts: tuple[Draft, ...] = ()
    facts: dict[str, bool | float | None] = field(default_factory=dict)
    press: tuple[str, ...] = ()
    economics: str = ""
    preferences: str = ""
    register: str = ""


def load(path: Path) -> Matter:
    """Read a matter file.

    Raises:
        InvalidData: there is no such file, it is not UTF-8 text, not YAML, or a key is missing, unknown
            or of the wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InvalidData(f"{path.name}: {error.strerror}").mended_by(
            shlex.join(["fullpowers", "init", str(path.parent)])
        ) from error
    except OSError as error:
        raise InvalidData(f"{path.name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path.name}: not UTF-8 text") from error
    data = from_yaml(text, dict[str, Any], where=path.name)
    side = data.pop("for", "")
    if not isinstance(side, str) or not side:
        raise InvalidData(f"{path.name}: key 'for' must name a state by its two-letter code")
    form = convert(data, _Form, where=path.name)
    return Matter(
        form.matter,
        side.upper(),
        form.on,
        form.drafts,
        form.facts,
        form.press,
        form.economics,
        form.preferences,
        form.register,
        path.parent,
    )
