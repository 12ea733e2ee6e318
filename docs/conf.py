"""The documentation as a site: Sphinx with MyST and Furo, built without a network, searched without one.

`make docs` builds it into build/docs. Pictures and the three briefs of the gallery are made by the build from
the examples, so they show what the program says today.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
from fullpowers import __version__  # noqa: E402 - from this checkout

project = "fullpowers"
version = release = __version__
author = project
project_copyright = "The fullpowers developers"
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["schema"]
html_theme = "furo"
html_title = "fullpowers"
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
html_extra_path = ["_made/site"]
nitpicky = True

GALLERY = ("minerals", "fisheries", "sharing")
_OUTSIDE = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)]+|schema/[^)]+|tutorial\.ipynb)\)")
"""Links to files of the checkout that are no pages of the site: their name is shown instead."""


def setup(app: Sphinx) -> None:
    """Make the pictures before anything is read; show links out of the site as names."""
    app.connect("config-inited", lambda _, __: make(ROOT / "docs" / "_made"))
    app.connect("source-read", _inside)


def _inside(_: Any, __: str, source: list[str]) -> None:
    source[0] = _OUTSIDE.sub(lambda link: f"{link[1]} (`{link[2].lstrip('./')}`)", source[0])


def make(folder: Path) -> None:
    """The briefs of the gallery as files of the site, and the pictures of the walk through the example."""
    from fullpowers import Circumstances, charts, load_matter, render, review

    for name in GALLERY:
        matter = load_matter(ROOT / "examples" / name / "matter.yaml")
        old, new = (matter.folder / draft.file for draft in matter.drafts[-2:])
        found = review(new, against=old, side=matter.side, circumstances=Circumstances(matter=matter))
        page = folder / "site" / "gallery" / f"{name}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render(found, "html"), encoding="utf-8")
        if name == GALLERY[0]:
            for number, chart in enumerate(charts(found), 1):
                (folder / f"example-{number}.svg").write_text(chart.svg, encoding="utf-8")
