"""The stack's Redis server: a program with a configuration, an access control list and data."""

import hashlib
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import redis_config
from ..machine import Machine
from .program import ProgramProvider
from .reconciler import Props, state


class RedisProvider(ProgramProvider):
    """Adds Redis's own files to a program."""

    def write(self, machine: Machine, props: Props) -> None:
        super().write(machine, props)
        administrator = redis_config.administrator(_hash(props["admin_password"]))
        acl = Path(props["acl"])
        if administrator not in (machine.read(acl) or ""):
            machine.write(acl, f"user default off\n{administrator}\n")
        binary = state(props, "bin/redis-server")
        if props["embedded"] and not binary.is_file():
            machine.shared_folder(binary.parent)
            machine.copy(Path(props["embedded"]), binary)

    def files(self, props: Props) -> dict[Path, str]:
        return {**super().files(props), Path(props["argv"][1]): props["config"]}

    def drift(self, machine: Machine, props: Props) -> str:
        lost = [path for path in (Path(props["acl"]), Path(props["argv"][0])) if not path.is_file()]
        return super().drift(machine, props) or ", ".join(f"{path.name} is gone" for path in lost)

    def destroy(self, machine: Machine, props: Props) -> None:
        super().destroy(machine, props)
        machine.remove(Path(props["acl"]))


class Redis(Resource, module="celery-stack", name="Redis"):
    """A Redis server kept alive by Supervisor."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(RedisProvider(), name, props, opts)


def _hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
