"""How faithfully PDF files are read: treaties printed in several layouts and read back, deceptions, speed.

    python benchmarks/pdf.py structure SEGMENT.jsonl.gz [--texts 12] [--keep FOLDER] [--failures 5]
    python benchmarks/pdf.py deceptions HOSTILE
    python benchmarks/pdf.py speed SEGMENT.jsonl.gz [--keep FOLDER]

``structure`` prints each text with LibreOffice (``soffice``) and Chromium: one column; two columns with
running heads; contents and footnotes; a web print. It compares the articles and the words that are read
from the PDF with those that are read from the same text as plain text; the peer is the plain text layer as
PDFium gives it, in which the same structure is looked for. ``deceptions`` reads the crafted files, which must
be flagged (the controls must not), and counts alarms about hidden text in the genuine ones. ``speed``
measures the processor time of a file of 100 pages, its ink check included, from bytes to instrument.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from figures import figure

from fullpowers.model import Instrument, ProvisionKind, Severity, UnreadableInput

LAYOUTS = ("plain", "columns", "notes", "web")
BAR_SECONDS = 3.0
BAR_FALSE_ALARMS = 0.02
RUNNING_HEAD = "Draft of the Secretariat, second reading"
FOOTNOTE = "Note of the depositary number {}: the wording follows the certified copy."
HIDING = {"hidden-text", "two-versions", "drawn-otherwise", "spoken-otherwise"}


# --- printing -------------------------------------------------------------------------------------------


def print_text(text: str, layout: str, target: Path) -> None:
    """Print ``text`` to a PDF file at ``target`` in one of ``LAYOUTS``."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        if layout == "web":
            source = Path(folder) / "draft.html"
            source.write_text(_html(lines), encoding="utf-8")
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                       f"--print-to-pdf={folder}/draft.pdf", f"file://{source}"]  # fmt: skip
        else:
            source = Path(folder) / "draft.fodt"
            source.write_text(_fodt(lines, layout), encoding="utf-8")
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                       "--convert-to", "pdf", "--outdir", folder, str(source)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        target.write_bytes((Path(folder) / "draft.pdf").read_bytes())


def _html(lines: Sequence[str]) -> str:
    body = "".join(f"<{_tag(line)}>{escape(line)}</{_tag(line)}>" for line in lines)
    style = (
        "@page{size:A4;margin:25mm;@top-right{content:'Draft of the Secretariat';font-size:8pt}"
        "@bottom-center{content:'Page ' counter(page) ' of ' counter(pages);font-size:8pt}}"
        "body{font-family:'Liberation Sans',sans-serif;font-size:10.5pt;line-height:1.4}"
        "h2{font-size:12pt}p{text-align:justify;hyphens:auto}"
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><style>{style}</style><body>{body}</body></html>"
    )


def _tag(line: str) -> str:
    return "h2" if _is_heading(line) else "p"


def _is_heading(line: str) -> bool:
    return (
        len(line) < 90
        and re.match(r"(article|chapter|part|section|annex)\s+[\dIVXLC]+", line, re.I) is not None
    )


def _fodt(lines: Sequence[str], layout: str) -> str:
    columns = '<style:columns fo:column-count="2" fo:column-gap="0.8cm"/>' if layout == "columns" else ""
    head = (
        ""
        if layout == "plain"
        else f"<style:header><text:p text:style-name='R'>{RUNNING_HEAD}</text:p></style:header>"
    )
    contents = ""
    if layout == "notes":
        headings = [line for line in lines if _is_heading(line)]
        contents = "<text:p text:style-name='H'>TABLE OF CONTENTS</text:p>" + "".join(
            f"<text:p text:style-name='C'>{escape(line)}<text:tab/>{2 + number // 3}</text:p>"
            for number, line in enumerate(headings)
        )
    body, notes = [], 0
    for index, line in enumerate(lines):
        inner = escape(line)
        if layout == "notes" and index % 9 == 8 and not _is_heading(line):
            notes += 1
            inner += (
                f"<text:note text:id='n{notes}' text:note-class='footnote'><text:note-citation>{notes}"
                "</text:note-citation><text:note-body>"
                f"<text:p text:style-name='N'>{FOOTNOTE.format(notes)}</text:p>"
                "</text:note-body></text:note>"
            )
        body.append(f"<text:p text:style-name='{'H' if _is_heading(line) else 'P'}'>{inner}</text:p>")
    size = "9.5pt" if layout == "columns" else "11pt"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties
 fo:font-size="{size}"
 fo:font-family="Liberation Serif" fo:language="en" fo:country="GB" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties
 fo:text-align="justify" fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties
 fo:text-align="center" fo:margin-top="0.3cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted"
 style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="N" style:family="paragraph"><style:text-properties fo:font-size="8.5pt"/>
</style:style>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/>
<style:text-properties fo:font-size="9pt" fo:font-style="italic"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties
 fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="1.8cm" fo:margin-bottom="1.8cm" fo:margin-left="2.2cm"
 fo:margin-right="2.2cm">{columns}</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{head}
<style:footer><text:p text:style-name="H">- <text:page-number/> -</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{contents}{"".join(body)}</office:text></office:body></office:document>"""


# --- what is compared -----------------------------------------------------------------------------------


@dataclass
class Score:
    """Counts of one layout."""

    texts: int = 0
    exact: int = 0
    """Texts whose articles are all found, with their first words, and no others."""
    found: int = 0
    true: int = 0
    right: int = 0
    words: int = 0
    same: int = 0
    """Words that come in the same order as in the text."""

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)

    def row(self, name: str) -> str:
        return f"{name:22} {self.exact:3}/{self.texts:<3} {self.f1:.4f}  {self.same / max(1, self.words):.4f}"


def articles(instrument: Instrument) -> list[tuple[str, str]]:
    """Number and first words of every article, without spaces, hyphens and marks of notes."""
    return [
        (plain(provision.number), plain(instrument.text[provision.body : provision.end])[:60])
        for provision in instrument.walk()
        if provision.kind is ProvisionKind.ARTICLE
    ]


def plain(text: str) -> str:
    """Letters and figures only."""
    return re.sub(r"[\W_]", "", re.sub(r"\[\d+\]", "", text)).casefold()


def structure(options: argparse.Namespace) -> int:
    """Texts printed and read back."""
    from fullpowers.reading import read, read_bytes

    ours = {layout: Score() for layout in LAYOUTS}
    dumps = {layout: Score() for layout in LAYOUTS}
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        for record in records(options.bench, options.texts):
            expected = read_bytes(record["text"].encode(), "draft.txt")
            for layout in LAYOUTS:
                path = folder / f"{record['doc_id']}-{layout}.pdf"
                if not path.exists():
                    print_text(record["text"], layout, path)
                got = read(path)
                judge(ours[layout], expected, got, record["doc_id"] + " " + layout, options.failures)
                judge(dumps[layout], expected, read_bytes(dump(path), "dump.txt"), "", 0)
    print("layout                 exact   F1      words in order")
    for layout in LAYOUTS:
        print(ours[layout].row(layout))
        print(dumps[layout].row("  PDFium's text layer"))
        peer = f"PDFium's text layer {dumps[layout].f1:.4f}"
        figure(f"F1 of articles, printed as {layout}", ours[layout].f1, peer=peer)
    return 0


def judge(score: Score, expected: Instrument, got: Instrument, name: str, failures: int) -> None:
    """Count one text."""
    true, found = articles(expected), articles(got)
    right = sum(
        block.size for block in SequenceMatcher(None, true, found, autojunk=False).get_matching_blocks()
    )
    score.texts += 1
    score.exact += true == found
    score.true += len(true)
    score.found += len(found)
    score.right += right
    one, other = (re.sub(r"\[\d+\]", "", text.text).split() for text in (expected, got))
    score.words += len(one)
    score.same += sum(b.size for b in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    if true != found and failures:
        for article in [a for a in true if a not in found][:failures]:
            print(f"  {name} missed {article}")
        for article in [a for a in found if a not in true][:failures]:
            print(f"  {name} invented {article}")


def dump(path: Path) -> bytes:
    """The text layer as PDFium gives it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "").encode()


def records(path: Path, count: int) -> Iterator[dict[str, Any]]:
    """The first clean texts of the set that are no longer than a short book."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = 0
        for record in map(json.loads, lines):
            if record["style"] == "clean" and len(record["text"]) < 120_000 and found < count:
                found += 1
                yield record


# --- deceptions -----------------------------------------------------------------------------------------

DECEPTIONS = {
    "51": "hidden-text", "52": "hidden-text", "53": "hidden-text", "54": "hidden-text", "55": "hidden-text",
    "56": "drawn-otherwise", "57": "spoken-otherwise", "58": "hidden-text", "59": "script", "60": "action",
    "70": "earlier-revision",
}  # fmt: skip


def deceptions(options: argparse.Namespace) -> int:
    """Crafted files flagged, controls silent, genuine files left in peace."""
    from fullpowers.reading import read

    missed = []
    for path in sorted((options.hostile / "crafted").glob("*.pdf")):
        try:
            codes = {notice.code for notice in read(path).notices if notice.severity is not Severity.INFO}
        except UnreadableInput as refusal:
            print(f"{path.name:32} refused: {refusal.refusal.value}")
            continue
        print(f"{path.name:32} {', '.join(sorted(codes)) or '-'}")
        wanted = DECEPTIONS.get(path.name[:2])
        if (wanted and wanted not in codes) or (path.name.startswith("50") and codes):
            missed.append(path.name)
    read_count, alarms = 0, []
    for path in sorted(options.hostile.rglob("*.pdf")):
        if path.parent.name == "crafted":
            continue
        try:
            notices = read(path).notices
        except UnreadableInput:
            continue
        read_count += 1
        grave = [n for n in notices if n.code in HIDING and n.severity is Severity.ALARM]
        if grave:
            alarms.append(path)
            print(f"  {path.name[-60:]}: {grave[0].message[:150]}")
    share = len(alarms) / max(1, read_count)
    if missed:
        print("not flagged, or a control that was:", *missed)
    met = [
        figure("crafted files judged wrongly", len(missed), most=0),
        figure(f"alarms about hidden text, of {read_count} genuine files", share, most=BAR_FALSE_ALARMS),
    ]
    return 0 if all(met) else 1


# --- speed ----------------------------------------------------------------------------------------------


def speed(options: argparse.Namespace) -> int:
    """A text of 100 pages, from bytes to instrument."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the worker

    text = ""
    with gzip.open(options.bench, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["style"] == "clean" and len(text) < 300_000:
                text += "\n" + record["text"]
    with tempfile.TemporaryDirectory() as folder:
        path = (options.keep or Path(folder)) / "hundred.pdf"
        if not path.exists():
            print_text(text[:310_000], "plain", path)
        import pypdfium2

        from fullpowers.reading.parse import parse

        pages = len(pypdfium2.PdfDocument(path))
        times = []
        for _ in range(4):
            started = time.process_time()
            parse(path.read_bytes(), path.name)
            times.append(time.process_time() - started)
    best = sorted(times[1:])[1]
    print(f"{pages} pages: first {times[0]:.2f} s, then median {best:.2f} s")
    return 0 if figure("processor time per 100 pages", 100 * best / pages, "s", most=BAR_SECONDS) else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for name, action in (("structure", structure), ("deceptions", deceptions), ("speed", speed)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("hostile" if action is deceptions else "bench", type=Path)
        if action is not deceptions:
            command.add_argument("--keep", type=Path, help="folder for the printed files")
        if action is structure:
            command.add_argument("--texts", type=int, default=12)
            command.add_argument("--failures", type=int, default=0)
    options = parser.parse_args()
    return int(options.action(options))


if __name__ == "__main__":
    sys.exit(main())
