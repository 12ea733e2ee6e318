"""A desk on another machine, through its API: what a person may do there, they may do from here.

Asks with the standard library alone. The token goes over TLS or to this very machine, to no other address
than the one that was named (a redirect is refused), and never into a message.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

from .records_held import Held

if TYPE_CHECKING:
    from fullpowers.model import FullpowersError, Review
    from fullpowers.records import Delivery, Document, Draft, Matter, Purpose

T = TypeVar("T")
_SECONDS = 60
_MOST = 1 << 30
"""Bytes of the largest answer that is taken."""


@dataclass(frozen=True, slots=True)
class Afar:
    """A desk by its address, and the token of a person there (`Your account`, `Access for programs`)."""

    url: str
    token: str = field(repr=False)

    def matters(self) -> tuple[Matter, ...]:
        """The matters in which the person takes part."""
        from fullpowers.records import Matter

        return self._values("/api/matters", tuple[Matter, ...])

    def find(self, named: str) -> Matter:
        """The matter with this identity, the beginning of one, or this name.

        Raises:
            UnknownRecord: there is none, or more than one.
        """
        from fullpowers.records import matter_named

        return matter_named(self.matters(), named)

    def held(self, matter: Matter) -> Held:
        """What the matter holds, as far as the person may see it."""
        from fullpowers.model import Head
        from fullpowers.records import Annotation, Decision, Document, Draft, Member, Position

        base = _at(matter)
        return Held(
            matter,
            self._seen(f"{base}/members", tuple[Member, ...]),
            self._seen(f"{base}/drafts", tuple[Draft, ...]),
            self._seen(f"{base}/documents", tuple[Document, ...]),
            self._seen(f"{base}/annotations", tuple[Annotation, ...]),
            self._seen(f"{base}/decisions", tuple[Decision, ...]),
            self._seen(f"{base}/positions", tuple[Position, ...]),
            self._seen(f"{base}/names", dict[str, str], b"{}"),
            self._seen(f"{base}/head", Head | None, b"null"),
        )

    def take_in(self, matter: Matter, name: str, data: bytes, delivery: Delivery) -> Draft:
        """Store a draft there; its review begins by itself."""
        from fullpowers.model import InvalidData
        from fullpowers.records import Direction, Draft

        if delivery.direction is not Direction.RECEIVED:
            raise InvalidData("a draft that went out is added where the records are, without --desk")
        receipt = delivery.receipt
        fields = {
            "label": delivery.label,
            "sender": receipt.sender,
            "place": receipt.place,
            "received": receipt.received,
            "due": receipt.answer_due,
        }
        return self._sent(f"{_at(matter)}/drafts", fields, name, data, Draft)

    def add_document(self, matter: Matter, purpose: Purpose, name: str, data: bytes) -> Document:
        """Store a document there, which its next review uses."""
        from fullpowers.records import Document

        return self._sent(f"{_at(matter)}/files", {"purpose": purpose.value}, name, data, Document)

    def export(self, matter: Matter) -> bytes:
        """The matter as one file, its log intact."""
        return self._asked(f"{_at(matter)}/export")

    def review(self, matter: Matter, draft: Draft) -> Review | None:
        """The last review of a draft; ``None`` when there is none."""
        from fullpowers.model import Review, from_json
        from fullpowers.records import Reviewed

        reviews = self._values(f"{_at(matter)}/reviews", tuple[Reviewed, ...])
        last = next((one for one in reversed(reviews) if one.draft == draft.id), None)
        if last is None:
            return None
        return from_json(self._asked(f"{_at(matter)}/reviews/{last.id}"), Review)

    def _values(self, path: str, kind: type[T]) -> T:
        from fullpowers.model import from_json

        return from_json(self._asked(path), kind)

    def _seen(self, path: str, kind: Any, hidden: bytes = b"[]") -> Any:
        """The values at a path; ``hidden`` where the person's role does not see them."""
        from fullpowers.model import from_json

        return from_json(self._asked(path, hidden=hidden), kind)

    def _sent(self, path: str, fields: dict[str, str], name: str, data: bytes, kind: type[T]) -> T:
        """A file with some fields, as a form sends them (RFC 7578)."""
        from fullpowers.model import from_json

        seam = secrets.token_hex(16)
        parts = [
            f'--{seam}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
            if value
        ]
        shown = "".join("_" if one in '"\r\n\\' else one for one in name)
        head = f'--{seam}\r\nContent-Disposition: form-data; name="file"; filename="{shown}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, f"\r\n--{seam}--\r\n".encode()])
        return from_json(self._asked(path, body, f"multipart/form-data; boundary={seam}"), kind)

    def _asked(self, path: str, body: bytes | None = None, kind: str = "", hidden: bytes = b"") -> bytes:
        """The answer to a request; ``hidden`` stands for what the person may not see.

        Raises:
            InvalidData, UnknownRecord, Conflict, StorageError: as the desk says it.
        """
        from urllib.error import HTTPError, URLError
        from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

        from fullpowers.model import StorageError

        class Stay(HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                """Nowhere else: the token is for the desk that was named."""

        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        headers |= {"Content-Type": kind} if kind else {}
        request = Request(f"{_sound(self.url)}{path}", body, headers)  # noqa: S310 - http and https alone
        opener = build_opener(Stay, *([ProxyHandler({})] if _near(self.url) else []))
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                found = bytes(answer.read(_MOST + 1))
        except HTTPError as refusal:
            if refusal.code == 403 and hidden:
                return hidden
            raise _refused(refusal.code, refusal.read(1 << 20)) from None
        except (URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise StorageError(f"the desk at {self.url} does not answer: {reason}") from None
        if len(found) > _MOST:
            raise StorageError("the desk's answer is larger than is taken")
        return found


def _at(matter: Matter) -> str:
    return f"/api/matters/{quote(matter.id, safe='')}"


def _near(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def _sound(url: str) -> str:
    """The address, if a token may be sent there.

    Raises:
        InvalidData: it is no address of a desk, or without TLS on another machine.
    """
    from fullpowers.model import InvalidData

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise InvalidData(f"--desk {url!r} is not the address of a desk; write https://desk.example.org")
    if parts.scheme == "http" and not _near(url):
        raise InvalidData("a token is sent over https:// alone, or to this machine")
    return f"{parts.scheme}://{parts.netloc}"


def _refused(status: int, body: bytes) -> FullpowersError:
    """The desk's refusal as ours."""
    from fullpowers.model import Conflict, InvalidData, StorageError, UnknownRecord

    try:
        words = str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        words = f"the desk answers {status}"
    if status == 401:
        return InvalidData("the desk does not know this token, or it was revoked (--token)")
    if status == 409:
        return Conflict(words)
    if status == 404:
        return UnknownRecord(words)
    return StorageError(words) if status >= 500 else InvalidData(words)
