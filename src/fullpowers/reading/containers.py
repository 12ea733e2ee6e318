"""Messages (.eml) and archives (.zip) as containers of drafts: which member is the draft?

One member that can be a draft is read; of several, the person chooses by an address such as
``mail.eml::draft.docx``, which the refusal spells out. Nothing is unpacked to disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from fullpowers.model import Notice, Refusal, Severity, UnreadableInput

SEPARATOR = "::"
BODY = "body"
"""Address of a message's own text."""

# fmt: off
_DRAFTS = (
    ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm", ".xhtml",
    ".md", ".markdown", ".txt", ".xml", ".akn", ".eml", ".zip",
)
# fmt: on
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_SHOWN = 20
_DEEPEST = 3
_HEADER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){2}"
)
_MESSAGE = re.compile(rb"^(?:MIME-Version|Message-ID):", re.I | re.M)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:]+")


@dataclass(frozen=True, slots=True)
class Member:
    """Something inside a container."""

    name: str
    content: Callable[[], bytes]


def is_message(data: bytes, name: str) -> bool:
    """Whether a file is an e-mail message, by its name or its first lines."""
    if name.lower().endswith(".eml"):
        return True
    return _HEADER.match(data[:8192]) is not None and _MESSAGE.search(data[:8192]) is not None


def choose(
    members: list[Member], wanted: str, name: str, what: str
) -> tuple[Member, str, tuple[Notice, ...]]:
    """The member that is the draft, the address inside it, and what is to be said.

    Args:
        members: everything inside.
        wanted: the address that the person gave; empty for none.
        name: of the container.
        what: ``message`` or ``archive``.

    Raises:
        UnreadableInput: there is none, several, or not the one that was named.
    """
    if name.count(SEPARATOR) >= _DEEPEST:
        raise UnreadableInput(Refusal.TOO_DEEP, name, "it lies inside too many archives and messages")
    head, _, rest = wanted.partition(SEPARATOR)
    if head:
        named = [member for member in members if member.name == head]
        if len(named) != 1:
            raise UnreadableInput(
                Refusal.MISSING, name, f"the {what} holds no member {head!r}: {_listed(members, '')}"
            )
        return named[0], rest, _said(named[0], members, what)
    drafts = [member for member in members if member.name.lower().endswith(_DRAFTS)]
    drafts = drafts or [member for member in members if member.name.lower().endswith(_PICTURES)]
    drafts = drafts or [member for member in members if member.name == BODY]
    if not drafts:
        raise UnreadableInput(
            Refusal.UNSUPPORTED, name, f"the {what} holds no draft: {_listed(members, '')}", "give the draft"
        )
    if len(drafts) > 1:
        raise UnreadableInput(
            Refusal.AMBIGUOUS,
            name,
            f"the {what} holds {len(drafts)} files that may be the draft",
            f"choose one: {_listed(drafts, name + SEPARATOR)}",
        )
    return drafts[0], "", _said(drafts[0], members, what)


def archive_members(data: bytes, name: str) -> list[Member] | None:
    """What is inside an archive; None when it is a document that is itself an archive.

    Raises:
        UnreadableInput: damaged, encrypted, ambiguous or beyond the limits.
    """
    from .docx.archive import Archive

    archive = Archive(data, name)
    if (
        "[Content_Types].xml" in archive
        or "mimetype" in archive
        or any(member.startswith("Index/") and member.endswith(".iwa") for member in archive.members)
    ):
        return None
    return [
        Member(member, lambda member=member: archive.whole(member))  # type: ignore[misc]
        for member in archive.members
        if not member.startswith("__MACOSX/") and not member.rpartition("/")[2].startswith(".")
    ]


def message_members(data: bytes) -> list[Member]:
    """The attachments of a message, and its own text as ``body``."""
    from email import policy
    from email.message import EmailMessage
    from email.parser import BytesParser

    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    members: list[Member] = []
    for part in message.iter_attachments() if message.is_multipart() else ():
        title = _UNSAFE.sub("_", part.get_filename() or "")
        if part.get_content_type() == "message/rfc822":
            title = title or f"message-{len(members) + 1}.eml"
            title = title if title.lower().endswith(".eml") else f"{title}.eml"
        members.append(Member(_distinct(title or f"part-{len(members) + 1}", members), _bytes_of(part)))
    body = message.get_body(("html", "plain"))
    if body is not None:
        members.append(Member(BODY, _bytes_of(body)))
    return members


def _bytes_of(part: object) -> Callable[[], bytes]:
    from email.message import EmailMessage

    def content() -> bytes:
        assert isinstance(part, EmailMessage)  # noqa: S101 - narrows the type
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            return bytes(inner.as_bytes())
        raw = part.get_payload(decode=True)
        data = raw if isinstance(raw, bytes) else b""
        charset = part.get_content_charset()
        if part.get_content_maintype() == "text" and charset:
            try:
                return data.decode(charset).encode("utf-8")
            except (LookupError, UnicodeError):
                return data
        return data

    return content


def _distinct(title: str, members: list[Member]) -> str:
    taken = {member.name for member in members} | {BODY}
    stem, dot, suffix = title.rpartition(".")
    number, made = 2, title
    while made in taken:
        made = f"{stem} ({number}){dot}{suffix}" if dot else f"{title} ({number})"
        number += 1
    return made


def _listed(members: list[Member], before: str) -> str:
    names = [before + member.name for member in members[:_SHOWN]]
    more = len(members) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "") if names else "it is empty"


def _said(chosen: Member, members: list[Member], what: str) -> tuple[Notice, ...]:
    others = [member for member in members if member is not chosen]
    beside = f" Not read: {_listed(others, '')}." if others else ""
    return (Notice("container", Severity.INFO, f"Read from {chosen.name}, a member of the {what}.{beside}"),)
