"""What is refused before the renderer sees it: bombs, loops, damage; and the password.

PDFium stops the whole process when a crafted file exhausts memory or the stack, so that the
structure is looked through first with qpdf (by pikepdf), whose refusals can be caught.
"""

from __future__ import annotations

import base64
import ctypes
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2.raw as pdfium

from fullpowers.model import Refusal, UnreadableInput

from ..limits import LIMITS

_DRAW = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{1,20}Do\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_DEFLATE_RATIO = 1032
"""The most that one pass of deflate can shrink."""
_LZW_RATIO = 1400
_STEP = 1 << 20


def opened(data: bytes, name: str, password: str = "") -> pikepdf.Pdf:
    """The structure of a PDF file that is safe to draw.

    Args:
        data: the file.
        name: of the file, for messages.
        password: to open it with, when it has one.

    Raises:
        UnreadableInput: it is damaged, protected, or beyond the limits.
    """
    try:
        if _ENCRYPTED.search(data):
            data = _decrypted(data, name, password)
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=True)
    except pikepdf.PasswordError as error:
        raise locked(name, bool(password)) from error
    except (pikepdf.PdfError, ValueError, OverflowError) as error:
        raise broken(name) from error
    try:
        pages = list(pdf.pages)
        if not pages:
            raise broken(name, "it has no pages")
        if len(pages) > LIMITS.pages:
            raise _too_large(name, f"it has more than {LIMITS.pages} pages")
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                _check_stream(item, name)
        _Drawing(name).check(pages)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise broken(name) from error
    return pdf


def is_encrypted(data: bytes) -> bool:
    """Whether the file is encrypted, if only against copying."""
    return _ENCRYPTED.search(data) is not None


def _decrypted(data: bytes, name: str, password: str) -> bytes:
    """The file without its encryption; qpdf would need random numbers, which a closed-off process has not.

    Raises:
        UnreadableInput: the password does not open it.
    """
    handle = load(data, password)
    if not handle:
        raise unopened(name, password)
    _written.clear()
    try:
        if not pdfium.FPDF_SaveAsCopy(handle, ctypes.byref(_writer), pdfium.FPDF_REMOVE_SECURITY):
            raise broken(name)
        return bytes(_written)
    finally:
        _written.clear()
        pdfium.FPDF_CloseDocument(handle)


_written = bytearray()


def _write(_: Any, block: Any, size: int) -> int:
    _written.extend(ctypes.string_at(block, size))
    return int(len(_written) <= LIMITS.inflated_bytes)


# made when the module is loaded: a closed-off process can make no new code to be called back
_writer = pdfium.FPDF_FILEWRITE(version=1, WriteBlock=type(pdfium.FPDF_FILEWRITE().WriteBlock)(_write))


def load(data: bytes, password: str) -> Any:
    """The file opened by PDFium, with or without the password; nothing when it does not open."""
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() or None)
    if not handle and password:
        handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    return handle


def unopened(name: str, password: str) -> UnreadableInput:
    """The refusal of a file that PDFium has just failed to open."""
    if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return locked(name, bool(password))
    return broken(name)


def broken(name: str, why: str = "it is damaged, or was cut short") -> UnreadableInput:
    """The refusal of a damaged file."""
    return UnreadableInput(Refusal.BROKEN, name, why, "ask for it again, or print it to PDF again")


def locked(name: str, tried: bool) -> UnreadableInput:
    """The refusal of a file whose password is not known, or is not the one that was given."""
    why = "the password does not open it" if tried else "the document is protected by a password"
    return UnreadableInput(Refusal.ENCRYPTED, name, why, "give the password with --password")


def content(stream: pikepdf.Object, limit: int) -> bytes | None:
    """The decoded bytes of a stream; ``None`` when there are more than ``limit``, or an unknown filter."""
    data = stream.read_raw_bytes()
    for kind in _filters(stream):
        if kind in ("/FlateDecode", "/Fl"):
            inflated = _inflated(data, limit)
            if inflated is None:
                return None
            data = inflated
        elif kind in ("/ASCIIHexDecode", "/AHx"):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
            data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        elif kind in ("/ASCII85Decode", "/A85"):
            data = _from_ascii_85(data)
        elif len(data) * _LZW_RATIO <= limit and kind in ("/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"):
            return bytes(stream.read_bytes())
        else:
            return None
    return data if len(data) <= limit else None


def _filters(stream: pikepdf.Object) -> list[str]:
    found = stream.get("/Filter", stream.get("/F"))
    if isinstance(found, pikepdf.Name):
        return [str(found)]
    return [str(item) for item in found] if isinstance(found, pikepdf.Array) else []


def _inflated(data: bytes, limit: int) -> bytes | None:
    inflater = zlib.decompressobj()
    parts, total = [], 0
    try:
        while data:
            part = inflater.decompress(data, _STEP)
            total += len(part)
            if total > limit:
                return None
            parts.append(part)
            data = inflater.unconsumed_tail
            if inflater.eof or (not part and not data):
                break
    except zlib.error:
        pass  # what came before the damage counts, as in every viewer
    return b"".join(parts)


def _from_ascii_85(data: bytes) -> bytes:
    body = data.partition(b"~>")[0]
    try:
        return base64.a85decode(body.removeprefix(b"<~"), ignorechars=b" \t\n\r\v\f\0")
    except ValueError:
        return b""


def _check_stream(stream: pikepdf.Stream, name: str) -> None:
    """Refuse what would unpack to more than the limit, or is a picture of senseless size.

    Raises:
        UnreadableInput: as said.
    """
    if stream.get("/Subtype") == "/Image":
        width, height = (int(stream.get(key, 0) or 0) for key in ("/Width", "/Height"))
        if width * height > LIMITS.pixels:
            raise _too_large(
                name, f"a picture in it has more than {LIMITS.pixels // 1_000_000} million points"
            )
    kinds = [kind for kind in _filters(stream) if kind in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW")]
    length = int(stream.get("/Length", 0) or 0)
    possible = max(length, 1) * _DEFLATE_RATIO ** len(kinds)
    if kinds and possible > LIMITS.member_bytes and content(stream, LIMITS.member_bytes) is None:
        if "/LZWDecode" in kinds and length * _LZW_RATIO < LIMITS.member_bytes * 4:
            return
        raise _too_large(name, "a part of it unpacks to far more than a document holds")


def _too_large(name: str, why: str) -> UnreadableInput:
    return UnreadableInput(Refusal.TOO_LARGE, name, why, "print it to PDF again, or split it")


class _Drawing:
    """How much the pages draw when every form is unfolded, forms inside forms included."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._draws: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()
        self._bytes = 0

    def check(self, pages: list[pikepdf.Page]) -> None:
        """Refuse pages that draw without end.

        Raises:
            UnreadableInput: a form draws itself, or forms unfold beyond the limits.
        """
        for page in pages:
            parts = page.obj.get("/Contents")
            streams = list(parts) if isinstance(parts, pikepdf.Array) else [parts]
            data = b"\n".join(self._content(item) for item in streams if isinstance(item, pikepdf.Stream))
            resources = page.obj.get("/Resources") or _inherited(page.obj)
            total = self._drawn(data, resources, 0)
            for appearance in _appearances(page.obj):
                total += self._form(appearance, resources, 0)
            if total > LIMITS.draws:
                raise _too_large(self._name, "its pages repeat drawings without end")

    def _content(self, stream: pikepdf.Object) -> bytes:
        data = content(stream, LIMITS.member_bytes)
        self._bytes += len(data or b"")
        if self._bytes > LIMITS.inflated_bytes:
            raise _too_large(self._name, "its pages unpack to far more than a document holds")
        return data or b""

    def _form(self, form: pikepdf.Object, outer: pikepdf.Object | None, depth: int) -> int:
        key = form.objgen
        if key in self._draws:
            return self._draws[key]
        if key in self._open or depth > LIMITS.form_depth:
            raise UnreadableInput(
                Refusal.TOO_DEEP, self._name, "a drawing in it contains itself or nests too deeply"
            )
        self._open.add(key)
        resources = form.get("/Resources", outer)
        self._draws[key] = total = min(self._drawn(self._content(form), resources, depth + 1) + 1, 1 << 40)
        self._open.discard(key)
        return total

    def _drawn(self, data: bytes, resources: pikepdf.Object | None, depth: int) -> int:
        if resources is None:
            return 0
        forms = resources.get("/XObject")
        total = 0
        counts: dict[bytes, int] = {}
        for found in _DRAW.finditer(data):
            counts[found[1]] = counts.get(found[1], 0) + 1
        for name, times in counts.items():
            form = forms.get("/" + _name(name)) if isinstance(forms, pikepdf.Dictionary) else None
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                total += times * self._form(form, resources, depth)
        for form in _painted(resources):
            total += self._form(form, resources, depth)
        return total


def _name(raw: bytes) -> str:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), raw).decode(
        "utf-8", "replace"
    )


def _inherited(page: pikepdf.Object) -> pikepdf.Object | None:
    above = page.get("/Parent")
    for _ in range(50):
        if not isinstance(above, pikepdf.Dictionary):
            return None
        if "/Resources" in above:
            return above.Resources
        above = above.get("/Parent")
    return None


def _painted(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Patterns and masks, which hold drawings as forms do."""
    patterns = resources.get("/Pattern")
    for _, pattern in patterns.items() if isinstance(patterns, pikepdf.Dictionary) else ():
        if isinstance(pattern, pikepdf.Stream):
            yield pattern
    states = resources.get("/ExtGState")
    for _, state in states.items() if isinstance(states, pikepdf.Dictionary) else ():
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if isinstance(group, pikepdf.Stream):
            yield group


def _appearances(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        looks = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if isinstance(normal, pikepdf.Stream):
            yield normal
        elif isinstance(normal, pikepdf.Dictionary):
            yield from (look for _, look in normal.items() if isinstance(look, pikepdf.Stream))
