"""The brief of the example matter, to be opened in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


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
