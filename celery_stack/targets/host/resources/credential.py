"""One password that Redis accepts from the application.

Pulumi makes a replacement before it removes what it replaces. So while a password rotates Redis accepts both: the new
one is added here, then every process gets it, and the old one is removed last, when nobody uses it any more.
"""

import hashlib
from pathlib import Path
from typing import Any

import pulumi
from pulumi.dynamic import Resource

from ..health import reachable
from ..machine import Machine
from ..redis_config import ADMINISTRATOR, APPLICATION_RULES
from ..wait import until
from .claim import claim, is_claimed
from .reconciler import MISSING, Props, Reconciler, state

LOADING_SECONDS = 60  # a large append-only file takes a while to read


class CredentialProvider(Reconciler):
    """Adds and removes a password's hash of the user `default`; the password itself never goes over a wire."""

    replace_on = ("password",)
    looks_at = ("password",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        password = props["password"]
        if not password:
            return {"password": "broker.password is empty; give one, or leave it out to have one made"}
        if any(ord(character) < ord(" ") for character in password):
            return {"password": "broker.password has a line break or another control character; give one without"}
        return {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        self._change(props, *APPLICATION_RULES, f"#{_hash(props)}")
        return {"token": claim(machine, _claim(props))}

    def drift(self, machine: Machine, props: Props) -> str:
        return "" if f"#{_hash(props)}" in (machine.read(Path(props["acl"])) or "") else MISSING

    def destroy(self, machine: Machine, props: Props) -> None:
        claimed = _claim(props)
        if is_claimed(machine, claimed, props["token"]) and self.drift(machine, props) != MISSING:
            self._change(props, f"!{_hash(props)}")
            machine.remove(claimed)

    def _change(self, props: Props, *rules: str) -> None:
        import redis  # noqa: PLC0415 - a program that only describes resources does without it

        client: Any = redis.Redis(
            host=reachable(props["bind"]),
            port=props["port"],
            username=ADMINISTRATOR,
            password=props["admin_password"],
            socket_timeout=5,
        )

        def ready() -> bool:
            try:
                return bool(client.ping())
            except (redis.exceptions.BusyLoadingError, redis.exceptions.ConnectionError):
                return False

        with client:
            until(ready, LOADING_SECONDS)
            client.execute_command("ACL", "SETUSER", "default", *rules)
            client.execute_command("ACL", "SAVE")


class Credential(Resource, module="celery-stack", name="Credential"):
    """A password of the application's Redis user."""

    password: pulumi.Output[str]

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(CredentialProvider(), name, props, opts)


def _claim(props: Props) -> Path:
    return state(props, "secrets", props["name"], _hash(props))


def _hash(props: Props) -> str:
    return hashlib.sha256(props["password"].encode()).hexdigest()
