"""The runtime as one file, as containers get it."""

from pathlib import Path

from celery_stack.carried import runtime_archive


def make_archive(folder: Path) -> Path:
    archive = folder / "runtime.zip"
    archive.write_bytes(runtime_archive())
    return archive
