"""How long ``compare`` takes on growing agreements: DOCX in and DOCX out, text in and JSON out.

    python benchmarks/compare_speed.py [--pages 60 500 2000] [--svg growth.svg]

The texts are made from the example matter's paragraphs, varied so that no two are the same; the second
draft has a word changed in every fifth article, two articles moved and one inserted at the front, so that
all are renumbered. Printed for each size: CPU seconds of a cold process for the whole way (read, compare,
prove, write; the reader's worker included) with DOCX in and out, the same with text in and JSON out, of
``compare`` alone, and peak memory. A page is 1,900 characters. The bars: 60 pages under 1 s, 500 pages under
4 s and 500 MB, 500 pages of text under 2 s; growth no steeper than n log n. `compare_peers.py` runs other
comparers beside.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from math import log
from pathlib import Path

from figures import figure

from fullpowers.comparison import compare, redline
from fullpowers.reading import read, read_bytes

SOURCE = Path(__file__).parents[1] / "examples" / "minerals" / "drafts" / "draft-2.docx"
PAGE = 1900
WHOLE, TEXT = {60: 1.0, 500: 4.0}, {60: 2.0, 500: 2.0}
_RUN = """
import json, resource, sys, time
from pathlib import Path
from fullpowers.reading import read, start
start()
from fullpowers.comparison import compare, redline
old, new = read(sys.argv[1]), read(sys.argv[2])
middle = time.process_time()
found = compare(old, new)
compared = time.process_time() - middle
Path(sys.argv[3]).write_bytes(redline(found, old, new, Path(sys.argv[3]).suffix[1:]))
from fullpowers.reading.worker.client import close
close()
mine, worker = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
moved = sum(row.moved for row in found.correspondence)
noise = sum(row.kind.value == "edited" for row in found.correspondence)
print(json.dumps({
    "whole": sum(u.ru_utime + u.ru_stime for u in (mine, worker)),
    "compare": compared, "memory": mine.ru_maxrss / 1024,
    "units": len(found.correspondence), "moved": moved, "edited": noise,
    "renumbered": sum(bool(row.renumbered) for row in found.correspondence),
}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[60, 250, 500, 1000, 2000])
    parser.add_argument("--svg", type=Path, help="draw the growth here")
    options = parser.parse_args()
    rows = []
    print("pages  articles  docx s  text s  compare s  MB    moved  edited  renumbered")
    for pages in options.pages:
        row = _measure(pages)
        rows.append((pages, row))
        print(
            f"{pages:5}  {row['units']:8.0f}  {row['whole']:6.2f}  {row['text']:6.2f}  "
            f"{row['compare']:9.2f}  {row['memory']:4.0f}  {row['moved']:5.0f}  {row['edited']:6.0f}  "
            f"{row['renumbered']:10.0f}"
        )
    if options.svg:
        options.svg.write_text(_drawn([(pages, row["compare"]) for pages, row in rows]), encoding="utf-8")
    small, large = rows[0], rows[-1]
    growth = (large[1]["compare"] / small[1]["compare"]) / (
        large[0] * log(large[0]) / (small[0] * log(small[0]))
    )
    figure(f"growth against n log n from {small[0]} to {large[0]} pages", growth)
    met = []
    for pages, row in rows:
        met += [
            figure(f"{pages} pages, two DOCX to a redline in DOCX", row["whole"], "s", most=WHOLE.get(pages)),
            figure(f"{pages} pages, two texts to JSON", row["text"], "s", most=TEXT.get(pages)),
        ]
    return 0 if all(met) else 1


def _measure(pages: int) -> dict[str, float]:
    chance = random.Random(pages)
    old, new = numbered_drafts(pages, chance)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("old.docx", "new.docx", "redline.docx")]
        for text, file in zip((old, new), files, strict=False):
            draft = read_bytes(text.encode(), "draft.txt")
            file.write_bytes(redline(compare(draft, draft), draft, draft, "docx"))
            file.with_suffix(".txt").write_text(text, encoding="utf-8")
        texts = [files[0].with_suffix(".txt"), files[1].with_suffix(".txt"), files[2].with_suffix(".json")]
        measured = _run(files)
        return measured | {"text": _run(texts)["whole"]}


def _run(files: list[Path]) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", _RUN, *map(str, files)], check=True, capture_output=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def numbered_drafts(pages: int, chance: random.Random) -> tuple[str, str]:
    """A draft of so many pages, and a second one of it."""
    lines = [line for line in read(SOURCE).text.split("\n")[8:70] if len(line) > 60]
    words = sorted({word for line in lines for word in line.split() if word.isalpha() and len(word) > 4})
    articles: list[list[str]] = []
    size = 0
    while size < pages * PAGE:
        body = []
        for number in range(1, chance.randint(3, 8)):
            sentence = chance.choice(lines).lstrip("()0123456789abc. ").split(" ")
            for _ in range(len(sentence) // 3):
                sentence[chance.randrange(len(sentence))] = chance.choice(words)
            body.append(f"{number}. {' '.join(sentence)}")
        articles.append(body)
        size += sum(map(len, body)) + 20
    later = [list(body) for body in articles]
    for body in later[::5]:
        body[0] = body[0].replace(" the ", " each ", 1) + " This is reported."
    for _ in range(2):
        later.insert(chance.randrange(len(later)), later.pop(chance.randrange(len(later))))
    later.insert(
        0, ["1. This Agreement is read in good faith and in the light of its aim and of its purpose."]
    )
    return _numbered(articles), _numbered(later)


def _numbered(articles: list[list[str]]) -> str:
    return "\n".join(f"Article {k}\n" + "\n".join(body) for k, body in enumerate(articles, 1))


def _drawn(points: list[tuple[int, float]]) -> str:
    """The growth as a small SVG: measured points, and n log n through the first of them."""
    top, right = max(seconds for _, seconds in points) * 1.1, max(pages for pages, _ in points)
    first_pages, first_seconds = points[0]
    scale = first_seconds / (first_pages * log(first_pages))

    def at(pages: float, seconds: float) -> str:
        return f"{60 + 520 * pages / right:.1f},{340 - 300 * seconds / top:.1f}"

    grown = ((n, scale * n * log(n)) for n in range(first_pages, right + 1, max(1, right // 60)))
    curve = " ".join(at(n, seconds) for n, seconds in grown if seconds <= top)
    measured = " ".join(at(pages, seconds) for pages, seconds in points)
    labels = "".join(
        f'<text x="{60 + 520 * pages / right:.0f}" y="358" text-anchor="middle">{pages}</text>'
        f'<circle cx="{at(pages, seconds).split(",")[0]}" cy="{at(pages, seconds).split(",")[1]}" r="4"/>'
        for pages, seconds in points
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 380" font-size="12">'
        '<rect width="620" height="380" fill="white"/>'
        f'<polyline points="{curve}" fill="none" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{measured}" fill="none" stroke="#0b6b2f" stroke-width="2"/>{labels}'
        f'<text x="8" y="30">{top:.1f} s</text><text x="560" y="376">pages</text>'
        '<text x="70" y="30">compare, CPU seconds; dashed: n log n</text></svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
