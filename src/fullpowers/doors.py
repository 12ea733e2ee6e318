"""What a door offers is loaded when it is first asked for, so that nobody waits for what is not needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def opened(package: str, behind: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package: each module's name with the names that the package offers of it."""
    module_of = {name: module for module, names in behind.items() for name in names}

    def __getattr__(name: str) -> Any:  # noqa: N807 - it is one
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f".{module_of[name]}", package), name)
        setattr(sys.modules[package], name, found)  # asked once
        return found

    return __getattr__
