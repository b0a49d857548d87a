"""A password of the system's random source, kept in the state as a secret."""

import secrets
import string

import pulumi
from pulumi.dynamic import Resource

from ..machine import Machine
from .reconciler import Props, Reconciler

# Letters and digits need no quoting in a URL, a shell or a configuration file; 32 of them are 190 bits.
ALPHABET = string.ascii_letters + string.digits


def draw(length: int) -> str:
    """Random letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class PasswordProvider(Reconciler):
    """Draws once; another `version` draws anew."""

    replace_on = ("version", "length")

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        return {"value": draw(props["length"])}

    def drift(self, machine: Machine, props: Props) -> str:
        return ""

    def destroy(self, machine: Machine, props: Props) -> None:
        """Nothing on the machine holds it."""


class Password(Resource, module="celery-stack", name="Password"):
    """A generated secret."""

    value: pulumi.Output[str]

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        secret = pulumi.ResourceOptions(additional_secret_outputs=["value"])
        super().__init__(PasswordProvider(), name, {**props, "value": None}, pulumi.ResourceOptions.merge(opts, secret))
