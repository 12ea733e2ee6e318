#!/bin/sh
# Writes the lock files: versions and hashes, never a host. Usage: requirements/lock.sh path/to/uv
set -eu
cd "$(dirname "$0")/.."
compile() {
    "$1" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --output-file "$2" ${3:+--group "$3"} ${4:+--constraint "$4"} $5
}
compile "$1" requirements/core.txt "" "" pyproject.toml
compile "$1" requirements/build.txt build requirements/core.txt ""
compile "$1" requirements/extras.txt "" requirements/core.txt "--all-extras pyproject.toml"
compile "$1" requirements/test.txt test requirements/extras.txt ""
compile "$1" requirements/docs.txt docs requirements/extras.txt ""
compile "$1" requirements/release.txt release requirements/extras.txt ""
