"""The same inputs give the same bytes: in another folder, in another process, whatever the order of sets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"
NAMES = ("brief.html", "brief.docx", "brief.json")


def written(folder: Path, seed: str) -> dict[str, bytes]:
    shutil.copytree(EXAMPLE, folder)
    given = [sys.executable, "-m", "fullpowers", "review", "--matter", "matter.yaml"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    outputs = [part for name in NAMES for part in ("-o", name)]
    subprocess.run([*given, *outputs], cwd=folder, env=environment, check=True, capture_output=True)
    return {name: (folder / name).read_bytes() for name in NAMES}


def test_two_folders_and_two_orders_of_sets_give_the_same_files(tmp_path: Path) -> None:
    first, second = written(tmp_path / "here", "1"), written(tmp_path / "a longer name elsewhere", "77")
    assert [name for name in NAMES if first[name] != second[name]] == []
    assert len(first["brief.html"]) < 2_000_000
