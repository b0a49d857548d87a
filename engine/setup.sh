#!/bin/sh
# Make .venv, or bring it up to date: `engine/setup.sh EXTRA,…` with the extras of pyproject.toml. Nothing to do is quick.
set -eu
cd -- "$(dirname -- "$0")/.."
extras=$1
ready=.venv/ready-$extras

say() { printf '%s\n' "$*"; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$python"; then say "$python"; return; fi
    done
    say "Python 3.11 or newer is needed: none of python3, python3.11 … is. Install one, or name it: make PYTHON=…" >&2
    exit 1
}

# Debian splits ensurepip off python3-venv; pip, where it is, can install into a folder that has none.
make_virtualenv() {
    rm -rf .venv
    "$1" -m venv --without-pip .venv
    "$1" -m pip --python .venv/bin/python install --quiet uv 2>/dev/null && return
    .venv/bin/python -m ensurepip --default-pip >/dev/null 2>&1 && .venv/bin/python -m pip install --quiet uv && return
    say "uv could not be installed with $1. It needs pip (Debian: apt install python3-pip) and a package index." >&2
    rm -rf .venv
    exit 1
}

up_to_date() {
    for file in pyproject.toml runtime/pyproject.toml constraints.txt; do
        [ "$ready" -nt "$file" ] || return 1
    done
}

if ! new_enough .venv/bin/python || ! [ -x .venv/bin/uv ]; then
    python=$(find_python)
    say "Making .venv with $python: usually under a minute."
    make_virtualenv "$python"
fi
if ! up_to_date; then
    say "Installing the project's packages ($extras) into .venv."
    # Compiled at once: Pulumi imports its SDK five times in every `pulumi up`.
    .venv/bin/uv pip install --quiet --python .venv/bin/python --compile-bytecode --constraint constraints.txt \
        --editable ".[$extras]" --editable runtime
    touch "$ready"
fi
