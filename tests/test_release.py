"""What is handed out: the same bytes from the same commit, and a bill of materials that names all of it."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
RELEASE = ROOT / "packaging" / "release.py"


def make(out: Path) -> Path:
    subprocess.run([sys.executable, RELEASE, "--no-bundle", "--out", out], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


def test_two_builds_are_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    files = sorted(path.name for path in made.iterdir())
    assert [name.rsplit(".", 1)[1] for name in files] == ["whl", "json", "gz"]
    for name in files:
        assert (made / name).read_bytes() == (again / name).read_bytes(), name


def test_the_wheel_holds_the_data_of_every_room_and_the_example(made: Path) -> None:
    (wheel,) = made.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "fullpowers"
    there = {
        path.relative_to(ROOT / "src").as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there <= names
    assert "fullpowers/examples/minerals/matter.yaml" in names


def bill_of(made: Path) -> dict[str, Any]:
    (path,) = made.glob("*.cdx.json")
    bill: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return bill


def pins(lock: str) -> set[tuple[str, str]]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.M))


def test_the_bill_is_valid_cyclonedx(made: Path) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion

    validator = validation.JsonStrictValidator(SchemaVersion.V1_6)
    (path,) = made.glob("*.cdx.json")
    assert validator.validate_str(path.read_text(encoding="utf-8")) is None
    broken = {**bill_of(made), "components": [{"type": "library"}]}
    assert validator.validate_str(json.dumps(broken)) is not None


def test_the_bill_names_every_package_of_the_locks_with_its_version(made: Path) -> None:
    bill = bill_of(made)
    assert {(one["name"], one["version"]) for one in bill["components"]} == pins("core.txt") | pins(
        "extras.txt"
    )
    required = {(one["name"], one["version"]) for one in bill["components"] if one["scope"] == "required"}
    assert required == pins("core.txt")
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    assert set(bill["dependencies"][0]["dependsOn"]) == set(refs)
    assert all(one["properties"] for one in bill["components"])


def test_every_package_has_its_licence_and_none_of_the_core_is_copyleft(made: Path) -> None:
    for one in bill_of(made)["components"]:
        (licence,) = one["licenses"]
        assert licence["expression"], one["name"]
        if one["scope"] == "required":
            assert "GPL" not in licence["expression"], one["name"]


def test_licences_are_those_that_the_installed_packages_state(made: Path) -> None:
    from importlib.metadata import PackageNotFoundError, metadata

    compared = 0
    for one in bill_of(made)["components"]:
        try:
            stated = metadata(one["name"]).get("License-Expression")
        except PackageNotFoundError:
            continue
        if stated and one["name"] != "pypdfium2":  # it states no SPDX expression
            assert one["licenses"][0]["expression"] == stated, one["name"]
            compared += 1
    assert compared > 5


def test_every_extra_that_a_page_or_a_unit_names_is_there() -> None:
    import tomllib

    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packaging").iterdir()]
    for page in pages:
        if page.is_file():
            for named in re.findall(r"(?:fullpowers|\.)\[([a-z,]+)\]", page.read_text(encoding="utf-8")):
                assert set(named.split(",")) <= extras, (page, named)


def test_the_unit_and_the_container_call_the_desk_by_options_that_it_has() -> None:
    from fullpowers.cli import cli

    known = {spelling for option in cli.commands["desk"].params for spelling in option.opts}
    for name in ("fullpowers.service", "compose.yaml", "Containerfile"):
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8").replace('"', "").replace(",", "")
        called = re.search(r"desk --serve.*?(?=\]|\n\S|\n {4}\w+:|\Z)", text, re.S)
        assert called, name
        assert set(re.findall(r"(?<=\s)--[a-z-]+", called[0])) <= known, name


def test_the_version_is_one() -> None:
    assert runpy.run_path(str(RELEASE))["VERSION"] == __import__("fullpowers").__version__
