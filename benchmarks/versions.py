"""How well the provisions of two language versions are told apart and paired, without and with learned help.

    python benchmarks/versions.py [--models]

Two agreements of ours in English and Ukrainian (tests/comparison/versions). Each is tried as it is, with a
Ukrainian version that lacks one article and is numbered anew, and with one that has two neighbouring articles
in the other order: at each place where that can be done. Which article is which is known by its place before
the change. A row is right when it is that pair, and when an article without a counterpart stands alone.
The peer is pairing by number. The bar of language.md: 95 % of the sections.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from figures import figure

from fullpowers.comparison import compare_versions
from fullpowers.model import Instrument, ProvisionKind
from fullpowers.reading import read_bytes

TEXTS = Path(__file__).parents[1] / "tests" / "comparison" / "versions"
PAIRS = (("en.txt", "uk.txt"), ("forest-en.txt", "forest-uk.txt"))
_ARTICLE = re.compile(r"(?m)^Стаття \d+\.")

Order = list[int]
"""For each article of the changed version, which one of the first it is."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", action="store_true", help="ask the multilingual model")
    options = parser.parse_args()
    met = []
    seconds, articles = 0.0, 0
    kinds = ("as they are", "one missing, numbered anew", "two in the other order")
    help_ = "with learned help" if options.models else "without a model"
    for kind in kinds:
        right = of = by_number = 0
        for names in PAIRS:
            english, ukrainian = ((TEXTS / name).read_text(encoding="utf-8") for name in names)
            for text, order in _changed(ukrainian, kind):
                one, other = _read(english), _read(text)
                started = time.process_time()
                good, all_ = _right(one, other, order, options.models)
                seconds += time.process_time() - started
                by_number += sum(i == k for k, i in enumerate(order))
                right, of, articles = right + good, of + all_, articles + 2 * all_
        peer = f"by number {by_number / of:.2f}"
        met.append(figure(f"articles paired right {help_}, {kind}", right / of, least=0.95, peer=peer))
    print(f"CPU {seconds:.1f} s, {articles / seconds:.0f} articles a second")
    return 0 if all(met) else 1


def _read(text: str) -> Instrument:
    return read_bytes(text.encode(), "version.txt")


def _changed(text: str, kind: str) -> Iterator[tuple[str, Order]]:
    """The version changed in one way, at each place where it can be."""
    starts = [match.start() for match in _ARTICLE.finditer(text)]
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    whole = list(range(len(parts)))
    if kind == "as they are":
        yield text, whole
    elif kind.startswith("one missing"):
        for gone in whole:
            order = [k for k in whole if k != gone]
            yield text[: starts[0]] + _numbered([parts[k] for k in order]), order
    else:
        for k in whole[:-1]:
            order = [*whole[:k], k + 1, k, *whole[k + 2 :]]
            yield text[: starts[0]] + _numbered([parts[k] for k in order]), order


def _numbered(parts: list[str]) -> str:
    return "".join(_ARTICLE.sub(f"Стаття {k}.", part, count=1) for k, part in enumerate(parts, 1))


def _right(one: Instrument, other: Instrument, order: Order, models: bool) -> tuple[int, int]:
    """Articles of ``one`` with the right counterpart, or rightly with none, and how many there are."""
    ours, theirs = (_articles(side) for side in (one, other))
    if len(theirs) != len(order):
        print(f"read {len(theirs)} articles, expected {len(order)}", file=sys.stderr)
    wanted = {ours[i]: theirs[k] for k, i in enumerate(order) if k < len(theirs)}
    found = {row.one: row.other for row in compare_versions(one, other, models=models).counterparts}
    return sum(found.get(path, "") == wanted.get(path, "") for path in ours), len(ours)


def _articles(instrument: Instrument) -> list[str]:
    return [one.path for one in instrument.walk() if one.kind is ProvisionKind.ARTICLE]


if __name__ == "__main__":
    sys.exit(main())
