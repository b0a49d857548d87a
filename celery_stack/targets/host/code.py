"""Which files are an application's code, and a digest of them that names its deployed copy."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

DIGEST_LENGTH = 12
_SKIPPED = frozenset(
    {
        "__pycache__",
        ".git",
        ".hg",
        ".venv",
        ".tox",
        ".mypy_cache",
        ".pytest_cache",
        "node_modules",
        ".celery-stack",
        ".pulumi",
    }
)


def is_code(path: Path) -> bool:
    """False for caches, version control and virtual environments."""
    return (
        path.name not in _SKIPPED and path.suffix not in (".pyc", ".egg-info") and not (path / "pyvenv.cfg").is_file()
    )


def digest_of_folder(folder: Path) -> str:
    """A digest of the names and contents of the code in a folder."""
    found = hashlib.sha256()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if is_code(Path(parent, name)))
        for path in sorted(Path(parent, name) for name in names):
            if is_code(path) and path.is_file():
                found.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:DIGEST_LENGTH]


def name_of(copies: Mapping[str, Path]) -> str:
    """The name of a folder with a copy of these folders."""
    return f"code-{digest_of_text(*map(digest_of_folder, copies.values()))}"


def digest_of_text(*parts: str) -> str:
    """A digest of texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:DIGEST_LENGTH]
