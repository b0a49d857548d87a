"""A TCP port, chosen once."""

import socket

import pulumi
from pulumi.dynamic import Resource

from ....address import reachable
from ..machine import Machine
from ..ports import conflict
from .reconciler import Props, Reconciler


class PortProvider(Reconciler):
    """Takes the wanted port, or one that is free now when `wanted` is 0."""

    replace_on = ("wanted",)
    looks_at = ("wanted",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        wanted = props["wanted"]
        found = wanted and conflict(props, props["bind"], wanted, (before or {}).get("number"))
        return {"wanted": f"broker.port is {wanted}, but {found}; choose a free port, or none"} if found else {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        return {"number": props["wanted"] or (before or {}).get("number") or _free(props["bind"])}

    def drift(self, machine: Machine, props: Props) -> str:
        return ""

    def destroy(self, machine: Machine, props: Props) -> None:
        """A number leaves nothing behind."""


class Port(Resource, module="celery-stack", name="Port"):
    """The port that a server of the stack listens on."""

    number: pulumi.Output[int]

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(PortProvider(), name, {**props, "number": None}, opts)


def _free(bind: str) -> int:
    address = reachable(bind)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
