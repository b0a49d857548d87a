"""The application's image: given, or built from its folder under a name that changes with what is in it."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pulumi
import pulumi_docker
from docker.utils.build import exclude_paths

from ...errors import InvalidArgumentError
from ...slug import dns_label
from .args import RegistryArgs
from .engine import Engine
from .waiting import checked

DOCKERFILE = "Dockerfile"
DIGEST_CHARACTERS = 16
COMPILED = ("**/__pycache__", "**/*.pyc")  # Python writes them where the Pulumi program and the application are one


def image(name: str, app: Mapping[str, Any], opts: pulumi.ResourceOptions) -> pulumi_docker.RemoteImage:
    """The image as a resource; an update of its name, or of the folder, replaces every container of it."""
    if "image" in app:
        # Kept on destroy: another stack may use it.
        return pulumi_docker.RemoteImage(f"{name}-image", name=app["image"], keep_locally=True, opts=opts)
    folder = _folder(app)
    digest = digest_of(folder)
    tag = f"celery-stack/{dns_label(f'{pulumi.get_project()}-{pulumi.get_stack()}-{name}')}:{digest}"
    # Relative, as the next one may update from another checkout. A resource for each content: of a replaced one the
    # removal by name may come late, when that content is the one in use again.
    build = pulumi_docker.RemoteImageBuildArgs(context=os.path.relpath(folder), dockerfile=DOCKERFILE, tags=[tag])
    return pulumi_docker.RemoteImage(f"{name}-image-{digest}", name=tag, build=build, keep_locally=False, opts=opts)


def required(
    engine: Engine,
    registries: Sequence[RegistryArgs],
    argument: str,
    name: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[list[pulumi.Resource]]:
    """Fails, at preview already, where `argument` names an image that is neither on the engine nor in its registry."""

    def look(name: str, *logins: Mapping[str, str]) -> None:
        engine.require_image(argument, name, {login["address"]: login for login in logins})

    return checked([name, *(pulumi.Output.all(**login) for login in registries)], look, opts)


def is_built(app: Mapping[str, Any]) -> bool:
    return "image" not in app


def digest_of(folder: Path) -> str:
    """A digest of what the build gets to see of the folder."""
    digest = hashlib.sha256()
    for name in sorted(exclude_paths(str(folder), [*_ignored(folder), *COMPILED], DOCKERFILE)):
        path = folder / name
        content = _content(path)
        digest.update(os.fsencode(name) + f"\0{path.lstat().st_mode:o}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:DIGEST_CHARACTERS]


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return str(path.readlink()).encode()
    return path.read_bytes() if path.is_file() else b""


def _ignored(folder: Path) -> list[str]:
    rules = folder / ".dockerignore"
    lines = rules.read_text().splitlines() if rules.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _folder(app: Mapping[str, Any]) -> Path:
    folder = Path(app.get("source", ".")).absolute()
    if not (folder / DOCKERFILE).is_file():
        raise InvalidArgumentError(
            f"app.image is missing, and app.source {app.get('source', '.')!r} has no {DOCKERFILE} to build it from; "
            "name an image, or write one"
        )
    return folder
