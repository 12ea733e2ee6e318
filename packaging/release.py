"""Everything that is handed out: wheel, sdist, bill of materials, and one file for a machine offline.

    python packaging/release.py [--extras brief,pdf] [--out dist] [--no-bundle]

The same commit gives the same wheel and sdist byte for byte: times are those of the commit
(SOURCE_DATE_EPOCH). The version is that of `src/fullpowers/_version.py`; on a tagged commit the tag must be
`v` and the version. Packages of the bundle come from the lock file, each checked against its hash, with the
package index that pip is set up for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSION = runpy.run_path(str(ROOT / "src" / "fullpowers" / "_version.py"))["__version__"]
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)


def main() -> None:
    """Build all of it into --out, and say what was made with its hash."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--extras", default="", help="extras for the bundle, with commas: brief,pdf")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--no-bundle", action="store_true", help="without the packages of others")
    given = parser.parse_args()
    given.out = given.out.resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    _tagged()
    wheel, sdist = built(given.out)
    made = [wheel, sdist, materials(given.out)]
    if not given.no_bundle:
        made.append(bundle(wheel, given.out, given.extras))
    for path in made:
        print(_sha256(path), path.name, path.stat().st_size)


def _tagged() -> None:
    """A tag of the commit says the same version as the code."""
    tags = _git("tag", "--points-at", "HEAD").split()
    versions = [tag for tag in tags if tag.startswith("v")]
    if versions and f"v{VERSION}" not in versions:
        sys.exit(f"the commit is tagged {', '.join(versions)}, but the version is {VERSION}")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip()


def built(out: Path) -> tuple[Path, Path]:
    """Wheel and sdist, by hatchling alone, with the day of the commit as their day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct") or "315532800"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "hatchling", "build", "-d", str(out)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return out / f"fullpowers-{VERSION}-py3-none-any.whl", out / f"fullpowers-{VERSION}.tar.gz"


def locked(lock: Path) -> list[tuple[str, str, list[str]]]:
    """Name, version and hashes of each package of a lock file."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        pin = _PIN.match(entry)
        if pin:
            found.append((pin[1], pin[2], re.findall(r"sha256:([0-9a-f]{64})", entry)))
    return found


def materials(out: Path) -> Path:
    """The bill of materials in CycloneDX 1.6, from the lock files: the core, and what extras bring."""
    product = _component("application", "fullpowers", VERSION, "Apache-2.0")
    licences = _licences()
    core = locked(ROOT / "requirements" / "core.txt")
    packages: dict[str, dict[str, object]] = {}
    for name, version, hashes in [*core, *locked(ROOT / "requirements" / "extras.txt")]:
        if name not in licences:
            sys.exit(f"packaging/licences.yaml does not name {name}")
        one = _component("library", name, version, licences[name])
        one["scope"] = "required" if (name, version, hashes) in core else "optional"
        # a package has a hash for each of its files; which of them is installed depends on the machine
        one["properties"] = [{"name": "fullpowers:sha256", "value": digest} for digest in hashes]
        packages.setdefault(str(one["bom-ref"]), one)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": product},
        "components": list(packages.values()),
        "dependencies": [{"ref": product["bom-ref"], "dependsOn": list(packages)}],
    }
    path = out / f"fullpowers-{VERSION}.cdx.json"
    path.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")
    return path


def _component(kind: str, name: str, version: str, licence: str) -> dict[str, object]:
    url = f"pkg:pypi/{name}@{version}"
    return {
        "type": kind,
        "bom-ref": url,
        "name": name,
        "version": version,
        "purl": url,
        "licenses": [{"expression": licence}],
    }


def _licences() -> dict[str, str]:
    """The SPDX expression of each package, by its name in the lock files."""
    import yaml

    named = yaml.safe_load((ROOT / "packaging" / "licences.yaml").read_text(encoding="utf-8"))
    return {package: expression for expression, packages in named.items() for package in packages}


def bundle(wheel: Path, out: Path, extras: str) -> Path:
    """One file that installs itself offline: the program, its packages for this machine, and their names."""
    path = out / f"fullpowers-{VERSION}-bundle.pyz"
    with tempfile.TemporaryDirectory() as folder:
        _gather(Path(folder), wheel, extras)
        files = sorted(Path(folder).iterdir())
        hashes = {file.name: _sha256(file) for file in files}
        contents = {
            "wheel": wheel.name,
            "extras": extras,
            "python": list(sys.version_info[:2]),
            "wheels": hashes,
        }
        with path.open("wb") as stream:
            stream.write(b"#!/usr/bin/env python3\n")
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                _put(archive, "__main__.py", (ROOT / "packaging" / "unpack.py").read_bytes())
                _put(archive, "contents.json", json.dumps(contents, indent=1, sort_keys=True).encode())
                for file in files:
                    _put(archive, f"wheels/{file.name}", file.read_bytes())
    path.chmod(0o755)
    return path


def _gather(folder: Path, wheel: Path, extras: str) -> None:
    """The wheels of the lock files, hashes checked, and ours."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    core, more = (ROOT / "requirements" / name for name in ("core.txt", "extras.txt"))
    only = ["--only-binary=:all:", "-d", str(folder)]
    subprocess.run([*pip, "--require-hashes", f"-r{core}", *only], check=True)  # noqa: S603
    if extras:
        _gather_extras(folder, [*pip, f"{wheel}[{extras}]", *only], more)
    (folder / wheel.name).write_bytes(wheel.read_bytes())


def _gather_extras(folder: Path, ask: list[str], lock: Path) -> None:
    """What the extras bring, in the versions of the lock; no file whose hash it does not name.

    pip checks hashes for whole lock files only, and of this one a part is wanted.
    """
    pins = locked(lock)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        # the first pin of a name is that of the oldest Python; pip is asked with the file only
        constraints.write(
            "\n".join({name: f"{name}=={version}" for name, version, _ in reversed(pins)}.values())
        )
        constraints.flush()
        subprocess.run([*ask, "-c", constraints.name], check=True)  # noqa: S603
    known = {digest for _, _, hashes in pins for digest in hashes}
    for file in folder.glob("*"):
        if not file.name.startswith("fullpowers-") and _sha256(file) not in known:
            sys.exit(f"{file.name} is not the file that {lock.name} names; nothing was made")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.external_attr = 0o644 << 16
    archive.writestr(member, data)


if __name__ == "__main__":
    main()
