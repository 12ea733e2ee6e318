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

if TYPE_CHECKING:
    from fullpowers.records import Person, Records

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
