"""`fullpowers` without an argument: what to do next in the folder where it is called."""

from __future__ import annotations

import shlex
from pathlib import Path

from .drafts_here import look

_ALWAYS = (
    ("fullpowers demo", "review the example matter"),
    ("fullpowers doctor", "what works here, and what could be added"),
    ("fullpowers --help", "all commands"),
)


def next_step(folder: Path) -> str:
    """A few commands for a person who does not know what to type, the likeliest first."""
    found = look(folder)
    likely: list[tuple[str, str]] = []
    if found.matter:
        head = f"{found.matter} is here."
        likely.append((f"fullpowers review --matter {found.matter}", "review its last draft"))
        likely.append((f"fullpowers history --matter {found.matter}", "in which draft each word came"))
    elif len(found.drafts) > 1:
        old, new = (shlex.quote(name) for name in found.drafts[-2:])
        head = f"{len(found.drafts)} files here may be drafts."
        likely.append(
            (f"fullpowers review {new} --against {old} --for UA", "for Ukraine; name your own state")
        )
        likely.append(("fullpowers init", "say once which drafts came when, and from whom"))
    elif found.drafts:
        head = f"{found.drafts[0]} may be a draft."
        likely.append(
            (f"fullpowers review {shlex.quote(found.drafts[0])} --for UA", "for Ukraine; name your own state")
        )
    else:
        head = "No draft lies in this folder."
        likely.append(("fullpowers review NEW --against OLD --for UA", "two drafts, for Ukraine"))
    commands = (*likely, *_ALWAYS)
    width = max(len(command) for command, _ in commands)
    lines = [f"  {command:<{width}}  {what}" for command, what in commands]
    return "\n".join(
        ["fullpowers reads a draft agreement before somebody signs it.", "", f"{head} Next:", "", *lines]
    )
