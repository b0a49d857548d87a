"""This machine: processes of an unprivileged user, kept alive by Supervisor, with a Redis on loopback."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pulumi

from ...process import Endpoint, Process, Running
from .args import HostArgs

if TYPE_CHECKING:
    from .. import TargetArgs


@dataclass(frozen=True)
class Host:
    """The target `host`; its resources are loaded when it is used."""

    args: HostArgs

    def prepare(self, name: str, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> "TargetArgs":
        from .place import prepare  # noqa: PLC0415

        return {"host": prepare(name, self.args, app, opts)}

    def join(self, own: Mapping[str, Any]) -> "TargetArgs":
        return {"host": cast("HostArgs", own)}

    def broker(self, name: str, args: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
        from .broker import broker  # noqa: PLC0415

        return broker(name, self.args, args, opts)

    def run(self, name: str, process: Process, opts: pulumi.ResourceOptions) -> Running:
        from .run import run  # noqa: PLC0415

        return run(name, self.args, process, opts)
