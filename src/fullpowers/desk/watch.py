"""The security log: who signed in, who tried to, what was refused; one line of JSON each, in UTC.

It goes to the logger ``fullpowers.desk.security``; ``fullpowers desk --serve`` writes it to standard error. A
line holds identities and addresses, never a password, a token, or a word of a matter.
"""

from __future__ import annotations

import logging
import logging.handlers
from datetime import datetime

import msgspec

from fullpowers.model import InvalidData

_LOG = logging.getLogger("fullpowers.desk.security")


def send_on(address: str) -> None:
    """From now on send each line to a system log (RFC 3164, UDP) as well, as ``HOST`` or ``HOST:PORT``.

    Raises:
        InvalidData: there is no such host or port.
    """
    host, _, port = address.partition(":")
    try:
        handler = logging.handlers.SysLogHandler(
            (host, int(port or 514)), facility=logging.handlers.SysLogHandler.LOG_AUTHPRIV
        )
    except (OSError, ValueError, OverflowError) as error:
        raise InvalidData(f"{address!r} is no system log: {error}") from error
    handler.ident = "fullpowers-desk: "
    _LOG.addHandler(handler)


def noted(what: str, at: datetime, client: tuple[str, int] | None, **more: str) -> None:
    """Write a line.

    Args:
        what: ``signed in``, ``sign-in failed``, ``refused`` ...
        client: address and port of who asked, as the server knows it.
        more: identities; each is cut and encoded, so that nothing can break out of its line.
    """
    line = {"at": at.isoformat(timespec="seconds"), "what": what, "from": client[0] if client else ""}
    line |= {name: value[:200] for name, value in more.items()}
    _LOG.warning("%s", msgspec.json.encode(line).decode())
