"""Passwords: hashed with argon2id, at least fifteen characters, and nothing that everybody would guess."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from fullpowers.model import InvalidData, from_yaml

LEAST = 15
MOST = 500
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory
_AT_ONCE = BoundedSemaphore(2)
"""Hashing takes a processor and 64 MB each: strangers who try passwords cannot take them all."""


def hashed(password: str) -> str:
    """What is stored of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password: str, secret: str) -> bool:
    """Whether it is the password that ``secret`` was made from; as slow when there is no secret at all."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(secret or _nobody(), password) and bool(secret)
        except (Argon2Error, InvalidHashError):
            return False


def acceptable(password: str, *about: str) -> None:
    """Refuse a new password that is short or easy to guess; ``about`` are words about the person.

    Raises:
        InvalidData: says what is wrong with it.
    """
    if len(password) < LEAST:
        raise InvalidData(f"a password needs at least {LEAST} characters; several words are best")
    if len(password) > MOST:
        raise InvalidData(f"a password has at most {MOST} characters")
    folded = password.casefold()
    words = {*_guessable(), *(part for text in about for part in text.casefold().split("@")[0].split())}
    rest = folded
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= 4:
            rest = rest.replace(word, "")
    if len(set(folded)) < 6 or len(rest) < 6 or _is_run(folded):
        raise InvalidData("this password is among the first that somebody would try; take several words")


def _is_run(text: str) -> bool:
    """Whether it only counts up or down, like 123456789012345."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(text)}
    return len(steps) == 1


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")


@cache
def _guessable() -> tuple[str, ...]:
    text = files("fullpowers.desk").joinpath("data", "passwords.yaml").read_text(encoding="utf-8")
    return from_yaml(text, tuple[str, ...], where="passwords.yaml")
