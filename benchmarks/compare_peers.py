"""Redlines beside those of other comparers, in one run: time, memory, and what each of them misses.

    python benchmarks/compare_peers.py PEERS [--pages 60 500] [--real redline_real.jsonl.gz]

PEERS is a scratch virtual environment with the peers, made once:

    python -m venv PEERS && PEERS/bin/pip install "python-redlines[docxodus]" docx-trackdiff redlines

For each size: CPU seconds and peak memory of a cold process, DOCX in and DOCX out (child processes included;
`redlines` takes texts and gives Markdown, so its reading is not in its figure), whether accepting all gives
the new draft and rejecting all the old one, and how many stretches are marked as moved (two articles moved).
Then one small pair with one of each: what is marked, and what is lost. `--real` adds a heavily rewritten
pair, the Helsinki Convention 1974 to 1992. A peer is stopped after two minutes. The bars: 60 pages under 1 s,
500 pages under 4 s and 500 MB, the rewritten pair under 1 s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from compare_speed import WHOLE, numbered_drafts
from figures import figure

from fullpowers.comparison import compare, redline
from fullpowers.model import InvalidData, Reading, RevisionKind, UnreadableInput
from fullpowers.reading import read, read_bytes

_MEASURE = """
import json, resource, subprocess, sys, time
wall = time.monotonic()
try:
    done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)
except subprocess.TimeoutExpired:
    done = subprocess.CompletedProcess(sys.argv, 1, b"", b"not done within 120 seconds")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "seconds": used.ru_utime + used.ru_stime,
                  "memory": used.ru_maxrss / 1024, "wall": time.monotonic() - wall,
                  "error": done.stderr.decode(errors="replace")[-200:]}))
"""
_OURS = """
import sys
from pathlib import Path
from fullpowers.reading import start
start()
from fullpowers.comparison import compare, redline
from fullpowers.reading import read
old, new = read(sys.argv[1]), read(sys.argv[2])
Path(sys.argv[3]).write_bytes(redline(compare(old, new), old, new, "docx"))
from fullpowers.reading.worker.client import close
close()
"""
_DOCXODUS = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new = (Path(name).read_bytes() for name in sys.argv[1:3])
made, *_ = DocxodusEngine().run_redline("peer", old, new)
Path(sys.argv[3]).write_bytes(made)
"""
_REDLINES = """
import sys
from pathlib import Path
from redlines import Redlines
old, new = (Path(name).with_suffix(".txt").read_text(encoding="utf-8") for name in sys.argv[1:3])
Path(sys.argv[3]).write_text(Redlines(old, new).output_markdown, encoding="utf-8")
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peers", type=Path, help="virtual environment with the peers")
    parser.add_argument("--pages", type=int, nargs="+", default=[60, 500])
    parser.add_argument("--real", type=Path, help="redline_real.jsonl.gz")
    options = parser.parse_args()
    commands = _commands(options.peers)
    late = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pages in options.pages:
            old, new = numbered_drafts(pages, random.Random(pages))
            ours = _race(f"{pages} pages", folder, commands, old, new)
            late |= not figure(f"{pages} pages, our processor time", ours, "s", most=WHOLE.get(pages))
        if options.real:
            old, new = _rewritten(options.real)
            ours = _race("rewritten", folder, commands, old, new)
            late |= not figure("a treaty rewritten, our processor time", ours, "s", most=1.0)
        _features(folder, commands)
    return 1 if late else 0


def _commands(peers: Path) -> Mapping[str, list[str]]:
    python = str(peers / "bin" / "python")
    return {
        "fullpowers": [sys.executable, "-c", _OURS],
        "docxodus": [python, "-c", _DOCXODUS],
        "docx-trackdiff": [str(peers / "bin" / "docx-trackdiff")],
        "redlines": [python, "-c", _REDLINES],
    }


def _race(title: str, folder: Path, commands: Mapping[str, list[str]], old: str, new: str) -> float:
    """Prints a table of all comparers on two texts; CPU seconds of ours."""
    files = [folder / "old.docx", folder / "new.docx"]
    for text, file in zip((old, new), files, strict=True):
        draft = read_bytes(text.encode(), "draft.txt")
        file.write_bytes(redline(compare(draft, draft), draft, draft, "docx"))
        file.with_suffix(".txt").write_text(draft.text, encoding="utf-8")
    print(f"\n{title:16}  CPU s   wall   MB  accept  reject  moved from, to")
    ours = 0.0
    for name, command in commands.items():
        made = folder / f"{name}.docx"
        used = _measured([*command, *map(str, files), str(made)])
        ours = ours or used["seconds"]
        told = f"failed: {used['error']}" if used["code"] else _checked(made, files, docx=name != "redlines")
        print(f"{name:16}  {used['seconds']:5.2f}  {used['wall']:5.1f}  {used['memory']:4.0f}  {told}")
    return ours


def _measured(command: list[str]) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", _MEASURE, *command], check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _checked(made: Path, files: list[Path], *, docx: bool) -> str:
    """Whether both drafts come back, and how many paragraphs are marked as moved."""
    if not docx:
        return "   -       -     no moves, no DOCX"
    try:
        accepted = read(made)
        rejected = read(made, reading=Reading.REJECTED)
    except (UnreadableInput, InvalidData) as error:
        return f"cannot be read: {error}"
    same = [
        "yes" if _lines(one.text) == _lines(read(file).text) else "NO"
        for one, file in ((accepted, files[1]), (rejected, files[0]))
    ]
    kinds = [revision.kind for revision in accepted.revisions]
    moved = (kinds.count(RevisionKind.MOVED_FROM), kinds.count(RevisionKind.MOVED_TO))
    return f"{same[0]:6}  {same[1]:6}  {moved[0]}, {moved[1]}"


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _rewritten(real: Path) -> tuple[str, str]:
    """The Helsinki Convention of 1974 and that of 1992."""
    with gzip.open(real, "rt", encoding="utf-8") as stream:
        series = next(row for row in map(json.loads, stream) if "Helsinki" in row["series"])
    texts = [version["text"].lstrip("\ufeff") for version in series["versions"]]
    return texts[0], texts[-1]


def _features(folder: Path, commands: Mapping[str, list[str]]) -> None:
    """One small pair with one of each phenomenon, and what each comparer makes of it."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.comparison.test_micro_cases import ARTICLES, W, body, docx, paragraph, table

    credit = 'w:author="US side" w:date="2025-02-19T10:00:00Z"'
    moved = ARTICLES[4]
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">The Board meets in </w:t></w:r>'
        f'<w:del w:id="91" {credit}><w:r><w:delText>Kyiv</w:delText></w:r></w:del>'
        f'<w:ins w:id="92" {credit}><w:r><w:t>Boston</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> every year.</w:t></w:r></w:p>'
    )
    note = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    comment = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>{}</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    old = docx(
        comment.format(ARTICLES[0]) + note.format(ARTICLES[1]) + body(ARTICLES[2:7])
        + paragraph("The Board meets in Kyiv every year.") + body(ARTICLES[7:]) + table([["Year", "50"]]),
        header="Draft of 14 February", footnote="Counted gross.", comment="Kyiv has not agreed.",
    )  # fmt: skip
    new = docx(
        body(ARTICLES[:1]) + note.format(ARTICLES[1]) + body(ARTICLES[2:4]) + body(ARTICLES[5:7]) + tracked
        + body(ARTICLES[7:]) + paragraph(moved.replace("ten", "five")) + table([["Year", "60"]]),
        header="Draft of 20 February", footnote="Counted net.",
    )  # fmt: skip
    files = [folder / "old.docx", folder / "new.docx"]
    for data, file in zip((old, new), files, strict=True):
        file.write_bytes(data)
        with ZipFile(file, "a") as archive:
            # docx-trackdiff wants this part
            archive.writestr("word/settings.xml", f"<w:settings {W}/>")
    print("\nwhat is seen      ", "  ".join(_SEEN))
    for name, command in commands.items():
        if name == "redlines":
            continue
        made = folder / f"{name}.docx"
        used = _measured([*command, *map(str, files), str(made)])
        print(f"{name:18} ", f"failed: {used['error']}" if used["code"] else "  ".join(_seen(made)))


_SEEN = (
    "header",
    "footnote",
    "cell",
    "move",
    "edit in the move",
    "earlier author",
    "comment kept",
    "substance told",
)


def _seen(made: Path) -> list[str]:
    found = read(made)
    marks = {(r.kind, r.text.strip()) for r in found.revisions}
    words = {text for kind, text in marks if kind in (RevisionKind.INSERTION, RevisionKind.MOVED_TO)}
    told = (
        "20" in words,
        any("net" in text for text in words),
        "60" in words,
        any(kind is RevisionKind.MOVED_TO for kind, _ in marks),
        (RevisionKind.INSERTION, "five") in marks,
        any(r.author == "US side" and r.text == "Boston" for r in found.revisions),
        any("Kyiv has not agreed" in comment.text for comment in found.comments),
        any("becomes" in comment.text for comment in found.comments),
    )
    return [f"{'yes' if yes else 'NO':{len(name)}}" for name, yes in zip(_SEEN, told, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
