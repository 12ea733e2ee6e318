"""Options of the commands that work on a desk's records: where they are, and who is at work."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .records_held import Held

if TYPE_CHECKING:
    from fullpowers.model import Review
    from fullpowers.records import (
        Annotation,
        Decision,
        Delivery,
        Document,
        Draft,
        Matter,
        Person,
        Position,
        Purpose,
        Records,
        Remark,
    )

    from .records_afar import Afar

DATA = Path("fullpowers-desk")


@dataclass(frozen=True, slots=True)
class Here:
    """Open records and who works on them."""

    records: Records
    named: str

    @property
    def at(self) -> datetime:
        """Now."""
        return datetime.now(UTC)

    @property
    def person(self) -> Person:
        """The person named by --as, else the one at this machine, who is added when nobody is known yet.

        Raises:
            UnknownRecord: nobody has the name given.
        """
        from fullpowers.model import UnknownRecord

        people = self.records.people
        if self.named:
            person = people.named(self.named) or people.with_email(self.named)
            if person is None:
                raise UnknownRecord(f"there is nobody named {self.named!r} at this desk")
            return person
        return people.here(getpass.getuser(), self.at)

    def matters(self) -> tuple[Matter, ...]:
        """All matters of the records."""
        return self.records.matters.everywhere()

    def find(self, named: str) -> Matter:
        """The matter with this identity, the beginning of one, or this name."""
        return self.records.matters.find(named)

    def held(self, matter: Matter) -> Held:
        """What the matter holds."""
        records, log = self.records, matter.id
        return Held(
            matter,
            records.matters.members(log),
            records.drafts.all(log),
            records.documents.all(log),
            records.annotations.all(log),
            records.decisions.all(log),
            records.positions.all(log),
            {person.id: person.name for person in records.people.everybody(removed=True)},
            records.log.head(log),
        )

    def take_in(self, matter: Matter, name: str, data: bytes, delivery: Delivery) -> Draft:
        """Store a draft."""
        return self.records.drafts.add(matter.id, name, data, delivery, by=self.person.id, at=self.at)

    def add_document(self, matter: Matter, purpose: Purpose, name: str, data: bytes) -> Document:
        """Store a document of the matter."""
        return self.records.documents.add(matter.id, purpose, name, data, by=self.person.id, at=self.at)

    def note(self, matter: Matter, draft: Draft, words: str, path: str, remark: Remark) -> Annotation:
        """Say something of words of a draft that was reviewed."""
        from fullpowers.model import InvalidData
        from fullpowers.records import quoted, select, sound

        review = self.review(matter, draft)
        if review is None:
            raise InvalidData("this draft has not been read yet")
        text = review.instrument
        selection = select(text.text, text.id, *quoted(text, words, path))
        said = sound(remark, selection.exact)
        add = self.records.annotations.add
        return add(matter.id, draft.id, selection, said, by=self.person.id, at=self.at)

    def answer(self, note: Annotation, text: str) -> Annotation:
        """Answer a note."""
        return self.records.annotations.answer(note.id, text, by=self.person.id, at=self.at)

    def reword(self, note: Annotation, remark: Remark, version: int) -> Annotation:
        """Change what a note says."""
        from fullpowers.records import sound

        standing = next((one.selection.exact for one in reversed(note.places) if one.selection), "")
        said = sound(remark, standing)
        return self.records.annotations.revise(
            note.id,
            version=version,
            by=self.person.id,
            at=self.at,
            type=said.type,
            text=said.text,
            wording=said.wording,
            assignee=said.assignee,
        )

    def settle(self, note: Annotation, version: int, *, resolved: bool) -> Annotation:
        """Settle a note, or open it again."""
        settle = self.records.annotations.resolve
        return settle(note.id, resolved=resolved, version=version, by=self.person.id, at=self.at)

    def take_position(self, position: Position, version: int | None) -> Position:
        """Take a position on a provision, or another one than at this version."""
        return self.records.positions.take(position, version=version, by=self.person.id, at=self.at)

    def withdraw(self, position: Position, version: int) -> None:
        """Withdraw a position."""
        self.records.positions.remove(position.id, version=version, by=self.person.id, at=self.at)

    def decide(self, matter: Matter, text: str, decided_by: str, about: str) -> Decision:
        """Write down a decision."""
        add = self.records.decisions.add
        return add(matter.id, text, decided_by=decided_by, about=about, by=self.person.id, at=self.at)

    def export(self, matter: Matter) -> bytes:
        """The matter as one file, its log intact."""
        return self.records.export(matter.id)

    def review(self, matter: Matter, draft: Draft) -> Review | None:
        """The last review of a draft; ``None`` when there is none."""
        last = self.records.reviews.latest(matter.id, draft.id)
        return self.records.reviews.content(last) if last else None


@contextmanager
def records_at(data: Path, database: str | None, *, make: bool = False) -> Iterator[Records]:
    """The records in a folder or database.

    Raises:
        UnknownRecord: there are none, and they are not to be made.
    """
    from fullpowers.model import UnknownRecord
    from fullpowers.records import open_records

    if not make and not database and not (data / "records.sqlite").is_file():
        raise UnknownRecord(
            f"there are no records in {data}; `fullpowers matter new` begins some, --data names others"
        )
    with open_records(database or data, data / "originals" if database else None) as records:
        yield records


def place_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--data and --database, as `desk` has them."""
    data = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="FULLPOWERS_DATA",
        default=DATA,
        show_default=True,
        help="Folder of the records.",
    )
    database = click.option(
        "--database",
        envvar="FULLPOWERS_DATABASE",
        help="postgresql://... for a team; originals stay in --data.",
    )
    return data(database(function))


def records_options(*, make: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--data, --database and --as: together the argument ``here``."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def gathered(*, data: Path, database: str | None, who: str, **rest: Any) -> Any:
            with records_at(data, database, make=make) as records:
                return function(here=Here(records, who), **rest)

        who = click.option("--as", "who", default="", metavar="NAME", help="Who writes (default: you).")
        return place_options(who(gathered))

    return decorate


def desk_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, or a desk on another machine (``afar_options``): together the argument ``desk``."""

    @wraps(function)
    def gathered(*, data: Path, database: str | None, who: str, afar: Afar | None, **rest: Any) -> Any:
        if afar is not None:
            return function(desk=afar, **rest)
        with records_at(data, database) as records:
            return function(desk=Here(records, who), **rest)

    who = click.option("--as", "who", default="", metavar="NAME", help="Who writes (default: you).")
    return place_options(who(afar_options(gathered)))


def afar_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--desk with its token, which a file or the environment keeps out of sight: the argument ``afar``."""

    @wraps(function)
    def gathered(*, url: str | None, token: str, token_file: Path | None, **rest: Any) -> Any:
        if not url:
            return function(afar=None, **rest)
        from .records_afar import Afar

        word = token or (_first_line(token_file) if token_file else "")
        if not word:
            raise click.UsageError("--desk needs --token-file, or FULLPOWERS_TOKEN in the environment")
        return function(afar=Afar(url, word), **rest)

    url = click.option(
        "--desk", "url", envvar="FULLPOWERS_DESK", metavar="URL", help="A desk on another machine instead."
    )
    token = click.option(
        "--token",
        envvar="FULLPOWERS_TOKEN",
        default="",
        help="Yours at that desk (“Your account”); in FULLPOWERS_TOKEN rather than here, where it is seen.",
    )
    file = click.option(
        "--token-file",
        envvar="FULLPOWERS_TOKEN_FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File whose first line is the token.",
    )
    return url(token(file(gathered)))


def _first_line(file: Path) -> str:
    from fullpowers.recorded import content

    return content(file)[:1000].decode(errors="replace").partition("\n")[0].strip()
