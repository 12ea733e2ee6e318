"""Does a file that shows one thing and says another get caught, and does an honest one pass in silence?

    python benchmarks/tricks.py ../shared [--only docx] [--verbose]

Every deception file of SHARED/hostile/crafted must be flagged (a notice of caution or alarm, or a typed
refusal); the controls must be silent. Over the genuine files of the other folders, alarms about hidden text
are counted; a file counts as a false alarm unless its parts carry the markup that hides text (which was
looked up by plain patterns, apart from the reader). The bars: all flagged, controls silent, false alarms at
most 2 %. Exit code 1 when missed. The peers by hostile/README.md (mammoth, docx2python, python-docx) merge
hidden, white and 1-point text with visible text, unmarked.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from pathlib import Path

from figures import figure

from fullpowers.model import Instrument, Severity, UnreadableInput
from fullpowers.reading.parse import parse

BAR = 0.02
CONTROLS = ("00-control.docx", "50-control.pdf")
DECEPTIONS = {
    "docx": [14, 15, 19, 20, 22, *range(30, 41), 45],
    "pdf": [*range(51, 61), 70],
}
"""Numbers of the crafted files that hide, disguise, fetch or leave something behind."""
HIDING = ("hidden-text", "two-versions", "zero-width", "bidi-control", "look-alike")
MARKUP = re.compile(
    rb'<w:vanish(?:\s*/>|\s+w:val="(?:1|true|on)")|<w:specVanish'
    rb'|w:color w:val="(?:FFFFFF|ffffff)"|w:sz w:val="[1-6]"'
)
SMALL = 2_000_000
"""Bytes; larger files of the genuine folders are left out to keep the run short."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", default="", help="docx or pdf")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    failed = False
    for suffix, numbers in DECEPTIONS.items():
        if options.only in ("", suffix):
            failed |= crafted(options.shared / "hostile/crafted", suffix, numbers, options.verbose)
            failed |= genuine(options.shared / "hostile", suffix, options.verbose)
    return 1 if failed else 0


def crafted(folder: Path, suffix: str, numbers: list[int], verbose: bool) -> bool:
    """Print what became of the deceptions and the controls; whether a bar was missed."""
    flagged = 0
    missed = []
    for path in sorted(folder.glob(f"*.{suffix}")):
        if int(path.name[:2]) not in numbers and path.name not in CONTROLS:
            continue
        said = flags(path)
        if verbose:
            print(f"  {path.name:26} {'; '.join(said)[:120]}")
        if path.name in CONTROLS:
            if said:
                missed.append(f"{path.name} is a control and was flagged: {said}")
        elif said:
            flagged += 1
        else:
            missed.append(f"{path.name} was not flagged")
    figure(f"{suffix}: deceptions flagged, of {len(numbers)}", flagged, least=len(numbers))
    for line in missed:
        print("   ", line)
    return bool(missed)


def flags(path: Path) -> list[str]:
    """Codes of notices that call for attention, or the refusal."""
    try:
        instrument = parse(path.read_bytes(), path.name)
    except UnreadableInput as refused:
        return [f"refused: {refused.refusal.value}"]
    return [notice.code for notice in instrument.notices if notice.severity is not Severity.INFO]


def genuine(folder: Path, suffix: str, verbose: bool) -> bool:
    """Print false alarms over the files of others; whether the bar was missed."""
    files = alarmed = false = 0
    for path in sorted(folder.rglob(f"*.{suffix}")):
        if path.parent.name == "crafted" or path.stat().st_size > SMALL:
            continue
        data = path.read_bytes()
        try:
            instrument = parse(data, path.name)
        except UnreadableInput:
            continue
        files += 1
        if not alarms(instrument):
            continue
        alarmed += 1
        known = suffix == "docx" and hides(path)
        false += not known
        if verbose:
            print(f"  {'hides' if known else 'FALSE?'} {path.name}: {alarms(instrument)[0][:120]}")
    share = false / max(1, files)
    print(f"{suffix}: {files} genuine files, {alarmed} with an alarm about hidden text")
    return not figure(f"{suffix}: false alarms, of {files} genuine files", share, most=BAR)


def alarms(instrument: Instrument) -> list[str]:
    """Messages of alarms about what cannot be seen."""
    return [
        notice.message
        for notice in instrument.notices
        if notice.severity is Severity.ALARM and notice.code in HIDING
    ]


def hides(path: Path) -> bool:
    """Whether a DOCX carries markup that hides text."""
    with zipfile.ZipFile(path) as archive:
        return any(MARKUP.search(archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))


if __name__ == "__main__":
    sys.exit(main())
