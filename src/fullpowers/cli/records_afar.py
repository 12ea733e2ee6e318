"""A desk on another machine, through its API: what a person may do there, they may do from here.

Asks with the standard library alone. The token goes over TLS or to this very machine, to no other address
than the one that was named (a redirect is refused), and never into a message.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit

from .records_held import Held

if TYPE_CHECKING:
    from fullpowers.model import FullpowersError, Review
    from fullpowers.records import (
        Annotation,
        Decision,
        Delivery,
        Document,
        Draft,
        Matter,
        Position,
        Purpose,
        Remark,
    )

T = TypeVar("T")
_SECONDS = 60
_AGAIN = 1.0
"""Seconds until the desk is asked again how far it is."""
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

        base = _at(matter.id)
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
        return self._sent(f"{_at(matter.id)}/drafts", fields, name, data, Draft)

    def add_document(self, matter: Matter, purpose: Purpose, name: str, data: bytes) -> Document:
        """Store a document there, which its next review uses."""
        from fullpowers.records import Document

        return self._sent(f"{_at(matter.id)}/files", {"purpose": purpose.value}, name, data, Document)

    def note(self, matter: Matter, draft: Draft, words: str, path: str, remark: Remark) -> Annotation:
        """Say something of words of a draft that was reviewed there."""
        from fullpowers.records import Annotation

        said = {"draft": draft.id, "words": words, "path": path, **_of(remark)}
        return self._written("POST", f"{_at(matter.id)}/annotations", said, Annotation)

    def answer(self, note: Annotation, text: str) -> Annotation:
        """Answer a note."""
        from fullpowers.records import Annotation

        path = f"{_at(note.matter)}/annotations/{note.id}/answers"
        return self._written("POST", path, {"text": text}, Annotation)

    def reword(self, note: Annotation, remark: Remark, version: int) -> Annotation:
        """Change what a note says."""
        from fullpowers.records import Annotation

        said = {"version": version, **_of(remark)}
        return self._written("PATCH", f"{_at(note.matter)}/annotations/{note.id}", said, Annotation)

    def settle(self, note: Annotation, version: int, *, resolved: bool) -> Annotation:
        """Settle a note, or open it again."""
        from fullpowers.records import Annotation

        path = f"{_at(note.matter)}/annotations/{note.id}/resolved"
        return self._written("PUT", path, {"version": version, "resolved": resolved}, Annotation)

    def take_position(self, position: Position, version: int | None) -> Position:
        """Take a position on a provision, or another one than at this version."""
        from fullpowers.records import Position

        fields = ("draft", "path", "attitude", "condition", "red_line", "note")
        said = {field: getattr(position, field) for field in fields}
        return self._written(
            "PUT", f"{_at(position.matter)}/positions", {**said, "version": version}, Position
        )

    def withdraw(self, position: Position, version: int) -> None:
        """Withdraw a position."""
        path = f"{_at(position.matter)}/positions/{position.id}?version={version}"
        self._asked(path, method="DELETE")

    def decide(self, matter: Matter, text: str, decided_by: str, about: str) -> Decision:
        """Write down a decision."""
        from fullpowers.records import Decision

        said = {"text": text, "decided_by": decided_by, "about": about}
        return self._written("POST", f"{_at(matter.id)}/decisions", said, Decision)

    def reviewed_anew(self, matter: Matter, draft: Draft, progress: Callable[[str], None]) -> Review:
        """Have a draft reviewed there, and wait for it.

        Raises:
            InvalidData: it could not be reviewed; says why.
        """
        from fullpowers.model import InvalidData

        base = _at(matter.id)
        self._asked(f"{base}/drafts/{draft.id}/reviews", b"{}", "application/json")
        while True:
            work = self._values(f"{base}/work", tuple[_Work, ...])
            job = next((one for one in work if one.task.get("draft") == draft.id), None)
            if job is None or job.state not in ("waiting", "running"):
                break
            progress(job.stage)
            time.sleep(_AGAIN)
        review = self.review(matter, draft)
        if review is None or (job is not None and job.state == "failed"):
            raise InvalidData(f"{draft.name} was not reviewed: {job.stage if job else 'nobody says why'}")
        return review

    def export(self, matter: Matter) -> bytes:
        """The matter as one file, its log intact."""
        return self._asked(f"{_at(matter.id)}/export")

    def review(self, matter: Matter, draft: Draft) -> Review | None:
        """The last review of a draft; ``None`` when there is none."""
        from fullpowers.model import Review, from_json
        from fullpowers.records import Reviewed

        reviews = self._values(f"{_at(matter.id)}/reviews", tuple[Reviewed, ...])
        last = next((one for one in reversed(reviews) if one.draft == draft.id), None)
        if last is None:
            return None
        return from_json(self._asked(f"{_at(matter.id)}/reviews/{last.id}"), Review)

    def _written(self, method: str, path: str, said: Mapping[str, object], kind: type[T]) -> T:
        """What is written, as it is stored there now."""
        from fullpowers.model import from_json, to_json

        return from_json(self._asked(path, to_json(said).encode(), "application/json", method=method), kind)

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

    def _asked(
        self, path: str, body: bytes | None = None, kind: str = "", hidden: bytes = b"", method: str = ""
    ) -> bytes:
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
        how = method or ("GET" if body is None else "POST")
        address = f"{_sound(self.url)}{path}"
        request = Request(address, body, headers, method=how)  # noqa: S310 - http and https alone
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


@dataclass(frozen=True, slots=True)
class _Work:
    """Something that is being done there, or was."""

    id: int
    task: dict[str, str]
    state: str
    stage: str


def _at(matter: str) -> str:
    return f"/api/matters/{quote(matter, safe='')}"


def _of(remark: Remark) -> dict[str, object]:
    """What the desk is told of a remark."""
    fields = ("type", "text", "wording", "assignee")
    return {field: getattr(remark, field) for field in fields}


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

    present = None
    try:
        answer = json.loads(body)
        words, present = str(answer["detail"]), answer.get("present")
    except (ValueError, KeyError, TypeError):
        words = f"the desk answers {status}"
    if status == 401:
        return InvalidData(
            "the desk does not know this token, or it was revoked (--token-file, FULLPOWERS_TOKEN)"
        )
    if status == 409:
        return Conflict(words, present)
    if status == 404:
        return UnknownRecord(words)
    return StorageError(words) if status >= 500 else InvalidData(words)
