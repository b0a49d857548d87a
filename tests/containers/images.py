"""Images for the tests, made without any registry. Made once for each recipe; an engine keeps them."""

import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import docker

from . import rootfs, wheels
from .cache import ROOT, digest

RECIPES = Path(__file__).with_name("recipes")
PREFIX = "celery-stack-test"


@dataclass(frozen=True)
class Images:
    """Names of images that an engine has."""

    base: str
    """Debian with Python and Redis, user root."""
    app: str
    """The example, with its libraries in a virtual environment; its user is 1234."""
    newer: str
    """The example's next version."""
    rooted: str
    """The example, its user root."""
    shellless: str
    """The example, without any shell."""
    redis: str
    """Redis with the user and the volume of the official image."""


def make(engine: docker.DockerClient) -> Images:
    """Make the images that this engine has not."""
    base = _import(engine)
    libraries = _build(engine, "libraries", base, _files(wheels.folder()))
    app = _build(engine, "app", libraries, _files(ROOT / "examples" / "django"))
    variants = {name: _build(engine, name, app, {}) for name in ("newer", "rooted", "shellless")}
    return Images(base=base, app=app, redis=_build(engine, "redis", base, {}), **variants)


def _import(engine: docker.DockerClient) -> str:
    repository, tag = f"{PREFIX}/base", rootfs.NAME.removesuffix(".tar")
    if not _has(engine, f"{repository}:{tag}"):
        engine.api.import_image_from_file(str(rootfs.archive()), repository=repository, tag=tag)
    return f"{repository}:{tag}"


def _build(engine: docker.DockerClient, recipe: str, base: str, files: Mapping[str, bytes]) -> str:
    """The image of a recipe on top of another one, with these files to copy."""
    content = {**files, "Dockerfile": (RECIPES / f"{recipe}.Dockerfile").read_bytes()}
    parts = [part for name, content in sorted(content.items()) for part in (name, content)]
    image = f"{PREFIX}/{recipe}:{digest(base, *parts)}"
    if not _has(engine, image):
        context = {"fileobj": _archive(content), "custom_context": True, "buildargs": {"BASE": base}}
        try:
            engine.images.build(**context, tag=image, rm=True, forcerm=True)
        except docker.errors.BuildError as error:
            raise AssertionError("".join(line.get("stream", "") for line in error.build_log)) from error
    return image


def _has(engine: docker.DockerClient, image: str) -> bool:
    return bool(engine.images.list(name=image))


def _files(path: Path, name: str = "") -> dict[str, bytes]:
    """The files at a path by their name in a build."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    found = (one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
    return {str(Path(name) / one.relative_to(path)): one.read_bytes() for one in found}


def _archive(files: Mapping[str, bytes]) -> io.BytesIO:
    result = io.BytesIO()
    with tarfile.open(fileobj=result, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    result.seek(0)
    return result
