"""`desk`: the team's room in a browser."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fullpowers.desk import Provider, Settings
    from fullpowers.records import Records

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="FULLPOWERS_DATA",
    default=Path("fullpowers-desk"),
    show_default=True,
    help="Folder of the records: matters, drafts, the log.",
)
@click.option(
    "--database", envvar="FULLPOWERS_DATABASE", help="postgresql://... for a team; originals stay in --data."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen (default: a free one)."
)
@click.option("--no-browser", is_flag=True, help="Print the address that works once; open no browser.")
@click.option("--serve", is_flag=True, help="For a team: accounts, roles, sign-in.")
@click.option("--url", help="With --serve: the address that people use, such as https://desk.example.org.")
@click.option("--listen", default="127.0.0.1", show_default=True, help="With --serve: address to listen at.")
@click.option(
    "--certificate", type=_FILE, help="With --serve: certificate and key (PEM), if no proxy speaks TLS."
)
@click.option("--owner", metavar="E-MAIL", help="Make an account that may make others, and end.")
@click.option("--name", help="Whole name of the --owner.")
@click.option(
    "--reset", metavar="E-MAIL", help="Print an address to choose password and second factor anew, and end."
)
@click.option("--second-factor", is_flag=True, help="With --serve: nobody signs in with a password alone.")
@click.option("--signin", type=_FILE, help="With --serve: sign-in elsewhere (OpenID Connect), a YAML file.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of a corpus: precedents beside every draft.",
)
@click.option(
    "--telegram", envvar="FULLPOWERS_TELEGRAM", help="Address of a Telegram Bot API server of yours."
)
@click.option("--scanner", metavar="COMMAND", help="Looks at each file that comes in; not 0 refuses it.")
@click.option("--syslog", metavar="HOST[:PORT]", help="Send the security log to this system log as well.")
def desk(
    data: Path,
    database: str | None,
    port: int,
    no_browser: bool,
    serve: bool,
    url: str | None,
    listen: str,
    certificate: Path | None,
    owner: str | None,
    name: str | None,
    reset: str | None,
    second_factor: bool,
    signin: Path | None,
    corpus: Path | None,
    telegram: str | None,
    scanner: str | None,
    syslog: str | None,
) -> None:
    """Open the desk in a browser, for this machine or (--serve) for a team.

    The local desk listens on this machine alone and opens with an address that works once.
    """
    from fullpowers.desk import Settings, open_desk, send_on
    from fullpowers.records import open_records

    if (serve or reset) and not url and not owner:
        raise click.UsageError(
            f"{'--reset' if reset else '--serve'} needs --url, the address that people use"
        )
    if second_factor and not serve:
        raise click.UsageError("--second-factor is for a desk with accounts: --serve")
    with open_records(database or data, data / "originals" if database else None) as records:
        if owner:
            _make_owner(records, owner, name)
            return
        if syslog:
            send_on(syslog)
        settings = Settings(
            url or "http://127.0.0.1:0",
            served=serve,
            provider=_provider(signin) if signin else None,
            telegram=telegram or "",
            corpus=corpus,
            scanner=tuple(shlex.split(scanner or "")),
            second_factor=second_factor,
        )
        if reset:
            _reset(records, settings, reset)
            return
        open_desk(
            records,
            settings,
            host=listen if serve else "127.0.0.1",
            port=port,
            certificate=certificate,
            browse=not no_browser,
            told=lambda address: click.echo(f"The desk: {address}\nCtrl+C ends it."),
        )


def _make_owner(records: Records, email: str, name: str | None) -> None:
    """The first account: made where only who has the machine can make it."""
    from fullpowers.desk import passwords

    if "@" not in email:
        raise click.UsageError("--owner needs an e-mail address")
    if records.people.with_email(email) is not None:
        raise click.UsageError("there is an account with this address already")
    name = name or click.prompt("Whole name")
    password = click.prompt(
        f"Password (at least {passwords.LEAST} characters)", hide_input=True, confirmation_prompt=True
    )
    passwords.acceptable(password, name, email)
    at = datetime.now(UTC)
    person = records.people.add(name, email=email, administrator=True, at=at)
    records.people.set_secret(person.id, passwords.hashed(password), by=person.id, at=at)
    click.echo(f"{name} may sign in and make accounts.")


def _reset(records: Records, settings: Settings, email: str) -> None:
    """A way back for who makes the accounts, where nobody else could give them one."""
    from fullpowers.desk import new_link

    person = records.people.with_email(email)
    if person is None:
        raise click.UsageError("there is no account with this address")
    click.echo(new_link(records, settings, person))


def _provider(file: Path) -> Provider:
    """Who says who people are: ``issuer``, ``client``, ``secret`` and what the button says (``name``)."""
    from fullpowers.desk import Provider
    from fullpowers.model import InvalidData, from_yaml

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidData(f"{file.name}: {error}") from error
    return from_yaml(text, Provider, where=file.name)
