"""The runtime as one file, as containers get it."""

import zipfile
from pathlib import Path

from .application import RUNTIME


def make_archive(folder: Path) -> Path:
    archive = folder / "runtime.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted((RUNTIME / "celery_stack_runtime").glob("*.py")):
            file.write(path, path.relative_to(RUNTIME))
    return archive
