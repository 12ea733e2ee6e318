"""Time stamps of a log's head by a third party (RFC 3161): opt-in, and only the head leaves the desk.

What is stamped is the SHA-256 of the head as it is printed (``log:size:root``). The stamp is checked offline
with the root certificate that the team keeps; it is never taken for good without one. Needs the extra
``timestamps``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

from fullpowers.model import BrokenRecords, Head, InvalidData

from .log import Witness, Witnesses
from .store import Store

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

Ask = Callable[[bytes], bytes]
"""Sends a request to a time-stamping authority and returns its answer; it alone opens a network."""


def stamp(store: Store, head: Head, ask: Ask, roots: bytes, *, by: str, at: datetime) -> Witness:
    """Have a head stamped, check the stamp, keep it, and note in the log that the head was given out.

    Args:
        roots: root certificates in PEM.

    Raises:
        InvalidData: the extra is not installed, or ``roots`` holds no certificate.
        BrokenRecords: the answer is no stamp of this head by an authority under these roots.
    """
    client = _client()
    builder = client.TimestampRequestBuilder().data(str(head).encode())
    request = builder.hash_algorithm(client.HashAlgorithm.SHA256).build()
    answer = ask(request.as_bytes())
    stamped_at(answer, head, roots, request=request)
    token = store.vault.put(answer)
    return Witnesses(store).add(head, "time stamp", token=token, by=by, at=at)


def stamped_at(
    token: bytes, head: Head, roots: bytes, *, request: TimeStampRequest | None = None
) -> datetime:
    """When the authority says that it saw the head; checked without a network.

    Raises:
        BrokenRecords: it is no stamp of this head by an authority under these roots.
        InvalidData: the extra is not installed, or ``roots`` holds no certificate.
    """
    client = _client()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        certificates = load_pem_x509_certificates(roots)
    except ValueError as error:
        raise InvalidData(f"the file of root certificates is not PEM: {error}") from error
    if not certificates:
        raise InvalidData("there is no root certificate in the file")
    builder = client.VerifierBuilder.from_request(request) if request else client.VerifierBuilder()
    for certificate in dict.fromkeys(certificates):
        builder = builder.add_root_certificate(certificate)
    try:
        answer: TimeStampResponse = client.decode_timestamp_response(token)
        builder.build().verify_message(answer, str(head).encode())
        when: datetime = answer.tst_info.gen_time
    except (client.VerificationError, ValueError) as error:
        raise BrokenRecords(f"this is no time stamp of the head {head}: {error}") from error
    return when


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError as error:
        raise InvalidData(
            "time stamps need one more package: pip install 'fullpowers[timestamps]'"
        ) from error
    return rfc3161_client
