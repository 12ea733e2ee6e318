"""Word documents that a password protects: decrypted in memory, in the closed-off worker.

The library is msoffcrypto-tool (MIT; extra ``passwords``), which follows [MS-OFFCRYPTO]: the older
"standard" and the newer "agile" encryption.
"""

from __future__ import annotations

import io
from typing import Any

from fullpowers.model import Refusal, UnreadableInput

from .limits import LIMITS

_NO_PACKAGE = "reading protected Word files needs one more package"


def prepare() -> None:
    """Import the library and let the cryptography below it load what it loads late.

    Raises:
        ImportError: the optional extra ``passwords`` is not installed.
    """
    from xml.dom import minidom

    import msoffcrypto.format.ooxml
    from cryptography.hazmat.backends import default_backend
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    minidom.parseString("<a xmlns:b='c'/>").getElementsByTagNameNS("c", "b")  # noqa: S318 - our own text
    # ECB and CBC are what the format prescribes
    for mode in (modes.CBC(bytes(16)), modes.ECB()):  # noqa: S305
        Cipher(algorithms.AES(bytes(16)), mode, backend=default_backend()).decryptor().update(bytes(16))
    msoffcrypto.format.ooxml.OOXMLFile  # noqa: B018 - imported for later


def is_protected(data: bytes) -> bool:
    """Whether an OLE2 container holds an encrypted document."""
    return "EncryptedPackage".encode("utf-16-le") in data


def unlocked(data: bytes, name: str, password: str) -> bytes:
    """The document inside.

    Raises:
        UnreadableInput: there is no password, it is the wrong one, or the container is damaged.
    """
    if not password:
        raise UnreadableInput(
            Refusal.ENCRYPTED,
            name,
            "the document is protected by a password",
            "give the password, or save it without one",
        )
    try:
        import msoffcrypto
    except ImportError as error:
        raise UnreadableInput(
            Refusal.UNSUPPORTED, name, _NO_PACKAGE, "install it with: pip install 'fullpowers[passwords]'"
        ) from error
    out = _Bounded(name)
    try:
        file: Any = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except UnreadableInput:
        raise
    except (msoffcrypto.exceptions.InvalidKeyError, msoffcrypto.exceptions.DecryptionError) as error:
        raise UnreadableInput(
            Refusal.ENCRYPTED, name, "the password does not open it", "check the password"
        ) from error
    except Exception as error:  # the library lets errors of many kinds through
        raise UnreadableInput(
            Refusal.BROKEN, name, f"its encryption cannot be read: {error}"[:300], "ask for it again"
        ) from error
    return out.getvalue()


class _Bounded(io.BytesIO):
    """Memory that refuses to grow beyond what a file may have."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > LIMITS.file_bytes:
            raise UnreadableInput(Refusal.TOO_LARGE, self._name, "it is too large when it is decrypted")
        return super().write(data)
