"""Stacks of the tests: described, and in the end destroyed, whatever a failed test left of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docker

from .deployment import Deployment
from .images import Images


@dataclass
class Stacks:
    """The stacks of one scope; `folder` and `environment` are Pulumi's."""

    engine: docker.DockerClient
    images: Images
    environment: Mapping[str, str]
    folder: Path
    names: Iterator[str]
    kind: type[Deployment] = Deployment
    described: list[Deployment] = field(default_factory=list)

    def on(self, engine: docker.DockerClient, url: str, kind: type[Deployment] = Deployment) -> "Stacks":
        """The same on another engine."""
        environment = {**self.environment, "DOCKER_HOST": url}
        return replace(self, engine=engine, environment=environment, kind=kind, described=[])

    def describe(self, target: str, /, stack: str = "", **sections: Mapping[str, Any]) -> Deployment:
        """A stack that is not deployed yet; its target's arguments are a section like the others."""
        name = next(self.names)
        place = {"redis_image": self.images.redis, **sections.pop("target", {})}
        app = {"image": self.images.app, **sections.pop("app", {})}
        given = {**sections, "app": app, "target": {target: place}}
        made = self.kind(self.folder / name, self.environment, stack or name, self.engine, given)
        self.described.append(made)
        return made

    def end(self) -> None:
        """Destroy them all. Raises AssertionError with what a destroy did not do itself."""
        problems = [problem for one in self.described for problem in _end(one)]
        assert not problems, "\n".join(problems)


def _end(stack: Deployment) -> Iterator[str]:
    destroy = ("destroy", "--yes", "--skip-preview")
    if stack.run(*destroy).returncode:
        stack.run("cancel", "--yes")
        again = stack.run(*destroy, "--refresh")
        if again.returncode:
            yield again.stdout
    yield from (f"left of {stack.stack}: {thing}" for thing in stack.left())
    for container in stack.containers(all=True):
        container.remove(force=True, v=True)
