"""The law room: speed of the engine and of whole checks, the drafts of 2025, what the library holds.

Usage: python benchmarks/law.py [SHARED]

SHARED is the folder with `drafts/` and `bench/`; without it the parts that need them are left out.
Peer for the engine, in the same run: clingo on the same chain of rules. Bars: 300 chained rules in under
10 ms; all packs against 60 pages in under 0.5 s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from figures import figure

from fullpowers.language import analyse
from fullpowers.law import check, coverage, jurisdictions
from fullpowers.law.engine import Worlds, conclude, evaluate
from fullpowers.law.entries import FactSpec, PackEntry, RuleEntry
from fullpowers.law.expressions import Name
from fullpowers.law.linking import link
from fullpowers.model import Citation, Instrument, Opinion
from fullpowers.reading import read, read_bytes

ROOT = Path(__file__).parents[1]
DAY = date(2025, 2, 26)
CHAIN = 300
PAGE = 2_200
RULES = {
    "Rada must consent": "ua.rada",
    "subsoil": "ua.subsoil.owner",
    "EU establishment": "eu.aa.establishment",
    "EU accession": "eu.accession",
    "budget": "ua.budget",
    "outside treaty law": "ua.outside_treaty_law",
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("shared", nargs="?", type=Path)
    shared = arguments.parse_args().shared
    _engine()
    _sixty_pages()
    _table(shared)
    _library()
    if shared:
        _many(shared)


def _engine() -> None:
    citation = Citation("Act", "art 1", "a rule", True, "here", DAY)
    rules = [
        RuleEntry(f"d{n:03}", "definition", "statute", "", ("c",), when=f"f{n} or g", concludes=f"f{n + 1}")
        for n in range(CHAIN - 1)
    ]
    rules.append(RuleEntry("p", "prohibition", "statute", "", ("c",), when=f"f{CHAIN - 1}"))
    facts = [FactSpec(f"f{n}", f"f{n}?") for n in range(CHAIN)] + [FactSpec("g", "g?")]
    law = link(facts, [("x", PackEntry("x", "XX", "x", DAY, {"c": citation}, (), tuple(rules)), "")])
    worlds = Worlds(every=7, seen=2, positions=4)
    known = {Name("f0"): (7, 0)}

    def run() -> None:
        evaluate(law, conclude(law, known, DAY, worlds), DAY, worlds)

    _line(f"engine, {CHAIN} chained rules, three readings", _median(run, 50), 10)
    program = "t(f0). " + " ".join(
        f"t(f{n + 1}) :- t(f{n}). t(f{n + 1}) :- t(g). f(f{n + 1}) :- f(f{n}), f(g)."
        for n in range(CHAIN - 1)
    )
    try:
        import clingo
    except ImportError:
        print("peer clingo: not installed")
        return

    def solve() -> None:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], program)
        control.ground([("base", [])])
        control.solve()

    _line("peer: clingo, the same chain, one reading, no trace", _median(solve, 20))


def _sixty_pages() -> None:
    texts = [(ROOT / "tests" / "law" / "drafts" / f"{n}.txt").read_text() for n in ("treaty", "partnership")]
    body = "\n\n".join(text.split("\n\n", 2)[2] for text in texts)
    head = texts[0].split("\n\n", 2)[:2]
    copies = 60 * PAGE // len(body) + 1
    instrument = read_bytes("\n\n".join([*head, *[body] * copies]).encode(), name="sixty.txt")
    analysis = analyse(instrument)
    codes = [one.code for one in jurisdictions()]
    for code in codes:
        check(instrument, analysis, jurisdiction=code, on=DAY)  # load every pack once

    def one() -> None:
        check(instrument, analysis, jurisdiction="UA", on=DAY)

    def every() -> None:
        for code in codes:
            check(instrument, analysis, jurisdiction=code, on=DAY)

    pages = len(instrument.text) // PAGE
    _line(f"check, {pages} pages, Ukraine and the law of treaties", _median(one, 7))
    _line(f"check, {pages} pages, all {len(codes)} jurisdictions", _median(every, 3), 500)


def _table(shared: Path | None) -> None:
    print(f"\n{'draft':<34}" + "".join(f"{name[:17]:>19}" for name in RULES) + f"{'is a treaty':>13}")
    drafts = [
        ROOT / "tests" / "law" / "drafts" / f"{n}.txt"
        for n in ("framework", "partnership", "memorandum", "treaty")
    ]
    drafts += [ROOT / "examples" / "minerals" / "drafts" / f"draft-{n}.docx" for n in (1, 2, 3)]
    if shared:
        drafts.insert(0, shared / "drafts" / "ukraine-us-2025-02-26.txt")
    for draft in drafts:
        opinion = _opinion(read(draft), "UA")
        by_rule = {finding.rule: finding.outcome.value for finding in opinion.findings}
        treaty = next(fact.value.value for fact in opinion.facts if fact.name == "is_treaty")
        print(
            f"{draft.name:<34}" + "".join(f"{by_rule[rule]:>19}" for rule in RULES.values()) + f"{treaty:>13}"
        )


def _library() -> None:
    covered = coverage()
    states = [one for one in covered if one.code != "INT"]
    verified, cited = (sum(getattr(one, name) for one in covered) for name in ("verified", "citations"))
    cases, undecidable = (sum(getattr(one, name) for one in covered) for name in ("cases", "undecidable"))
    print(
        f"\n{len(states)} states ({sum(one.in_depth for one in states)} in depth), "
        f"{sum(one.rules for one in covered)} rules, {sum(one.definitions for one in covered)} definitions, "
        f"{verified} of {cited} citations read, {cases} cases, {undecidable} of them undecidable"
    )


def _many(shared: Path) -> None:
    """Real treaties: nothing breaks, every passage verifies, the slowest text."""
    slowest, texts, characters = 0.0, 0, 0
    for row in _rows(shared / "bench" / "redline_real.jsonl.gz"):
        for version in row["versions"]:
            for text in (version["text"],):
                instrument = read_bytes(text.encode(), name="treaty.txt")
                analysis = analyse(instrument)
                begin = time.perf_counter()
                opinion = check(instrument, analysis, jurisdiction="UA", on=DAY)
                slowest = max(slowest, time.perf_counter() - begin)
                for item in (*opinion.findings, *opinion.facts):
                    for passage in item.passages:
                        passage.verify(instrument)
                texts, characters = texts + 1, characters + len(instrument.text)
    print(
        f"{texts} real treaties, {characters:,} characters: no failure; slowest check {slowest * 1e3:.0f} ms"
    )


def _rows(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _opinion(instrument: Instrument, side: str) -> Opinion:
    return check(instrument, analyse(instrument), jurisdiction=side, on=DAY)


def _line(what: str, seconds: float, bar: float | None = None) -> None:
    figure(what, seconds * 1e3, "ms", most=bar)


def _median(function: Callable[[], None], runs: int) -> float:
    function()
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
