"""Notices on their way out, by Apprise: with sign-in elsewhere the only code that speaks to the outside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from fullpowers.model import InvalidData, from_yaml


class NotSent(Exception):
    """A notice did not go out; it is tried again."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: the scheme of its address and what people call it."""

    scheme: str
    name: str


@cache
def ways() -> tuple[Way, ...]:
    """All ways that may be used."""
    text = files("fullpowers.desk").joinpath("data", "channels.yaml").read_text(encoding="utf-8")
    return from_yaml(text, tuple[Way, ...], where="channels.yaml")


def checked(address: str) -> str:
    """The address of a channel if notices can go there.

    Raises:
        InvalidData: no Apprise address, or not one of a way that is offered; Apprise is not installed.
    """
    scheme = urlsplit(address.strip()).scheme.lower()
    if scheme not in {way.scheme for way in ways()}:
        offered = ", ".join(way.scheme for way in ways())
        raise InvalidData(f"this is not an address for notices; it begins with one of {offered}, then ://")
    apprise = _apprise()
    if apprise.Apprise.instantiate(address.strip()) is None:
        raise InvalidData("Apprise does not understand this address")
    return address.strip()


def name_of(address: str) -> str:
    """What the channel is, without its secrets: ``Telegram``."""
    scheme = urlsplit(address).scheme.lower()
    return next((way.name for way in ways() if way.scheme == scheme), scheme)


def send(address: str, title: str, body: str, telegram: str = "") -> None:
    """Send one notice; ``telegram`` is the address of a Bot API server of your own.

    Raises:
        NotSent: it could not be delivered.
        InvalidData: the address is none, or Apprise is not installed.
    """
    apprise = _apprise()
    target = apprise.Apprise.instantiate(checked(address))
    if telegram and urlsplit(address).scheme.lower() == "tgram":
        target.notify_url = f"{telegram.rstrip('/')}/bot"
    sender = apprise.Apprise()
    sender.add(target)
    if not sender.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT):
        raise NotSent(f"{name_of(address)} did not take it")


def _apprise() -> Any:
    try:
        import apprise
    except ImportError as missing:
        raise InvalidData('notices need: pip install "fullpowers[notices]"') from missing
    return apprise
