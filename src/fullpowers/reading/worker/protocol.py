"""What parent and worker say to each other: frames of a length and MessagePack, never pickle.

The parent believes nothing that comes back: every frame is bounded before it is read, decoded
against its type, and the texts in it are stripped of control characters before a person sees them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from fullpowers.model import Instrument, Reading, Refusal, UnreadableInput

T = TypeVar("T")

HEAD = 8
"""Bytes of a frame's length."""
_LONGEST_MESSAGE = 2000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Job:
    """How one file is to be read."""

    name: str
    reading: Reading = Reading.ACCEPTED
    password: str = ""
    member: str = ""
    """The member of a container that is meant, such as ``draft.docx``; empty when the file is the draft."""
    second_opinion: bool = False
    """Whether a PDF file is read by another program as well, however long it is."""


@dataclass(frozen=True, slots=True)
class Walls:
    """The first frame of a worker, sent before it has seen a byte of the file: how far it is closed off."""

    level: str
    """``full``, ``limits only`` or ``none``."""
    missing: tuple[str, ...] = ()
    """What could not be had, for a person."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the file was refused; its name is the parent's to say."""

    refusal: Refusal
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The second and last frame: exactly one of an instrument, a refusal, and a kit to be loaded first."""

    instrument: Instrument | None = None
    refused: Refused | None = None
    kit: str = ""


def frame(value: object) -> bytes:
    """A value as bytes behind their length."""
    body = msgspec.msgpack.encode(value)
    return len(body).to_bytes(HEAD, "big") + body


def unframe(body: bytes, kind: type[T]) -> T:
    """The value in a frame's body.

    Raises:
        msgspec.MsgspecError, RecursionError: it is not of that type.
    """
    return msgspec.msgpack.decode(body, type=kind)


def refusal(refused: Refused, name: str) -> UnreadableInput:
    """The refusal as it is shown."""
    return UnreadableInput(refused.refusal, name, shown(refused.detail), shown(refused.advice))


def shown(text: str) -> str:
    """A text from a worker, safe to print."""
    return _CONTROL.sub(" ", text[:_LONGEST_MESSAGE])
