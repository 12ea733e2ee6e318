"""Does any text of a Word document get lost? Counts every character that a file holds, and where it went.

    python benchmarks/conservation.py ../shared

For every DOCX of SHARED/hostile that can be read: the characters of ``w:t`` and ``w:delText`` (white space
left out) are counted in the raw parts of the package by a plain pattern, and compared with the sum of the
reader's streams; and the letters of those elements as a multiset are compared with what the reader shows
(text, tracked changes, comments, hidden text). The bar: 99.9 % in exactly one stream. The peer is
python-docx (``paragraph.text`` of body and tables), where it is installed. Exit code 1 when missed.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

from figures import figure

from fullpowers.model import UnreadableInput
from fullpowers.reading.parse import parse

BAR = 0.999
PART = re.compile(r"(?:^|/)(?:header|footer|footnotes|endnotes|comments|document)\d*\.xml$", re.I)
TEXT = re.compile(r"<(?:\w+:)?(?:t|delText)(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?(?:t|delText)>")
LARGEST = 3_000_000
"""Bytes; larger files are bombs, which the reader refuses."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--failures", type=int, default=10)
    options = parser.parse_args()
    held = accounted = files = exact = 0
    peer_held = peer_read = 0
    plain_held = lost = 0
    lost_in: Counter[str] = Counter()
    misses = []
    for path in sorted((options.shared / "hostile").rglob("*.doc[xm]")):
        data = path.read_bytes()
        if len(data) > LARGEST:
            continue
        try:
            instrument = parse(data, path.name)
        except UnreadableInput:
            continue
        letters = raw(data)
        count = letters.total()
        assert instrument.coverage is not None
        found = instrument.coverage.total
        files += 1
        held += count
        accounted += min(count, found) - max(0, found - count)
        exact += count == found
        if count != found:
            misses.append((abs(count - found), f"{path.name}: holds {count}, streams {found}"))
        coverage = instrument.coverage
        if coverage.body + coverage.notes + coverage.margins == coverage.total:
            plain_held += count
            shown = Counter(unicodedata.normalize("NFKC", instrument.text))
            for letter, number in letters.items():
                for part in unicodedata.normalize("NFKC", letter):
                    missing = number - shown[part]
                    if missing > 0 and unicodedata.category(part)[0] in "LNPS":
                        lost += missing
                        lost_in[path.name] += missing
        peer = python_docx(data)
        if peer is not None:
            peer_held += count
            peer_read += min(peer, count)
    share = accounted / max(1, held)
    print(f"{files} files read, {held} characters held, in exactly one stream: {share:.4%}")
    print(f"files where every character is accounted for: {exact} of {files}")
    print(
        f"files with nothing hidden, changed or left over: {plain_held} characters, "
        f"of which {lost} are not among the letters of the text"
    )
    for name, number in lost_in.most_common(options.failures):
        print("   ", name, number)
    if peer_held:
        print(f"peer python-docx on the files that it opens: {peer_read / peer_held:.2%}")
    for _, line in sorted(misses, reverse=True)[: options.failures]:
        print("   ", line)
    peer_share = f"python-docx {peer_read / peer_held:.4f}" if peer_held else ""
    return 0 if figure("characters in exactly one stream", share, least=BAR, peer=peer_share) else 1


def raw(data: bytes) -> Counter[str]:
    """The characters of text elements in all parts that hold text."""
    total: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if PART.search(name):
                content = archive.read(name)
                encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
                for found in TEXT.findall(content.decode(encoding, "replace")):
                    total.update("".join(html.unescape(found).split()))
    return total


def python_docx(data: bytes) -> int | None:
    """Characters that python-docx gives, or None when it is not there or cannot open the file."""
    try:
        import docx
    except ImportError:
        return None
    try:
        document = docx.Document(io.BytesIO(data))
        cells = (c for table in document.tables for row in table.rows for c in row.cells)
        texts = [p.text for p in document.paragraphs] + [cell.text for cell in cells]
    except Exception:
        return None
    return sum(len("".join(text.split())) for text in texts)


if __name__ == "__main__":
    sys.exit(main())
