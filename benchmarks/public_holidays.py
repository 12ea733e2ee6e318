"""The table of public holidays of the law room against the library `holidays` (MIT), the named peer.

Usage: python benchmarks/public_holidays.py [--write]

Needs `pip install holidays`. Prints the differences by state and year; `--write` renews the table from it.
The dates are facts; days of the moon's calendar are the library's estimates where none are declared yet.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import holidays  # type: ignore[import-not-found]
import yaml
from figures import figure

import fullpowers.law
from fullpowers.law import jurisdictions

TABLE = Path(fullpowers.law.__file__).parent / "data" / "holidays.yaml"
YEARS = range(2025, 2030)
HEAD = """\
# Public holidays on which a state's bodies do not act, by state and year (month-day). Dates are facts; they
# were taken from the library `holidays` {version} (MIT) by benchmarks/public_holidays.py. Days of the moon's
# calendar are estimates until a state declares them. Ukraine: under martial law holidays are working days, so
# that there are none.
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true")
    write = arguments.parse_args().write
    peer = {
        one.code: _of(one.code) for one in jurisdictions() if one.code in holidays.list_supported_countries()
    }
    if write:
        lines = [_line(code, years) for code, years in peer.items()]
        TABLE.write_text(
            HEAD.format(version=holidays.__version__) + "\n".join(lines) + "\n", encoding="utf-8"
        )
    ours = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    same = differ = 0
    for code, years in peer.items():
        for year, days in years.items():
            mine, theirs = set(str(ours.get(code, {}).get(str(year), "")).split()), set(days.split())
            same, differ = same + len(mine & theirs), differ + len(mine ^ theirs)
            for day in sorted(mine ^ theirs):
                print(f"{code} {year}-{day}: {'ours' if day in mine else 'the library'} only")
    without = [one.code for one in jurisdictions() if one.code not in peer and one.code not in ("INT", "EU")]
    print(f"{len(peer)} states, no table for: {without or 'none'}")
    figure("days that only we or only the library holidays have", differ, peer=f"{same} days in both")


def _line(code: str, years: dict[int, str]) -> str:
    listed = ", ".join(f'"{year}": "{days}"' for year, days in years.items())
    return f'"{code}": {{{listed}}}'


def _of(code: str) -> dict[int, str]:
    found = holidays.country_holidays(code, years=YEARS)
    return {year: " ".join(f"{day:%m-%d}" for day in sorted(found) if _in(day, year)) for year in YEARS}


def _in(day: date, year: int) -> bool:
    return day.year == year


if __name__ == "__main__":
    main()
