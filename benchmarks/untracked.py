"""Edits made without a mark in files that mark others: found, and honest files left in peace.

    python benchmarks/untracked.py [--pairs 500] [--seed 1]

Each pair is a draft of our own (the example matter's), a second draft with random honest edits written
as tracked changes into a DOCX, and, in every dishonest pair, one more edit that is not marked. The file
is read as accepted and as rejected; ``compare`` tells each change tracked or not. The bar: all silent
edits found, none of the honest pairs accused; exit code 1 when it is missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from pathlib import Path

from figures import figure

from fullpowers.comparison import compare, redline
from fullpowers.model import Instrument, Reading
from fullpowers.reading import read, read_bytes

DRAFT = Path(__file__).parents[1] / "examples" / "minerals" / "drafts" / "draft-2.docx"
SILENT = (("shall", "may"), ("will", "will not"), ("may", "shall"), ("not", ""), ("of", "from"), ("the", "a"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    base = read(DRAFT).text
    found = accused = 0
    for number in range(options.pairs):
        found += _is_found(base, chance, number)
        accused += _is_accused(base, chance, number)
    met = [
        figure(f"silent edits found, of {options.pairs}", found, least=options.pairs),
        figure(f"honest pairs accused, of {options.pairs}", accused, most=0),
    ]
    return 0 if all(met) else 1


def _is_found(base: str, chance: random.Random, number: int) -> bool:
    altered, place = _silent(base, chance)
    draft, accepted, rejected = _drafts(base, altered, _honest(altered, chance))
    comparison = compare(draft, accepted, rejected=rejected)
    silent = [change for change in comparison.changes if change.tracked is False]
    hit = any(passage.start <= place <= passage.end for change in silent for passage in change.old)
    if not hit:
        print("missed", number, repr(base[max(0, place - 40) : place + 40]))
    return hit


def _is_accused(base: str, chance: random.Random, number: int) -> bool:
    draft, accepted, rejected = _drafts(base, base, _honest(base, chance))
    silent = [c for c in compare(draft, accepted, rejected=rejected).changes if c.tracked is False]
    if silent:
        print("accused", number, [(e.old, e.new) for c in silent for e in c.edits][:3])
    return bool(silent)


def _drafts(base: str, altered: str, later: str) -> tuple[Instrument, Instrument, Instrument]:
    """The previous draft, and the new file as accepted and as rejected."""
    previous, before, after = (read_bytes(text.encode(), "draft.txt") for text in (base, altered, later))
    content = redline(compare(before, after), before, after, "docx")
    return (
        previous,
        read_bytes(content, "draft.docx"),
        read_bytes(content, "draft.docx", reading=Reading.REJECTED),
    )


def _silent(text: str, chance: random.Random) -> tuple[str, int]:
    """The text with one number or word altered, and where."""
    if chance.random() < 0.5:
        number = chance.choice(list(re.finditer(r"(?<=\w )\d{2,3}(?= \w)", text)))
        return text[: number.start()] + str(int(number[0]) + chance.randint(1, 9)) + text[
            number.end() :
        ], number.start()
    word, other = chance.choice(SILENT)
    match = chance.choice(list(re.finditer(rf"(?<=\w ){word}(?= \w)", text)))
    return text[: match.start()] + other + text[match.end() :], match.start()


def _honest(text: str, chance: random.Random) -> str:
    """The text with one to five paragraphs edited, added, removed or moved."""
    lines = text.split("\n")
    edits = chance.randint(1, 5)
    while edits > 0 or "\n".join(lines) == text:
        edits -= 1
        k = chance.randrange(10, len(lines) - 12)
        kind = chance.randrange(4)
        if kind == 0:
            words = lines[k].split(" ")
            words[chance.randrange(len(words))] = chance.choice(["forthwith", "600", "the Board", "promptly"])
            lines[k] = " ".join(words)
        elif kind == 1:
            lines.insert(
                k, f"The Board will report on item {chance.randint(100, 999)} to each Participant in writing."
            )
        elif kind == 2:
            del lines[k]
        else:
            lines.insert(chance.randrange(10, len(lines) - 12), lines.pop(k))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
