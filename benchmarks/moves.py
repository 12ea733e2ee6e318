"""Whether moved articles are shown as moves, and edits inside them as edits, at 5, 60 and 500 pages.

    python benchmarks/moves.py

Treaties of 16, 190 and 1,600 articles are made here, each article of words of its own with common phrases.
One article in ten is taken out and set down elsewhere; every second of these is also rewritten, by a
tenth or by more than half of its words, a share among them. Then 508 articles of which 433 are renumbered,
because one came in front of them. The bars: every move shown as one, every edit inside a move found with the
changed share classed, and renumbering alone no change. The best of the peers (docxodus) hides an edit of
more than half inside a move (shared ``reference/peers.md``). Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import random
import sys
import time

from figures import figure

from fullpowers.comparison import apply, compare
from fullpowers.model import Instrument, Provision, ProvisionKind, Significance

COMMON = (
    *("the", "Parties", "shall", "ensure", "that", "the", "competent", "authority", "of", "each", "Party"),
    *("may", "in", "accordance", "with", "its", "laws", "and", "regulations", "provide", "for", "the"),
    *("measures", "under", "this", "Article", "and", "notify", "the", "Joint", "Committee", "of", "them"),
)


def main() -> int:
    missed = 0
    print("articles   moved  shown  other moves   edits inside  found  classed   CPU s")
    for count in (16, 190, 1600):
        missed += _moves(count, random.Random(count))
    missed += _renumbered(508, 433)
    return 0 if figure("tables that are not as they were made, of 4", missed, most=0) else 1


def _moves(count: int, chance: random.Random) -> int:
    articles = [_article(k, chance) for k in range(count)]
    taken = sorted(chance.sample(range(count), max(1, count // 10)))
    later = [(k, words) for k, words in enumerate(articles) if k not in taken]
    edited = set(taken[::2])
    for n, k in enumerate(taken):
        words = _rewritten(articles[k], (0.1, 0.55)[n // 2 % 2], chance) if k in edited else articles[k]
        later.insert(
            (next(i for i, (j, _) in enumerate(later) if j > k or i == len(later) - 1) + len(later) // 2)
            % len(later),
            (k, words),
        )
    old, new = _instrument(list(enumerate(articles))), _instrument(later)
    started = time.process_time()
    comparison = compare(old, new)
    seconds = time.process_time() - started
    assert apply(comparison, old.text) == new.text
    moved = {row.old[0] for row in comparison.correspondence if row.moved and row.old}
    true = {f"a{k}" for k in taken}
    inside = [c for c in comparison.changes if c.old and c.new and c.old[0].path in {f"a{k}" for k in edited}]
    found = [change for change in inside if change.edits]
    classed = [
        c
        for c in found
        if c.significance is Significance.SUBSTANTIVE
        and any(reason.rule == "share-changed" for reason in c.reasons)
    ]
    print(
        f"{count:8} {len(true):7} {len(true & moved):6} {len(moved - true):12} {len(edited):14} "
        f"{len(found):6} {len(classed):8} {seconds:7.2f}"
    )
    return (true != moved) + (len(found) < len(edited)) + (len(classed) < len(edited))


def _renumbered(count: int, behind: int) -> int:
    chance = random.Random(1)
    articles = [_article(k, chance) for k in range(count)]
    later = list(enumerate(articles))
    later.insert(count - behind, (count, _article(count, chance)))
    comparison = compare(_instrument(list(enumerate(articles))), _instrument(later))
    loud = [change for change in comparison.changes if change.significance is not Significance.NONE]
    rows = [row for row in comparison.correspondence if row.renumbered]
    print(f"{count} articles: {len(rows)} renumbered, {len(loud)} change (the article that came in)")
    return int(len(rows) != behind or len(loud) != 1)


def _article(k: int, chance: random.Random) -> list[str]:
    own = [
        f"{chance.choice('bcdfglmnprst')}{chance.choice('aeiou')}{chance.randrange(400)}" for _ in range(40)
    ]
    words = [chance.choice(own) if chance.random() < 0.5 else chance.choice(COMMON) for _ in range(90)]
    return [*words, "a", "share", "of", str(10 + k % 60), "percent", "of", "the", "revenues."]


def _rewritten(words: list[str], share: float, chance: random.Random) -> list[str]:
    later = [
        f"new{chance.randrange(900)}" if chance.random() < share and k < 90 else word
        for k, word in enumerate(words)
    ]
    later[-5] = str(int(words[-5]) + 7)
    return later


def _instrument(articles: list[tuple[int, list[str]]]) -> Instrument:
    text, provisions = "", []
    for place, (k, words) in enumerate(articles, 1):
        start, number = len(text), f"Article {place}."
        text += f"{number} {' '.join(words)}\n"
        provisions.append(
            Provision(
                ProvisionKind.ARTICLE, f"a{k}", number, "", start, start + len(number) + 1, len(text) - 1
            )
        )
    return Instrument("", text.rstrip("\n"), tuple(provisions))


if __name__ == "__main__":
    sys.exit(main())
