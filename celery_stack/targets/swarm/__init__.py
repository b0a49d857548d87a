"""A Swarm of Docker engines: one service per process, kept alive and updated step by step by the swarm itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pulumi

from ...process import Endpoint, Process, Running
from ..containers.args import join, require_packages
from .args import SwarmArgs

if TYPE_CHECKING:
    from .. import TargetArgs


@dataclass(frozen=True)
class Swarm:
    """The target `swarm`; its provider's SDK is loaded when it is used."""

    args: SwarmArgs

    def __post_init__(self) -> None:
        require_packages("swarm")

    def prepare(self, name: str, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> "TargetArgs":
        from .place import prepare  # noqa: PLC0415

        return {"swarm": prepare(name, self.args, app, opts)}

    def join(self, own: Mapping[str, Any]) -> "TargetArgs":
        return {"swarm": cast("SwarmArgs", join("swarm", self.args, own))}

    def broker(self, name: str, args: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
        from .broker import broker  # noqa: PLC0415

        return broker(name, self.args, args, opts)

    def run(self, name: str, process: Process, opts: pulumi.ResourceOptions) -> Running:
        from .run import run  # noqa: PLC0415

        return run(name, self.args, process, opts)
