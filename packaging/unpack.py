"""Inside the bundle: `python fullpowers-VERSION-bundle.pyz FOLDER` installs into FOLDER without a network.

It makes a virtual environment there, checks every wheel against the list that was made with the bundle, and
installs from them alone.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path


def main() -> None:
    """Install, or say why not."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(f"usage: {Path(sys.executable).name} {Path(sys.argv[0]).name} FOLDER")
    target = Path(sys.argv[1])
    with zipfile.ZipFile(sys.argv[0]) as archive:
        contents = json.loads(archive.read("contents.json"))
        if list(sys.version_info[:2]) != contents["python"]:
            wanted = ".".join(map(str, contents["python"]))
            sys.exit(f"this bundle is for Python {wanted}: run it with python{wanted}")
        if target.exists() and any(target.iterdir()):
            sys.exit(f"{target} is not empty; name a new folder")
        with tempfile.TemporaryDirectory() as folder:
            for name, digest in contents["wheels"].items():
                data = archive.read(f"wheels/{name}")
                if hashlib.sha256(data).hexdigest() != digest:
                    sys.exit(f"{name} is damaged; nothing was installed")
                (Path(folder) / name).write_bytes(data)
            venv.create(target, with_pip=True)
            wanted = str(Path(folder) / contents["wheel"])
            wanted += f"[{contents['extras']}]" if contents["extras"] else ""
            pip = [
                str(target / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ]
            subprocess.run([*pip, "--no-index", "--find-links", folder, wanted], check=True)  # noqa: S603
    print(f"Installed. Next: {target / 'bin' / 'fullpowers'} demo")


if __name__ == "__main__":
    main()
