"""The commands, thin: they parse arguments, walk through the hall or one room, and print.

Data goes to standard output, progress and notes to standard error. Exit codes are those of
``fullpowers.model.errors`` and are documented in docs/command-line.md.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from fullpowers._version import __version__
from fullpowers.model.errors import FullpowersError

from .about import completion, doctor, schema
from .answering import negotiate
from .claiming import claims
from .desking import desk
from .init import init
from .law import check, law
from .many_drafts import amend, history, positions, versions
from .mending import mending
from .next_step import next_step
from .one_room import compare, read
from .precedents import corpus
from .saying import matter
from .screen import guard
from .valuing import value
from .whole_way import demo, review


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    epilog="Exit codes: 0 done, 1 findings at or over --fail-on, 2 wrong usage, 3 a file cannot be read, "
    "4 a law pack, matter file or fact is not well formed, 5 evidence does not verify, "
    "6 changed by somebody else meanwhile, 7 records do not verify, 8 records cannot be opened or written, "
    "70 a defect of ours, 130 interrupted.",
)
@click.version_option(__version__, prog_name="fullpowers")
@click.pass_context
def cli(context: click.Context) -> None:
    """Read a draft agreement before somebody signs it.

    Start with `fullpowers demo`, or `fullpowers review NEW --against OLD --for UA`; `fullpowers` alone
    says what to do in this folder.
    """
    if context.invoked_subcommand is None:
        click.echo(next_step(Path()))


_COMMANDS = (
    init,
    review,
    compare,
    check,
    law,
    read,
    value,
    claims,
    negotiate,
    corpus,
    matter,
    desk,
    demo,
    doctor,
    schema,
    completion,
)
for command in (*_COMMANDS, history, positions, amend, versions):
    cli.add_command(command)


def main() -> None:
    """Run the command line; every refusal becomes one explained line and its exit code."""
    guard()
    try:
        # commands return nothing; a click Exit comes back as its code
        sys.exit(cli.main(standalone_mode=False))
    except click.ClickException as wrong:
        wrong.show()
        command = mending(wrong, sys.argv[1:])
        if command:
            click.echo(f"Try: {command}", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except FullpowersError as refusal:
        command = mending(refusal, sys.argv[1:])
        told = f"fullpowers: {refusal}" + (f". Try: {command}" if command else "")
        click.echo(_with_our_python(told), err=True)
        sys.exit(refusal.exit_code)
    except BrokenPipeError:
        # the reader of our output went away (`| head`): nothing to tell anybody
        sys.stderr.close()
        sys.exit(0)
    except MemoryError:
        click.echo("fullpowers: not enough memory for this input", err=True)
        sys.exit(3)
    except Exception as defect:
        # the last line of defence: a person with a draft in hand is not helped by a traceback
        if os.environ.get("FULLPOWERS_TRACEBACK"):
            raise
        click.echo(
            f"fullpowers: a defect of ours ({type(defect).__name__}: {defect}); nothing was written. "
            "Set FULLPOWERS_TRACEBACK=1 to see where, and please report it.",
            err=True,
        )
        sys.exit(70)


def _with_our_python(text: str) -> str:
    """The text with the Python that runs us in its commands: a bare ``pip`` may be that of the system."""
    if sys.prefix == sys.base_prefix:
        return text
    near = os.path.relpath(sys.executable)
    python = sys.executable if near.startswith("..") else near
    return re.sub(r"(?<![\w./-])pip install '", f"{python} -m pip install '", text)


__all__ = ["cli", "main"]
