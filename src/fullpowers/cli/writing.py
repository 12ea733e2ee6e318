"""Files that are written whole or not at all, and only where they were asked for."""

from __future__ import annotations

from pathlib import Path

import click


def write(path: Path, content: bytes | str) -> None:
    """Write a file by a new one beside it, so that nobody ever finds half of it; folders are made.

    Raises:
        UsageError: it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device: nothing can take its place
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # "x" makes a new file: it goes through no link that somebody laid there, and into no file of theirs
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror or error}") from error
