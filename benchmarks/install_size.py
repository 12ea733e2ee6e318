"""Installed size of the core, in MB of 1,000,000 bytes, by package; the bar is 120.

Usage: python benchmarks/install_size.py

Makes a fresh virtual environment from requirements/core.txt and our wheel, as a user has it, and adds up
the bytes of its files, compiled modules included, without pip and setuptools, which are not ours.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from figures import figure

ROOT = Path(__file__).parents[1]
NOT_OURS = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        lock = str(ROOT / "requirements" / "core.txt")
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}/wheel"]
        subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
        (wheel,) = Path(folder).glob("wheel/*.whl")
        subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
        (packages,) = Path(folder).glob("lib/python*/site-packages")
        sizes: Counter[str] = Counter()
        for path in packages.rglob("*"):
            name = path.relative_to(packages).parts[0]
            if path.is_file() and not name.startswith(NOT_OURS):
                sizes[name] += path.stat().st_size
    for name, size in sizes.most_common(10):
        print(f"{name:<24}{size / 1e6:>8.1f}")
    return 0 if figure("installed size of the core", sum(sizes.values()) / 1e6, "MB", most=120) else 1


if __name__ == "__main__":
    sys.exit(main())
