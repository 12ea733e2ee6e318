"""A headless Chromium; without one the tests are skipped, and in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "chromium is not installed (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of the example matter's last draft, as a file."""
    from fullpowers import Circumstances, load_matter, render, review

    found = review(
        EXAMPLE / "drafts" / "draft-3.docx",
        against=EXAMPLE / "drafts" / "draft-2.docx",
        side="UA",
        circumstances=Circumstances(matter=load_matter(EXAMPLE / "matter.yaml")),
    )
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(render(found, "html"), encoding="utf-8")
    return path
