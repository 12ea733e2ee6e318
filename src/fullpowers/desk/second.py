"""The second factor of a password account: a code of an authenticator (TOTP, RFC 6238), or a recovery code.

Each code is taken once: of an authenticator's codes only one of a later half minute than the last, of the
ten recovery codes each as long as it is on the list. Of those the desk keeps the SHA-256, as each is 120
random bits.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

from fullpowers.model import from_json, to_json
from fullpowers.records import Person, Records

STEP = 30
"""Seconds for which an authenticator shows a code."""
_WINDOW = 1
"""Codes before and behind the present one that are taken: clocks differ, and typing takes time."""
_RECOVERY = 10


@dataclass(frozen=True, slots=True)
class _Factor:
    secret: str
    """What codes are reckoned from, in base 32."""
    step: int
    """Half minute of the last code that was taken, counted from 1970."""
    recovery: tuple[str, ...]
    """SHA-256 of each recovery code that is left."""


def new_secret() -> str:
    """A secret for an authenticator: 160 random bits in base 32 (RFC 4226, section 4)."""
    return pyotp.random_base32(32)


def picture(secret: str, person: Person, desk: str) -> Markup:
    """What a telephone photographs to know the secret of its owner at this desk, as SVG within the page."""
    address = pyotp.TOTP(secret).provisioning_uri(
        name=person.email or person.name, issuer_name=f"fullpowers {desk}"
    )
    drawn = segno.make(address, error="m", micro=False)
    # black on white in the dark as well: many telephones read no other
    return Markup(drawn.svg_inline(scale=5, dark="#000", light="#fff", omitsize=True))  # noqa: S704 - no text


def has(records: Records, person: Person) -> bool:
    """Whether the person has a second factor."""
    return bool(records.people.factor(person.id))


def left(records: Records, person: Person) -> int:
    """How many recovery codes are left."""
    state = records.people.factor(person.id)
    return len(from_json(state, _Factor).recovery) if state else 0


def keep(records: Records, person: Person, secret: str, code: str, at: datetime) -> tuple[str, ...]:
    """Make this the person's second factor, from the first code on; ends their sessions.

    Returns:
        The recovery codes, which nobody can read again; none when the code does not fit.
    """
    step = _step(secret, _plain(code), at)
    if not step:
        return ()
    codes, hashes = _recovery()
    records.people.set_factor(person.id, _text(_Factor(secret, step, hashes)), by=person.id, at=at)
    return codes


def renew(records: Records, person: Person) -> tuple[str, ...]:
    """New recovery codes in place of the old; none when something else happened to the factor meanwhile."""
    was = records.people.factor(person.id)
    if not was:
        return ()
    codes, hashes = _recovery()
    now = replace(from_json(was, _Factor), recovery=hashes)
    return codes if records.people.use_factor(person.id, was, _text(now)) else ()


def taken(records: Records, person: Person, code: str, at: datetime) -> bool:
    """Whether this code is the person's and was not used before; from now on it is used."""
    was = records.people.factor(person.id)
    now = _used(from_json(was, _Factor), _plain(code), at) if was else None
    return now is not None and records.people.use_factor(person.id, was, _text(now))


def _used(factor: _Factor, code: str, at: datetime) -> _Factor | None:
    step = _step(factor.secret, code, at)
    if step > factor.step:
        return replace(factor, step=step)
    digest = _digest(code)
    if digest not in factor.recovery:
        return None
    return replace(factor, recovery=tuple(one for one in factor.recovery if one != digest))


def _step(secret: str, code: str, at: datetime) -> int:
    """The half minute, of those that count now, whose code this is; 0 when it is of none."""
    now, codes = int(at.timestamp()) // STEP, pyotp.TOTP(secret)
    near = range(now - _WINDOW, now + _WINDOW + 1)
    return max((step for step in near if secrets.compare_digest(codes.generate_otp(step), code)), default=0)


def _recovery() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ten new codes as they are read, in groups of four, and what is kept of them."""
    plain = [b32encode(secrets.token_bytes(15)).decode() for _ in range(_RECOVERY)]
    shown = ("-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in plain)
    return tuple(shown), tuple(map(_digest, plain))


def _plain(code: str) -> str:
    """As it was typed, without what separates groups."""
    return "".join(one for one in code.upper() if one.isascii() and one.isalnum())


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _text(factor: _Factor) -> str:
    return to_json(factor)
