"""What a PDF file carries besides its pages: scripts, actions, attachments, layers, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from fullpowers.model import Notice, Severity

from ..record import ordered
from .overlays import day_of, items_of, text_of
from .screen import content

_VISITS = 200_000
_DEPTH = 60
_SKIPPED = {
    "/Parent",
    "/P",
    "/Pages",
    "/StructTreeRoot",
    "/Metadata",
    "/Contents",
    "/Resources",
    "/Prev",
    "/AP",
}
_ACTIONS = {
    "/JavaScript": (Severity.CAUTION, "a script"),
    "/Launch": (Severity.ALARM, "an action that starts a program"),
    "/SubmitForm": (Severity.CAUTION, "an action that sends the form's content away"),
    "/ImportData": (Severity.CAUTION, "an action that fetches data into the form"),
    "/GoToR": (Severity.INFO, "a link into another file"),
    "/GoToE": (Severity.CAUTION, "a link into a file inside it"),
    "/Rendition": (Severity.INFO, "a sound or film"),
}
_SHOWN = 200
_TOLD = {
    "/Author": "author",
    "/Title": "title",
    "/Creator": "made with",
    "/CreationDate": "made",
    "/ModDate": "changed",
}
_RECORDED = {"/Author": "author", "/CreationDate": "created", "/ModDate": "saved"}
"""The same in the words that all formats share."""


def notices(pdf: pikepdf.Pdf, *, encrypted: bool) -> Iterator[Notice]:
    """What has to be said of the file besides its pages."""
    yield from _repaired(pdf)
    yield from _actions(pdf)
    yield from _attachments(pdf)
    root = pdf.Root
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        yield Notice(
            "unread-part",
            Severity.CAUTION,
            "The file carries an XFA form, which some programs show in place of its pages.",
        )
    if isinstance(form, pikepdf.Dictionary) and int(form.get("/SigFlags", 0) or 0) & 1:
        yield Notice(
            "signature", Severity.INFO, "The file carries a digital signature, which was not checked."
        )
    yield from _layers(root)
    yield from _names(pdf)
    if encrypted:
        yield Notice(
            "encrypted", Severity.INFO, "The file is encrypted; some programs forbid copying from it."
        )


def _repaired(pdf: pikepdf.Pdf) -> Iterator[Notice]:
    if any(
        "xref" in str(warning).lower() or "reconstruct" in str(warning).lower()
        for warning in pdf.get_warnings()
    ):
        yield Notice(
            "repaired",
            Severity.CAUTION,
            "The file is damaged and was put together again; another program may show something else.",
        )


def _actions(pdf: pikepdf.Pdf) -> Iterator[Notice]:
    found: Counter[tuple[str, str]] = Counter()
    walk = _Walk()
    for item in walk.over(pdf.Root):
        _note(item, found)
    for page in pdf.pages:
        for key in ("/AA", "/Annots"):
            if key in page.obj:
                for item in walk.over(page.obj[key]):
                    _note(item, found)
    for (kind, detail), count in sorted(found.items()):
        severity, what = _ACTIONS[kind]
        times = f" ({count} times)" if count > 1 else ""
        said = f": {detail}" if detail else ""
        code = "script" if kind == "/JavaScript" else "action"
        yield Notice(code, severity, f"The file carries {what}{times}{said}. It was not run.")
    addresses = list(dict.fromkeys(walk.addresses))
    if addresses:
        listed = "; ".join(addresses[:5]) + ("; …" if len(addresses) > 5 else "")
        yield Notice(
            "external-link",
            Severity.INFO,
            f"{len(addresses)} links to the network: {listed}. None was followed.",
        )


def _note(item: pikepdf.Object, found: Counter[tuple[str, str]]) -> None:
    kind = str(item.get("/S"))
    if kind == "/JavaScript" or "/JS" in item:
        found["/JavaScript", _snippet(item.get("/JS"))] += 1
    elif kind in _ACTIONS:
        target = item.get("/F")
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/UF", target.get("/F"))
        found[kind, text_of(target)[:_SHOWN]] += 1


def _snippet(script: pikepdf.Object | None) -> str:
    if isinstance(script, pikepdf.Stream):
        text = (content(script, 1_000_000) or b"").decode("latin-1")
    else:
        text = text_of(script)
    text = " ".join(text.split())
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”" if text else ""


class _Walk:
    """All dictionaries under a few roots, each once, within bounds."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._left = _VISITS
        self.addresses: list[str] = []

    def over(self, root: pikepdf.Object) -> Iterator[pikepdf.Object]:
        stack = [(root, 0)]
        while stack and self._left > 0:
            item, depth = stack.pop()
            self._left -= 1
            if item.is_indirect:
                if item.objgen in self._seen:
                    continue
                self._seen.add(item.objgen)
            if isinstance(item, pikepdf.Array):
                children = list(item)
            elif isinstance(item, pikepdf.Dictionary):
                yield item
                if str(item.get("/S")) == "/URI" and len(self.addresses) < 1000:
                    self.addresses.append(text_of(item.get("/URI"))[:_SHOWN])
                children = [value for key, value in item.items() if key not in _SKIPPED]
            else:
                continue
            if depth < _DEPTH:
                stack += (
                    (child, depth + 1)
                    for child in children
                    if isinstance(child, (pikepdf.Array, pikepdf.Dictionary))
                )


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Notice]:
    names = []
    try:
        names = [str(name) for name in pdf.attachments]
    except (ValueError, TypeError, AttributeError, pikepdf.PdfError):
        names = ["?"]
    for page in pdf.pages:
        names += (
            text_of(item.get("/Contents")) or "?"
            for item in items_of(page)
            if str(item.get("/Subtype")) == "/FileAttachment"
        )
    if names:
        listed = ", ".join(dict.fromkeys(names[:20]))
        yield Notice(
            "attachment",
            Severity.CAUTION,
            f"The file carries {len(names)} attached files, not read here: {listed}.",
        )
    if "/Collection" in pdf.Root:
        yield Notice(
            "unread-part",
            Severity.ALARM,
            "The file is a portfolio: its documents are attached files, not its pages.",
        )


def _layers(root: pikepdf.Object) -> Iterator[Notice]:
    properties = root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return
    default = properties.get("/D")
    off = default.get("/OFF") if isinstance(default, pikepdf.Dictionary) else None
    names = (
        [text_of(group.get("/Name")) for group in off if isinstance(group, pikepdf.Dictionary)]
        if isinstance(off, pikepdf.Array)
        else []
    )
    if names:
        yield Notice(
            "layers",
            Severity.CAUTION,
            f"Layers of the pages are switched off: {', '.join(names[:10])}. A click shows them.",
        )


def record(pdf: pikepdf.Pdf) -> tuple[tuple[str, str], ...]:
    """What the file says of its makers, as ``Source.record``."""
    said = _said(pdf)
    return ordered({word: said.get(key, "") for key, word in _RECORDED.items()})


def _names(pdf: pikepdf.Pdf) -> Iterator[Notice]:
    said = _said(pdf)
    told = [f"{word} {said[key][:100]}" for key, word in _TOLD.items() if said.get(key)]
    if told:
        yield Notice("metadata", Severity.INFO, f"The file says of itself: {'; '.join(told)}.")


def _said(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The entries of the file's information dictionary; days as ISO 8601."""
    info = pdf.trailer.get("/Info")
    found = {key: text_of(info.get(key)) for key in _TOLD} if isinstance(info, pikepdf.Dictionary) else {}
    return {key: day_of(text) if key.endswith("Date") and text else text for key, text in found.items()}
