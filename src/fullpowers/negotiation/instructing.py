"""Instructions of the delegation as preferences: a red line on a provision closes options of its issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fullpowers.model import Mandate

from .preferences import ActorEntry, Preferences


def instructed(preferences: Preferences, mandates: Sequence[Mandate]) -> Preferences:
    """The preferences with the red lines of ``mandates`` put to our principal.

    A mandate speaks of the issue that names its provision, and of the option that the present draft (the last
    of the file) holds there. A red line to *oppose* closes that option and all that are worth no more to us,
    one to *accept* all that are worth less to us than it. Conditions and open positions are words, from
    which nothing can be computed; they change nothing. Who set a red line is named in the actor's source.
    """
    present = list(preferences.drafts.values())[-1] if preferences.drafts else {}
    ours = preferences.ordered[0]
    closed = dict(ours.red_lines)
    said = []
    for mandate in mandates:
        options = _closed(preferences, ours, mandate, present)
        for issue, names in options.items():
            closed[issue] = tuple(dict.fromkeys((*closed.get(issue, ()), *names)))
            by = f", set by {mandate.red_line_by}" if mandate.red_line_by else ""
            said.append(f"{mandate.provision} ({mandate.attitude}{by})")
    if not said:
        return preferences
    bound = replace(ours, red_lines=closed, source=f"{ours.source}; red lines: {', '.join(said)}")
    return replace(
        preferences, actors=tuple(bound if actor is ours else actor for actor in preferences.actors)
    )


def _closed(
    preferences: Preferences, ours: ActorEntry, mandate: Mandate, present: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """Options that a mandate closes, by issue."""
    if not mandate.red_line or mandate.attitude not in ("oppose", "accept"):
        return {}
    found = {}
    for issue in preferences.issues:
        if issue.provision != mandate.provision or issue.id not in present:
            continue
        values = ours.values.get(issue.id, {})
        here = values.get(present[issue.id], 0.0)
        found[issue.id] = tuple(
            option.id
            for option in issue.options
            if (
                option.id == present[issue.id] or values.get(option.id, 0.0) <= here
                if mandate.attitude == "oppose"
                else values.get(option.id, 0.0) < here
            )
        )
    return {issue: options for issue, options in found.items() if options}
