"""What the documentation promises is there, and what is there is documented."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import fullpowers
import fullpowers.model
from fullpowers.cli import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_public_face_is_what_docs_api_lists() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)", page, re.M)
    assert sorted(documented) == sorted(fullpowers.__all__)


def test_every_public_name_is_there_and_has_a_docstring() -> None:
    for name in fullpowers.__all__:
        assert name == "__version__" or getattr(fullpowers, name).__doc__, name
    for name in fullpowers.model.__all__:
        assert hasattr(fullpowers.model, name)


def test_every_command_and_option_is_on_the_page() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name in cli.commands:
        assert f"fullpowers {name}" in page
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0
    for option in cli.commands["review"].params:
        if option.param_type_name == "option":
            assert any(f"`{spelling}" in page for spelling in option.opts), option.opts


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        made = target.startswith("_made/")  # by the build of the site
        assert made or (page.parent / target).exists(), target
