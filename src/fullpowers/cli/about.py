"""`doctor`, `schema` and `completion`: about the tool itself."""

from __future__ import annotations

import json
import platform
import shutil
import sys

import click

from fullpowers._version import __version__

_CORE = (
    "click",
    "jinja2",
    "lap",
    "lxml",
    "markdown-it-py",
    "msgspec",
    "numpy",
    "pyyaml",
    "rapidfuzz",
    "rich",
)
_TYPES = ("Review", "Instrument", "Analysis", "Comparison", "Opinion", "Ledger", "Valuation", "Claim")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Say which versions run here, how far parsing is contained, and what is optional and missing."""
    facts = _facts()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        for name, value in facts.items():
            click.echo(f"{name:<22} {value}")
    if any(value == "missing" for name, value in facts.items() if name in _CORE):
        raise click.exceptions.Exit(4)


def _facts() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    from lxml import etree

    from fullpowers.law import jurisdictions
    from fullpowers.reading import containment, containment_gaps

    facts = {
        "fullpowers": __version__,
        "python": f"{platform.python_version()} ({sys.executable})",
        "system": platform.platform(),
        "libxml2": ".".join(str(part) for part in etree.LIBXML_VERSION),
        "containment": "; ".join((containment(), *containment_gaps())),
        "law packs": ", ".join(jurisdiction.code for jurisdiction in jurisdictions()),
    }
    for name in _CORE:
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            facts[name] = "missing"
    facts["chromium (optional)"] = shutil.which("chromium") or "not found; needed only by the browser tests"
    return facts


@click.command()
@click.argument("kind", type=click.Choice(_TYPES), default="Review")
def schema(kind: str) -> None:
    """Print the JSON Schema of what --json prints."""
    import fullpowers.model as model

    click.echo(json.dumps(model.schema(getattr(model, kind)), indent=2))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL; add its output to the shell's start-up file."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"no completion for {shell}")
    root = click.get_current_context().find_root().command
    click.echo(complete(root, {}, "fullpowers", "_FULLPOWERS_COMPLETE").source())
