"""What it takes to make the same review again."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from ._version import __version__
from .matter import Circumstances

if TYPE_CHECKING:
    from .model import Instrument, Manifest, Opinion

_LIBRARIES = ("lap", "lxml", "msgspec", "numpy", "rapidfuzz")


def manifest(
    drafts: tuple[Instrument, ...], opinion: Opinion, circumstances: Circumstances, containment: str
) -> Manifest:
    """Versions, inputs by hash, parameters, and how far the parser was contained."""
    files = (
        circumstances.economics_file,
        circumstances.preferences_file,
        circumstances.register_file,
        *circumstances.articles,
    )
    sources = [text.source for text in drafts if text.source is not None]
    from importlib.metadata import version

    from .model import Manifest

    return Manifest(
        fullpowers=__version__,
        python=platform.python_version(),
        libraries=tuple((name, version(name)) for name in _LIBRARIES),
        inputs=(
            *((source.name, source.sha256) for source in sources),
            *((file.name, _sha256(file)) for file in files if file is not None),
        ),
        packs=opinion.packs,
        parameters=(
            ("for", opinion.jurisdiction),
            ("on", opinion.on.isoformat()),
            *((f"fact {name}", str(value).lower()) for name, value in sorted(circumstances.outside.items())),
            *_corpus(circumstances),
            *((("models", "asked about doubtful pairs"),) if circumstances.models else ()),
        ),
        containment=containment,
    )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _corpus(circumstances: Circumstances) -> tuple[tuple[str, str], ...]:
    """The state of the corpus that was asked, if there was one."""
    if circumstances.corpus is None:
        return ()
    from .corpus import Corpus

    return (("corpus", Corpus(circumstances.corpus).state),)
