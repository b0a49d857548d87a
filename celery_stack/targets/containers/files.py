"""Files in a container's volumes."""

import io
import tarfile
from base64 import b64decode
from collections.abc import Mapping

from docker.errors import NotFound

from .engine import Engine


def complete(engine: Engine, container: str, files: Mapping[str, str]) -> None:
    """Write the files, base64 by their paths, that are missing.

    An engine that died in between has made the container and not its files, and the provider does not look again.
    """
    api = engine.client.api
    for path, content in files.items():
        try:
            api.get_archive(container, path)
        except NotFound:
            if not api.containers(all=True, filters={"id": container}):
                return  # pruned, as it never runs; what it brought is in the volume
            api.put_archive(container, "/", _archive(path.lstrip("/"), b64decode(content)))


def _archive(path: str, content: bytes) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo(path)
        entry.size, entry.mode = len(content), 0o644
        tar.addfile(entry, io.BytesIO(content))
    return archive.getvalue()
