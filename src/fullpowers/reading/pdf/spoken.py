"""Text that the file gives out in place of what it draws (``ActualText``).

It is meant for hyphens and ornaments; PDFium, and whoever copies the text, believes it. The file is read
once more without these entries; where letters or figures differ, the letters that are drawn hold.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pikepdf

from fullpowers.model import Notice, Severity

from . import wording
from .screen import content
from .segments import Segment

_LARGEST = 20_000_000
_ENTRY = re.compile(rb"/ActualText\b")
_LISTED = 5


def without(pdf: pikepdf.Pdf) -> bytes | None:
    """The file without its ``ActualText`` entries in marked content; None when there are none."""
    changed = False
    for page in pdf.pages:
        changed |= _strip_properties(page.obj.get("/Resources"))
        parts = page.obj.get("/Contents")
        streams = list(parts) if isinstance(parts, pikepdf.Array) else [parts]
        resources = page.obj.get("/Resources")
        forms = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        streams += [form for _, form in forms.items()] if isinstance(forms, pikepdf.Dictionary) else []
        for stream in streams:
            if isinstance(stream, pikepdf.Stream) and str(stream.get("/Subtype")) != "/Image":
                data = content(stream, _LARGEST)
                if data and _ENTRY.search(data):
                    stream.write(_ENTRY.sub(b"/ActualNone", data))
                    changed = True
    if not changed:
        return None
    target = io.BytesIO()
    pdf.save(target, encryption=False, static_id=True)
    return target.getvalue()


def _strip_properties(resources: pikepdf.Object | None) -> bool:
    table = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    changed = False
    for _, entry in table.items() if isinstance(table, pikepdf.Dictionary) else ():
        if isinstance(entry, pikepdf.Dictionary) and "/ActualText" in entry:
            del entry["/ActualText"]
            changed = True
    return changed


def judge(pieces: list[list[Segment]], drawn: list[list[Segment]]) -> Iterator[Notice]:
    """Puts the drawn text in the place of the spoken one where they differ, and says so.

    Args:
        pieces: of the pages as the file speaks them; changed in place.
        drawn: of the same pages without ``ActualText``.
    """
    for index, (spoken, plain) in enumerate(zip(pieces, drawn, strict=True)):
        shown = [word.text for word in wording.words(wording.lines(plain))]
        given = [word.text for word in wording.words(wording.lines(spoken))]
        if "".join(shown) == "".join(given) or not _is_sound(plain):
            continue
        pairs = [
            (" ".join(shown[a:b]), " ".join(given[c:d])) for a, b, c, d in wording.differences(shown, given)
        ]
        if not pairs:
            continue
        pieces[index] = plain
        listed = "; ".join(f"“{there}” for “{here}”" for here, there in pairs[:_LISTED])
        more = f"; {len(pairs) - _LISTED} more" if len(pairs) > _LISTED else ""
        yield Notice(
            "spoken-otherwise",
            Severity.ALARM,
            f"Page {index + 1} gives out other words than it shows: {listed}{more}. "
            "The text here is what it shows; whoever copies or searches gets the other.",
        )


def _is_sound(pieces: list[Segment]) -> bool:
    """Whether the drawn letters have names at all, which some fonts do not give."""
    text = "".join(piece.text for piece in pieces)
    odd = sum(unicodedata.category(letter) in ("Co", "Cn", "Cc") or letter == "\ufffd" for letter in text)
    return bool(text) and odd <= 0.02 * len(text)
