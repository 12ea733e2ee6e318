"""matter.yaml: what the team knows and the text cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.matter import load
from fullpowers.model import InvalidData

MATTER = """
matter: Joint mining
for: ua
on: 2025-02-21
drafts:
  - file: draft-1.docx
    received: "2025-02-12T09:00"
    sender: the embassy
    answer_due: "2025-02-12T12:00"
facts: {martial_law: true, full_powers_produced: null}
press: [press/news.md]
"""


def matter(folder: Path, text: str) -> Path:
    path = folder / "matter.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_matter_says_who_received_what_when(tmp_path: Path) -> None:
    loaded = load(matter(tmp_path, MATTER))
    assert (loaded.side, str(loaded.on)) == ("UA", "2025-02-21")
    receipt = loaded.receipt(tmp_path / "draft-1.docx")
    assert receipt is not None
    assert receipt.sender == "the embassy"
    assert loaded.receipt(tmp_path / "another.docx") is None
    assert loaded.facts == {"martial_law": True, "full_powers_produced": None}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is nothing in it"),
        ("[1, 2]", "Expected `object`"),
        ("matter: x", "key 'for'"),
        ("{matter: x, for: UA, sideways: 1}", "unknown field 'sideways'"),
        ("{matter: x, for: UA, on: tomorrow}", "on"),
        ("{matter: x, for: UA, facts: {martial_law: perhaps}}", "facts"),
        ("{matter: x, for: UA, drafts: [{label: no file}]}", "file"),
        ("a: b: c", "not valid YAML"),
    ],
)
def test_a_malformed_matter_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        load(matter(tmp_path, text))


def test_a_missing_matter_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match=r"matter\.yaml: No such file"):
        load(tmp_path / "matter.yaml")
