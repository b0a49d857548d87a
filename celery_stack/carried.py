"""What is brought to the application's processes: which code, and celery-stack-runtime as this program has it."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .errors import InvalidArgumentError

RUNTIME = "celery_stack_runtime"
_ALWAYS_THE_SAME = (1980, 1, 1, 0, 0, 0)  # the oldest time that a zip file can hold


def code_of(app: Mapping[str, Any]) -> list[Any]:
    """What tells one application's code from another's."""
    return [app.get(key) for key in ("module", "image", "source", "requirements", "runtime")]


def runtime_folder() -> Path:
    """The package's folder, found without importing it: it would import Celery."""
    spec = find_spec(RUNTIME)
    if spec is None or not spec.submodule_search_locations:
        raise InvalidArgumentError("app.runtime is true, but celery-stack-runtime is not installed; pip install it")
    return Path(spec.submodule_search_locations[0])


@cache
def runtime_archive() -> bytes:
    """The package as a zip file to put on PYTHONPATH, equal for equal contents: deflated, it would differ by zlib."""
    folder, archive = runtime_folder(), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted(folder.rglob("*.py")):
            entry = zipfile.ZipInfo(f"{RUNTIME}/{path.relative_to(folder).as_posix()}", _ALWAYS_THE_SAME)
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, path.read_bytes())
    return archive.getvalue()
