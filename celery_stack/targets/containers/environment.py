"""A Process's environment and files in a container, whatever brings the files there."""

import hashlib
import json
from collections.abc import Mapping

import pulumi

from ...process import Process

RUNTIME_FOLDER = "/run/celery-stack/runtime"
RUNTIME_ARCHIVE = f"{RUNTIME_FOLDER}/runtime.zip"
SECRETS_FOLDER = "/run/celery-stack/secrets"
SECRETS_FILE = "CELERY_STACK_SECRETS_FILE"
WRITABLE = "/tmp"  # noqa: S108 - in memory, the container's own
KEPT = "/var/tmp"  # noqa: S108 - a new volume gets the mode of the folder it covers: anybody may write
TMPFS = {WRITABLE: "rw,noexec,nosuid,nodev,size=64m,mode=1777"}


def environment(process: Process, replica: str, python_path: pulumi.Input[str]) -> dict[str, pulumi.Input[str]]:
    """The variables of one replica; `python_path` is what the image has of its own."""
    secrets = {variable: f"{SECRETS_FOLDER}/{variable}" for variable in secret_files(process)}
    return {
        "HOME": WRITABLE,
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Also without the runtime: the launcher is in it, which needs no Celery.
        "PYTHONPATH": pulumi.Output.from_input(python_path).apply(_after_the_runtime),
        **secrets,
        **{variable: f"{WRITABLE}/{file}" for variable, file in process.files.items()},
        **{variable: f"{KEPT}/{file}" for variable, file in process.persistent_files.items()},
        **process.env,
        **{variable: value.replace("{replica}", replica) for variable, value in process.replica_env.items()},
    }


def secret_files(process: Process) -> dict[str, pulumi.Input[str]]:
    """Secret contents by the variable that names their file; secret variables are together in one."""
    if not process.secrets:
        return dict(process.secret_files)
    together: pulumi.Output[str] = pulumi.Output.all(**process.secrets).apply(_together)
    return {**process.secret_files, SECRETS_FILE: pulumi.Output.secret(together)}


def digest_of_secrets(name: str, process: Process) -> pulumi.Input[str]:
    """Changes with the secrets that a process reads at its start only; empty without any.

    Slow on purpose: it stands in clear beside the process, and a secret may be a short one.
    """
    if SECRETS_FILE not in (files := secret_files(process)):
        return ""

    def digest(text: str) -> str:
        return hashlib.scrypt(text.encode(), salt=name.encode(), n=2**14, r=8, p=1, dklen=8).hex()

    return pulumi.Output.unsecret(pulumi.Output.from_input(files[SECRETS_FILE]).apply(digest))


def _after_the_runtime(python_path: str) -> str:
    return ":".join(filter(None, (RUNTIME_ARCHIVE, python_path)))


def _together(secrets: Mapping[str, str]) -> str:
    return json.dumps(secrets, sort_keys=True)
