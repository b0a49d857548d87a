"""A Docker engine: one container per process, kept alive by the engine, with a Redis that only they reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pulumi

from ...process import Endpoint, Process, Running
from ..containers.args import join, require_packages
from .args import DockerArgs

if TYPE_CHECKING:
    from .. import TargetArgs


@dataclass(frozen=True)
class Docker:
    """The target `docker`; its provider's SDK is loaded when it is used."""

    args: DockerArgs

    def __post_init__(self) -> None:
        require_packages("docker")

    def prepare(self, name: str, app: Mapping[str, Any] | None, opts: pulumi.ResourceOptions) -> "TargetArgs":
        from .place import prepare  # noqa: PLC0415

        return {"docker": prepare(name, self.args, app, opts)}

    def join(self, own: Mapping[str, Any]) -> "TargetArgs":
        return {"docker": cast("DockerArgs", join("docker", self.args, own))}

    def broker(self, name: str, args: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
        from .broker import broker  # noqa: PLC0415

        return broker(name, self.args, args, opts)

    def run(self, name: str, process: Process, opts: pulumi.ResourceOptions) -> Running:
        from .run import run  # noqa: PLC0415

        return run(name, self.args, process, opts)
