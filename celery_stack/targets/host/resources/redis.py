"""The stack's Redis server: a program with a configuration, an access control list and data."""

import hashlib
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from .. import redis_config
from ..machine import Machine
from .password import draw
from .program import ProgramProvider
from .reconciler import Props, state

ADMIN_PASSWORD_LENGTH = 32


class RedisProvider(ProgramProvider):
    """Adds Redis's own files to a program."""

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        password = {"admin_password": (before or {}).get("admin_password") or draw(ADMIN_PASSWORD_LENGTH)}
        return {**super().apply(machine, {**props, **password}, before), **password}

    def write(self, machine: Machine, props: Props) -> None:
        super().write(machine, props)
        acl = Path(props["acl"])
        users = redis_config.users(machine.read(acl) or "", _hash(props["admin_password"]))
        if users != machine.read(acl):
            machine.write(acl, users)
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
    """A Redis server kept alive by Supervisor; only the stack itself has its administrator's password."""

    admin_password: pulumi.Output[str]

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        secret = pulumi.ResourceOptions(additional_secret_outputs=["admin_password"])
        given = {**props, "admin_password": None}
        super().__init__(RedisProvider(), name, given, pulumi.ResourceOptions.merge(opts, secret))


def _hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
