"""A picture of a text (PNG, JPEG, TIFF) to blocks, by text recognition (extras ``pdf`` and ``ocr``)."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fullpowers.model import Refusal, UnreadableInput

from . import kits, ocr
from .blocks import Extract
from .limits import LIMITS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORMATS = ("PNG", "JPEG", "TIFF")
_NARROW = 1500
"""Points across under which a page was not scanned at ``ocr.PER_INCH``."""


def prepare() -> None:
    """Load what pictures are opened with, before a worker is closed off.

    Raises:
        ImportError: an extra is not installed.
    """
    from PIL import Image

    Image.init()
    sample = io.BytesIO()
    for kind in _FORMATS:
        sample.seek(0)
        Image.new("L", (8, 8)).save(sample, kind)
        Image.open(io.BytesIO(sample.getvalue()), formats=_FORMATS).convert("L").resize((4, 4)).load()


def extract(data: bytes, name: str) -> Extract:
    """The blocks of a picture of a text.

    Raises:
        UnreadableInput: it is damaged or too large, or text recognition is not installed.
    """
    kits.need("pdf")
    kits.need("ocr")
    if not ocr.is_ready():
        raise UnreadableInput(Refusal.NO_TEXT, name, "it is a picture", ocr.ADVICE)
    from .pdf import scans

    try:
        pages = list(_pages(data, name))
        kits.need("ocr", ocr.seconds(len(pages)))
        return scans.from_pictures(pages)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise UnreadableInput(Refusal.BROKEN, name, "the picture is damaged", "scan it again") from error


def _pages(data: bytes, name: str) -> Iterator[NDArray[np.uint8]]:
    """The pages in shades of grey at about ``ocr.PER_INCH``."""
    import numpy as np
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # checked below, with a reason of our own
    # what a damaged picture is warned of either ends in a refusal or does not touch its points
    warnings.simplefilter("ignore", UserWarning)
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        for number in range(min(getattr(picture, "n_frames", 1), ocr.MOST_PAGES)):
            picture.seek(number)
            if picture.width * picture.height > LIMITS.pixels:
                why = f"the picture has more than {LIMITS.pixels // 1_000_000} million points"
                raise UnreadableInput(Refusal.TOO_LARGE, name, why, "scan it at 300 points to the inch")
            grey = _on_white(picture)
            scale = _scale(picture)
            if scale != 1:
                grey = grey.resize((round(grey.width * scale), round(grey.height * scale)))
            yield np.asarray(grey, dtype=np.uint8)


def _on_white(picture: Any) -> Any:
    """In shades of grey; what is transparent is white, as on paper."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("L")
    return picture.convert("L")


def _scale(picture: Any) -> float:
    density = picture.info.get("dpi", (0, 0))
    across = float(density[0] or 0) if isinstance(density, tuple) else 0.0
    if 70 <= across < 250 and picture.width < 2 * _NARROW:
        return ocr.PER_INCH / across
    return 2.0 if across < 70 and picture.width < _NARROW else 1.0
