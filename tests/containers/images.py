"""Images for the tests, made without any registry. Made once for each recipe; an engine keeps them."""

import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import docker

from . import rootfs, wheels
from .cache import ROOT, digest

EXAMPLE = ROOT / "examples" / "django"
RECIPES = Path(__file__).with_name("recipes")
PREFIX = "celery-stack-test"


@dataclass(frozen=True)
class Images:
    """Names of images that an engine has."""

    python: str
    """Debian with Python, pip and redis-cli; no network is needed to install the example's libraries."""
    app: str
    """The example by its own Dockerfile; its user is a number."""
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
    python = _build(engine, "python", base, _files(wheels.folder()))
    app = _build(engine, "app", python, _files(EXAMPLE))
    variants = {name: _build(engine, name, app) for name in ("newer", "rooted", "shellless")}
    return Images(python=python, app=app, redis=_build(engine, "redis", base), **variants)


def _import(engine: docker.DockerClient) -> str:
    repository, tag = f"{PREFIX}/base", rootfs.NAME.removesuffix(".tar")
    if not _has(engine, f"{repository}:{tag}"):
        engine.api.import_image_from_file(str(rootfs.archive()), repository=repository, tag=tag)
    return f"{repository}:{tag}"


def _build(engine: docker.DockerClient, name: str, base: str, files: Mapping[str, bytes] | None = None) -> str:
    """The image of a folder of files, or of a recipe, on top of another one."""
    content = dict(files or {})
    if "Dockerfile" not in content:
        content["Dockerfile"] = (RECIPES / f"{name}.Dockerfile").read_bytes()
    parts = [part for name, content in sorted(content.items()) for part in (name, content)]
    image = f"{PREFIX}/{name}:{digest(base, *parts)}"
    if not _has(engine, image):
        context = {"fileobj": _archive(content), "custom_context": True, "buildargs": {"BASE": base}}
        try:
            engine.images.build(**context, tag=image, rm=True, forcerm=True)
        except docker.errors.BuildError as error:
            raise AssertionError("".join(line.get("stream", "") for line in error.build_log)) from error
    return image


def _has(engine: docker.DockerClient, image: str) -> bool:
    return bool(engine.images.list(name=image))


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names in it."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def _archive(files: Mapping[str, bytes]) -> io.BytesIO:
    result = io.BytesIO()
    with tarfile.open(fileobj=result, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    result.seek(0)
    return result
