"""One password that Redis accepts from the application.

Pulumi makes a replacement before it removes what it replaces. So while a password rotates Redis accepts both: the new
one is added here, then every process gets it, and the old one is removed last, when nobody uses it any more.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pulumi
from pulumi.dynamic import Resource

from ....address import reachable
from ....secrets import APPLICATION_RULES, problem
from ..machine import Machine
from ..redis_config import ADMINISTRATOR
from ..wait import until
from .reconciler import MISSING, Props, Reconciler

LOADING_SECONDS = 60  # a large append-only file takes a while to read


class CredentialProvider(Reconciler):
    """Adds and removes a password's hash of the user `default`; the password itself never goes over a wire."""

    replace_on = ("password",)
    looks_at = ("password",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        wrong = problem(props["password"])
        return {"password": wrong} if wrong else {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        client = _administrator(props)
        with client:
            until(lambda: _answers(client), LOADING_SECONDS)
            client.execute_command("ACL", "SETUSER", "default", *APPLICATION_RULES, f"#{_hash(props)}")
            client.execute_command("ACL", "SAVE")
        return {}

    def drift(self, machine: Machine, props: Props) -> str:
        return "" if f"#{_hash(props)}" in (machine.read(Path(props["acl"])) or "") else MISSING

    def stands_for(self, props: Props) -> str:
        return f"credential-{props['name']}-{_hash(props)}"

    def destroy(self, machine: Machine, props: Props) -> None:
        from redis.exceptions import ResponseError  # noqa: PLC0415 - see _administrator

        client, acl = _administrator(props), Path(props["acl"])
        with client:
            if not _answers(client):
                if users := machine.read(acl):
                    machine.write(acl, users.replace(f" #{_hash(props)}", ""))
                return
            with suppress(ResponseError):  # it is not known: cut off last time before it was saved
                client.execute_command("ACL", "SETUSER", "default", f"!{_hash(props)}")
            client.execute_command("ACL", "SAVE")


def _administrator(props: Props) -> Any:
    import redis  # noqa: PLC0415 - a program that only describes resources does without it

    address = reachable(props["bind"])
    name, password = ADMINISTRATOR, props["admin_password"]
    return redis.Redis(host=address, port=props["port"], username=name, password=password, socket_timeout=5)


def _answers(client: Any) -> bool:
    """Whether Redis is there and has read its data."""
    from redis.exceptions import BusyLoadingError, ConnectionError  # noqa: PLC0415 - see _administrator

    try:
        return bool(client.ping())
    except (BusyLoadingError, ConnectionError):
        return False


class Credential(Resource, module="celery-stack", name="Credential"):
    """A password of the application's Redis user."""

    password: pulumi.Output[str]

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(CredentialProvider(), name, props, opts)


def _hash(props: Props) -> str:
    return hashlib.sha256(props["password"].encode()).hexdigest()
