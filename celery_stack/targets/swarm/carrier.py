"""Brings files into tasks: what is secret as a Swarm secret, celery-stack-runtime as a config.

Neither can be changed. A new one gets a new name, and what has the old one goes over to it before the old one is gone.
"""

from base64 import b64encode
from typing import Any

import pulumi
import pulumi_docker

from ...carried import runtime_archive
from ...process import Process
from ..containers.args import USER
from ..containers.environment import RUNTIME_ARCHIVE, SECRETS_FOLDER, secret_files
from ..containers.labels import as_list, labels
from .args import SwarmArgs
from .engine import mine

OWNER_ONLY, EVERYBODY = 0o400, 0o444


def carried(name: str, args: SwarmArgs, process: Process, opts: pulumi.ResourceOptions) -> dict[str, Any]:
    """The secrets and configs of a task."""
    secrets = [
        _secret(f"{name}-{variable}", variable, content, args, opts)
        for variable, content in sorted(secret_files(process).items())
    ]
    return {"secrets": secrets, "configs": [_runtime_file(args["place"]["runtime"])]}


def runtime_config(name: str, args: SwarmArgs, opts: pulumi.ResourceOptions) -> pulumi_docker.ServiceConfig:
    return pulumi_docker.ServiceConfig(
        f"{name}-runtime",
        data=b64encode(runtime_archive()).decode(),
        labels=as_list(labels(name, "files")),
        opts=mine(args, opts),
    )


def _runtime_file(config: pulumi_docker.ServiceConfig) -> dict[str, Any]:
    return {
        "config_id": config.id,
        "config_name": config.name,
        "file_name": RUNTIME_ARCHIVE,
        "file_mode": EVERYBODY,
    }


def _secret(
    name: str, variable: str, content: pulumi.Input[str], args: SwarmArgs, opts: pulumi.ResourceOptions
) -> dict[str, Any]:
    encoded = pulumi.Output.secret(content).apply(lambda text: b64encode(text.encode()).decode())
    made = pulumi_docker.Secret(name, data=encoded, labels=as_list(labels(name, "files")), opts=mine(args, opts))
    owner, group = _owner(args.get("user", USER))
    return {
        "secret_id": made.id,
        "secret_name": made.name,
        "file_name": f"{SECRETS_FOLDER}/{variable}",
        "file_uid": owner,
        "file_gid": group,
        "file_mode": OWNER_ONLY if owner != "0" else EVERYBODY,
    }


def _owner(user: str) -> tuple[str, str]:
    """Numbers; who a name is, only the image knows."""
    uid, _, gid = user.partition(":")
    return (uid, gid if gid.isdigit() else "0") if uid.isdigit() else ("0", "0")
