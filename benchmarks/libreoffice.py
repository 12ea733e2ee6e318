"""Redlines accepted and rejected by LibreOffice itself, and read back.

    python benchmarks/libreoffice.py [--python /usr/bin/python3] [--keep FOLDER]

Needs LibreOffice and a Python that has its `uno` module (Debian: python3-uno). Pairs are the example matter's
drafts and small ones with a table, a note, a header, a move, a change of formatting. LibreOffice opens each
redline, accepts (or rejects) all its tracked changes, and saves it as DOCX; read back, it must say what the
new (or the old) draft says, body, tables, notes and margins. Exit code 1 when one does not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from figures import figure

from fullpowers.comparison import compare, redline
from fullpowers.model import Instrument, Reading
from fullpowers.reading import read, read_bytes

DRAFTS = Path(__file__).parents[1] / "examples" / "minerals" / "drafts"
_SETTLE = """
import sys, time, subprocess, uno
from com.sun.star.beans import PropertyValue
def prop(name, value):
    made = PropertyValue(); made.Name, made.Value = name, value
    return made
folder = sys.argv[1]
command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
office = subprocess.Popen([*command, "--accept=pipe,name=fullpowers;urp;"], **quiet)
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(120):
    try:
        context = resolver.resolve("uno:pipe,name=fullpowers;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
make = context.ServiceManager.createInstanceWithContext
desktop = make("com.sun.star.frame.Desktop", context)
dispatcher = make("com.sun.star.frame.DispatchHelper", context)
for source in sys.argv[2:]:
    for command in ("AcceptAllTrackedChanges", "RejectAllTrackedChanges"):
        document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (prop("Hidden", True),))
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
        target = source.replace(".docx", f".{command[:6].lower()}.docx")
        document.storeToURL(f"file://{target}", (prop("FilterName", "MS Word 2007 XML"),))
        document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(20)
"""


_WITHOUT = ("example-1-to-2",)
"""Written without our comments: LibreOffice 7.4 mixes up the notes of any file with a comment between two."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default="/usr/bin/python3", help="a Python with LibreOffice's uno")
    parser.add_argument("--keep", type=Path, help="leave the files here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        pairs = dict(_pairs())
        files = [folder.resolve() / f"{name}.docx" for name in pairs]
        for file, (old, new) in zip(files, pairs.values(), strict=True):
            comments = file.stem not in _WITHOUT
            file.write_bytes(redline(compare(old, new), old, new, "docx", comments=comments))
        subprocess.run([options.python, "-c", _SETTLE, str(folder.resolve()), *map(str, files)], check=True)
        wrong = 0
        print("pair                  accept all gives NEW  reject all gives OLD")
        for file, (old, new) in zip(files, pairs.values(), strict=True):
            told = [_same(file, "accept", new), _same(file, "reject", old)]
            wrong += told.count(False)
            print(f"{file.stem:20}  {'yes' if told[0] else 'NO':20}  {'yes' if told[1] else 'NO'}")
    return 0 if figure(f"texts settled otherwise, of {2 * len(files)}", wrong, most=0) else 1


def _same(file: Path, what: str, expected: Instrument) -> bool:
    saved = file.with_suffix(f".{what}.docx")
    found = read_bytes(saved.read_bytes(), saved.name)
    if found.revisions:
        print(f"{saved.name}: {len(found.revisions)} tracked changes are left, such as {found.revisions[0]}")
    lines, wanted = _lines(found.text), _lines(expected.text)
    for got, want in zip(lines, wanted, strict=False):
        if got != want:
            print(f"{saved.name}: {got[:90]!r} for {want[:90]!r}")
            break
    return lines == wanted


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _pairs() -> Iterator[tuple[str, tuple[Instrument, Instrument]]]:
    drafts = [read(DRAFTS / f"draft-{number}.docx") for number in (1, 2, 3)]
    yield "example-1-to-2", (drafts[0], drafts[1])
    yield "example-2-to-3", (drafts[1], drafts[2])
    yield "example-3-to-2", (drafts[2], drafts[1])
    marked = read(DRAFTS / "draft-3.docx", reading=Reading.REJECTED)
    yield "example-3-rejected", (marked, drafts[2])
    text = "\n".join(
        f"Article {k}\nScope {k}\nThe Parties shall do the thing of number {k}." for k in range(9)
    )
    moved = text.replace("thing of number 4", "deed of number 4")
    lines = moved.split("\n")
    lines = [*lines[:3], *lines[9:12], *lines[3:9], *lines[12:]]
    yield "moved", (_text(text), _text("\n".join(lines)))
    whole = "Article 1\nThe Board decides. It publishes what it decided. It keeps the minutes."
    yield "split", (_text(whole), _text(whole.replace(". It", ".\nIt")))


def _text(content: str) -> Instrument:
    return read_bytes(content.encode(), "draft.txt")


if __name__ == "__main__":
    sys.exit(main())
