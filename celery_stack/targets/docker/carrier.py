"""Brings files into containers whose root is read-only: through volumes that another container fills.

The engine writes files into the volumes of a container that was made, started or not. So the one that fills them is
never started, and its image needs nothing in it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_docker
from pulumi_docker import ContainerUploadArgs, ContainerVolumeArgs

from ...process import Process
from ..containers.labels import as_list, labels
from .args import DockerArgs
from .container import options
from .engine import mine

RUNTIME_FOLDER = "/run/celery-stack/runtime"
RUNTIME_ARCHIVE = "runtime.zip"
SECRETS_FOLDER = "/run/celery-stack/secrets"
SECRETS_FILE = "CELERY_STACK_SECRETS_FILE"


@dataclass(frozen=True)
class Carried:
    """What a process is given by way of volumes."""

    env: dict[str, str] = field(default_factory=dict)
    volumes: list[ContainerVolumeArgs] = field(default_factory=list)
    digest: pulumi.Input[str] = ""
    """Changes with the secrets that a process reads at its start only."""
    after: list[pulumi.Resource] = field(default_factory=list)


def carry(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> Carried:
    """The process's secrets in a volume of its own, and the runtime in that of the stack."""
    env: dict[str, str] = {}
    volumes: list[ContainerVolumeArgs] = []
    if runtime := args["place"]["runtime"]:
        env["PYTHONPATH"] = f"{RUNTIME_FOLDER}/{RUNTIME_ARCHIVE}"
        volumes.append(mount(runtime, RUNTIME_FOLDER, read_only=True))
    contents: dict[str, pulumi.Input[str]] = dict(process.secret_files)
    digest: pulumi.Input[str] = ""
    if process.secrets:
        together: pulumi.Output[str] = pulumi.Output.all(**process.secrets).apply(_together)
        together = pulumi.Output.secret(together)
        contents[SECRETS_FILE] = together
        digest = pulumi.Output.unsecret(together.apply(lambda text: _digest(name, text)))
    if not contents:
        return Carried(env, volumes)
    uploads = [
        ContainerUploadArgs(file=f"{SECRETS_FOLDER}/{variable}", content=content)
        for variable, content in contents.items()
    ]
    volume, filler = filled(f"{name}-secrets", args, uploads, SECRETS_FOLDER, opts)
    env |= {variable: f"{SECRETS_FOLDER}/{variable}" for variable in contents}
    return Carried(env, [*volumes, mount(volume, SECRETS_FOLDER, read_only=True)], digest, [filler])


def filled(
    name: str, args: DockerArgs, uploads: list[ContainerUploadArgs], folder: str, opts: pulumi.ResourceOptions
) -> tuple[pulumi.Output[str], pulumi.Resource]:
    """A volume, and the container that fills it; a change of the files makes the container anew, the volume stays."""
    tags = as_list(labels(name, "files"))
    volume = pulumi_docker.Volume(f"{name}-files", labels=tags, opts=mine(args, opts)).name
    filler = pulumi_docker.Container(
        f"{name}-filler",
        image=args["place"]["image"],
        command=["never-started"],
        start=False,
        must_run=False,
        network_mode="none",
        volumes=[mount(volume, folder)],
        uploads=uploads,
        labels=tags,
        opts=options(args, opts, []),
    )
    return volume, filler


def mount(volume: pulumi.Input[str], path: str, *, read_only: bool = False) -> ContainerVolumeArgs:
    """A volume of a container. Not one of its `mounts`: the provider takes a change of those without making it."""
    return ContainerVolumeArgs(volume_name=volume, container_path=path, read_only=read_only)


def _together(secrets: Mapping[str, str]) -> str:
    return json.dumps(secrets, sort_keys=True)


def _digest(name: str, secrets: str) -> str:
    """Slow on purpose: it stands in clear beside the process, and a secret may be a short one."""
    return hashlib.scrypt(secrets.encode(), salt=name.encode(), n=2**14, r=8, p=1, dklen=8).hex()
