"""How one desk is run: where it listens, under which address people reach it, who may sign in how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fullpowers.model import InvalidData


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody else who says who a person is (OpenID Connect)."""

    issuer: str
    """Address of the provider; its configuration stands under ``/.well-known/openid-configuration``."""
    client: str
    secret: str = field(repr=False)
    name: str = "your organisation"
    """What the button says."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk.

    Attributes:
        url: the address that people use, without a path: ``http://127.0.0.1:8400``.
        served: for a team, with accounts; otherwise for the one person at this machine.
        hosts: further names under which requests may come in.
        provider: sign-in by OpenID Connect, if there is one.
        telegram: address of a Telegram Bot API server of your own, if you run one.
        corpus: folder of a corpus of other agreements, for the precedents of every review.
        second_factor: whether everybody who signs in with a password needs a second factor beside it.
        scanner: a command of yours that looks at each file that comes in, called with a path; where it does
            not end with 0, the file is refused.
        upload_bytes: size of the largest draft that is taken in.
        idle, longest: minutes until a session ends without use, and in any case.
        now: the clock; what is stored carries its time.
    """

    url: str
    served: bool = False
    hosts: tuple[str, ...] = ()
    provider: Provider | None = None
    telegram: str = ""
    corpus: Path | None = None
    second_factor: bool = False
    scanner: tuple[str, ...] = ()
    upload_bytes: int = 100_000_000
    idle: int = 120
    longest: int = 720
    now: Callable[[], datetime] = _now

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise InvalidData(f"{self.url!r} is not the address of a desk; write https://desk.example.org")

    @property
    def secure(self) -> bool:
        """Whether people reach the desk through TLS."""
        return self.url.startswith("https:")

    @property
    def host(self) -> str:
        """Under which name people know the desk."""
        return urlsplit(self.url).netloc

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Values of the header ``Host`` that are answered; any other name is somebody else's page."""
        parts = urlsplit(self.url.lower())
        own = {parts.netloc}
        if not self.served:
            port = f":{parts.port}" if parts.port else ""
            own |= {f"{name}{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        return frozenset(own | {name.lower() for name in self.hosts})

    @property
    def cookie(self) -> str:
        """Name of the session cookie; with the port in it, since cookies do not separate ports."""
        if self.secure:
            return "__Host-fullpowers"
        return f"fullpowers-{urlsplit(self.url).port or 80}"
