"""Brings files into containers whose root is read-only: through volumes that another container fills.

The engine writes files into the volumes of a container that was made, started or not. So the one that fills them is
never started, and its image needs nothing in it.
"""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath

import pulumi
import pulumi_docker
from pulumi_docker import ContainerUploadArgs, ContainerVolumeArgs

from ...process import Process
from ..containers.environment import RUNTIME_FOLDER, SECRETS_FOLDER, secret_files
from ..containers.files import complete
from ..containers.labels import as_list, labels
from ..containers.waiting import awaited
from .args import DockerArgs
from .container import options
from .engine import engine_of, kept

Carried = tuple[list[ContainerVolumeArgs], list[pulumi.Output[pulumi.Resource]]]


def carry(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> Carried:
    """The volumes with the runtime and the process's secrets, and what has to be there before they are read."""
    volumes = [mount(args["place"]["runtime"], RUNTIME_FOLDER, read_only=True)]
    contents = {
        f"{SECRETS_FOLDER}/{variable}": pulumi.Output.secret(content).apply(_base64)
        for variable, content in secret_files(process).items()
    }
    if not contents:
        return volumes, []
    volume, filler = filled(f"{name}-secrets", args, contents, opts)
    return [*volumes, mount(volume, SECRETS_FOLDER, read_only=True)], [filler]


def filled(
    name: str, args: DockerArgs, contents: Mapping[str, pulumi.Input[str]], opts: pulumi.ResourceOptions
) -> tuple[pulumi.Output[str], pulumi.Output[pulumi.Resource]]:
    """A volume with files, base64 by their paths; for others the container that fills it is made anew."""
    volume, [folder] = new_volume(name, args, opts), {str(PurePosixPath(path).parent) for path in contents}
    filler = pulumi_docker.Container(
        f"{name}-filler",
        image=args["place"]["image"],
        command=["never-started"],
        start=False,
        must_run=False,
        network_mode="none",
        volumes=[mount(volume, folder)],
        uploads=[ContainerUploadArgs(file=path, content_base64=content) for path, content in contents.items()],
        labels=as_list(labels(name, "files")),
        opts=options(args, opts, args["place"]["after"]),
    )

    def check(id_: str, *known: str) -> None:
        engine_of(args).remove_others(id_, labels(name, "files"))
        complete(engine_of(args), id_, dict(zip(contents, known, strict=True)))

    return volume, awaited(filler, [filler.id, *contents.values()], check, opts)


def new_volume(name: str, args: DockerArgs, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    return pulumi_docker.Volume(name, labels=as_list(labels(name, "files")), opts=kept(args, opts)).name


def mount(volume: pulumi.Input[str], path: str, *, read_only: bool = False) -> ContainerVolumeArgs:
    """A volume of a container. Not one of its `mounts`: the provider takes a change of those without making it."""
    return ContainerVolumeArgs(volume_name=volume, container_path=path, read_only=read_only)


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
