"""Getting ready ahead of a text: what is compiled then need not be compiled when the text is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_DRAFT = Path(__file__).parents[2] / "examples" / "minerals" / "drafts" / "draft-3.docx"

_COUNTED = """
import re._compiler, sys
from fullpowers.language import analyse, ready
from fullpowers.reading import read
text = read(sys.argv[1])
compiled, compile = [], re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: compiled.append(pattern) or compile(pattern, flags)
if sys.argv[2] == "ready":
    ready()
    compiled.clear()
analyse(text)
print(len(compiled))
"""


def test_a_text_that_comes_later_finds_nearly_all_patterns_compiled() -> None:
    def patterns(how: str) -> int:
        command = [sys.executable, "-c", _COUNTED, str(_DRAFT), how]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    assert patterns("ready") * 5 < patterns("at once")
