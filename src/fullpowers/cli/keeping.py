"""`matter export | import | backup | restore | verify | stamp`: records that travel, last, are proven."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .matters import _event, _log, _print, matter
from .options import FILE, json_option
from .records_here import Here, desk_options, records_options
from .writing import write

if TYPE_CHECKING:
    from fullpowers.model import Head
    from fullpowers.records import Records, Verification

    from .records_afar import Afar

_SECONDS = 30
_MOST = 1 << 20


@matter.command()
@click.argument("named", metavar="MATTER")
@click.option("-o", "--output", type=FILE, required=True, help="The file to write, such as fund.matter.zip.")
@desk_options
def export(desk: Here | Afar, named: str, output: Path) -> None:
    """Write all of MATTER to one file that another desk takes in, its log intact."""
    one = desk.find(named)
    write(output, desk.export(one))
    click.echo(f"Exported: {output}, {desk.held(one).head}")


@matter.command(name="import")
@click.argument("file", type=FILE)
@json_option
@records_options(make=True)
def import_(here: Here, file: Path, as_json: bool) -> None:
    """Take in a matter that another desk exported; it is verified first."""
    from fullpowers.recorded import content

    taken = here.records.take_in(content(file), by=here.person.id, at=here.at)
    _print(
        taken, as_json, f"Taken in: {taken.name} ({taken.id[:8]}), {here.records.log.size(taken.id)} events"
    )


@matter.command()
@click.argument("file", type=FILE)
@json_option
@records_options()
def backup(here: Here, file: Path, as_json: bool) -> None:
    """Write all of the desk's records to FILE, while it is in use."""
    saved = here.records.back_up(file)
    counts = f"{saved.matters} matters, {saved.events} events, {saved.originals} originals"
    secrets = "It holds passwords' hashes and second factors: keep it as you keep the desk."
    _print(saved, as_json, f"Saved: {file}, {counts}. {secrets}")


@matter.command()
@click.argument("file", type=FILE)
@json_option
@records_options(make=True)
def restore(here: Here, file: Path, as_json: bool) -> None:
    """Take a backup into records in which nothing is yet; it is verified first."""
    saved = here.records.restore(file)
    _print(
        saved,
        as_json,
        f"Restored: {saved.matters} matters, {saved.events} events, {saved.originals} originals",
    )


@matter.command()
@click.argument("named", metavar="[MATTER]", required=False)
@click.option(
    "--head",
    "heads",
    multiple=True,
    metavar="HEAD",
    help="A head from a brief or a mail (log:events:root); repeatable. Only this shows a cut-off end.",
)
@click.option("--token", type=FILE, help="A kept time stamp of the --head.")
@click.option("--root", "root", type=FILE, help="Root certificates (PEM) that time stamps are checked with.")
@json_option
@records_options()
def verify(
    here: Here,
    named: str | None,
    heads: tuple[str, ...],
    token: Path | None,
    root: Path | None,
    as_json: bool,
) -> None:
    """Check logs, records and originals: of one MATTER, or of all and the desk itself.

    Exit code 7 when anything was altered, lost, put in another order or cut off.
    """
    from fullpowers.model import BrokenRecords
    from fullpowers.records import parse_head

    records = here.records
    given = [parse_head(head) for head in heads]
    logs = [_log(records, named)] if named else list(records.log.all())
    found = [records.verify(log, given) for log in logs]
    stamps = _stamps(records, logs, given, token, root)
    strangers = [head for head in given if head.log not in logs]
    _print(found, as_json, "\n".join([*(_verified(records, one) for one in found), *stamps]))
    if strangers:
        raise BrokenRecords(f"there is no log {strangers[0].log} here, of which a head was given")
    faults = [fault for one in found for fault in one.faults]
    if faults:
        raise BrokenRecords(f"{len(faults)} faults; the first: {faults[0].message}")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.option(
    "--authority", required=True, metavar="URL", help="Address of a time-stamping authority (RFC 3161)."
)
@click.option("--root", type=FILE, required=True, help="Its root certificates (PEM).")
@click.option("-o", "--output", type=FILE, help="Keep the stamp in a file as well, outside of the records.")
@json_option
@records_options()
def stamp(here: Here, named: str, authority: str, root: Path, output: Path | None, as_json: bool) -> None:
    """Have the head of MATTER's log time-stamped. Only its hash leaves this machine."""
    from fullpowers.recorded import content
    from fullpowers.records import stamped_at

    if not authority.startswith(("http://", "https://")):
        raise click.UsageError("--authority needs an http:// or https:// address")
    roots = content(root)
    head = here.records.log.head(here.records.matters.find(named).id)
    witness = here.records.stamp(
        head, lambda request: _ask(authority, request), roots, by=here.person.id, at=here.at
    )
    token = here.records.store.vault.get(witness.token)
    if output:
        write(output, token)
    _print(witness, as_json, f"Stamped: {head} at {stamped_at(token, head, roots).isoformat()}")


@matter.command()
@click.argument("named", metavar="MATTER")
@click.argument("number", type=click.IntRange(1))
@click.option("-o", "--output", type=FILE, required=True, help="The file to write, such as event-4.json.")
@records_options()
def prove(here: Here, named: str, number: int, output: Path) -> None:
    """Write a proof that event NUMBER is in MATTER's log, for somebody who may see nothing else of it."""
    from fullpowers.model import to_json

    proof = here.records.log.inclusion(_log(here.records, named), number)
    write(output, to_json(proof).encode())
    click.echo(f"Proof: {output}; it holds against the head {proof.head}")


@matter.command(name="check-proof")
@click.argument("file", type=FILE)
@click.option("--head", required=True, metavar="HEAD", help="The head that you hold, from a brief or a mail.")
def check_proof(file: Path, head: str) -> None:
    """Check a proof of one event against the head that you hold; needs no records.

    Exit code 7 when it does not hold.
    """
    from fullpowers.model import BrokenRecords, from_json
    from fullpowers.recorded import content
    from fullpowers.records import Event, Proof, parse_head

    proof = from_json(content(file), Proof)
    if proof.head != parse_head(head) or not proof.holds():
        raise BrokenRecords("the proof does not hold against this head")
    event = from_json(proof.body, Event)
    click.echo(f"It holds: {_event(event)}\n{proof.body}")


def _stamps(
    records: Records, logs: list[str], given: list[Head], token: Path | None, root: Path | None
) -> list[str]:
    """What time stamps say: the kept ones of these logs, and the one handed in."""
    from fullpowers.model import Head
    from fullpowers.recorded import content
    from fullpowers.records import stamped_at

    if root is None:
        if token is not None:
            raise click.UsageError("--token needs --root, the certificates to check it with")
        return []
    roots = content(root)
    lines = []
    if token is not None:
        if len(given) != 1:
            raise click.UsageError("--token needs the one --head that it is a stamp of")
        lines.append(f"{given[0]} was seen at {stamped_at(content(token), given[0], roots).isoformat()}")
    for log in logs:
        for witness in records.log.witnesses(log):
            if witness.token:
                head = Head(log, witness.size, witness.root)
                when = stamped_at(records.store.vault.get(witness.token), head, roots)
                lines.append(f"{head} was seen at {when.isoformat()}")
    return lines


def _verified(records: Records, found: Verification) -> str:
    from fullpowers.model import FullpowersError
    from fullpowers.records import DESK

    try:
        name = "the desk" if found.head.log == DESK else records.matters.get(found.head.log).name
    except FullpowersError:
        name = found.head.log  # what the matter was called is part of what was altered
    lines = [f"{name}: {'sound' if found.sound else f'{len(found.faults)} FAULTS'}, {found.head}"]
    lines += [f"  FAULT: {fault.message}" for fault in found.faults]
    lines += [f"  note: {remark}" for remark in found.remarks]
    if found.witnessed:
        lines.append(f"  vouched for from outside: the first {found.witnessed} events")
    else:
        lines.append("  no head from outside was given (--head): an end that was cut off would not show")
    return "\n".join(lines)


def _ask(address: str, request: bytes) -> bytes:
    """Send a request to a time-stamping authority: the one way in which this program opens a network."""
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    from fullpowers.model import StorageError

    asked = Request(address, request, {"Content-Type": "application/timestamp-query"})  # noqa: S310 - checked
    try:
        with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 - http and https alone
            return bytes(answer.read(_MOST))
    except (URLError, OSError, ValueError) as error:
        raise StorageError(f"the authority did not answer: {error}; nothing was stamped") from error


__all__ = ["matter"]
