"""Brings files into containers whose root is read-only: through volumes that another container fills.

The engine writes files into the volumes of a container that was made, started or not. So the one that fills them is
never started, and its image needs nothing in it.
"""

import pulumi
import pulumi_docker
from pulumi_docker import ContainerUploadArgs, ContainerVolumeArgs

from ...process import Process
from ..containers.environment import RUNTIME_FOLDER, SECRETS_FOLDER, secret_files
from ..containers.labels import as_list, labels
from .args import DockerArgs
from .container import options
from .engine import mine

Filled = tuple[list[ContainerVolumeArgs], list[pulumi.Resource]]


def carry(name: str, args: DockerArgs, process: Process, opts: pulumi.ResourceOptions) -> Filled:
    """The volumes with the runtime and the process's secrets, and what has to be there before they are read."""
    volumes = [mount(args["place"]["runtime"], RUNTIME_FOLDER, read_only=True)]
    contents = secret_files(process)
    if not contents:
        return volumes, []
    uploads = [
        ContainerUploadArgs(file=f"{SECRETS_FOLDER}/{variable}", content=content)
        for variable, content in contents.items()
    ]
    volume, filler = filled(f"{name}-secrets", args, uploads, SECRETS_FOLDER, opts)
    return [*volumes, mount(volume, SECRETS_FOLDER, read_only=True)], [filler]


def filled(
    name: str, args: DockerArgs, uploads: list[ContainerUploadArgs], folder: str, opts: pulumi.ResourceOptions
) -> tuple[pulumi.Output[str], pulumi.Resource]:
    """A volume, and the container that fills it; a change of the files makes the container anew, the volume stays."""
    volume = new_volume(name, args, opts)
    filler = pulumi_docker.Container(
        f"{name}-filler",
        image=args["place"]["image"],
        command=["never-started"],
        start=False,
        must_run=False,
        network_mode="none",
        volumes=[mount(volume, folder)],
        uploads=uploads,
        labels=as_list(labels(name, "files")),
        opts=options(args, opts, []),
    )
    return volume, filler


def new_volume(name: str, args: DockerArgs, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    return pulumi_docker.Volume(name, labels=as_list(labels(name, "files")), opts=mine(args, opts)).name


def mount(volume: pulumi.Input[str], path: str, *, read_only: bool = False) -> ContainerVolumeArgs:
    """A volume of a container. Not one of its `mounts`: the provider takes a change of those without making it."""
    return ContainerVolumeArgs(volume_name=volume, container_path=path, read_only=read_only)
