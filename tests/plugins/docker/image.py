"""docker.RemoteImage."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridge import schema
from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from daemon import Engine, said
from docker.errors import APIError, BuildError
from docker.utils import parse_repository_tag
from images import digest_of, find, local

BUILD = {
    "context": schema.text(required=True, replaces=True),
    "dockerfile": schema.text(default="Dockerfile", replaces=True),
    "tags": schema.texts(),
    "remove": schema.flag(default=True),
    "forceRemove": schema.flag(replaces=True),
    "noCache": schema.flag(replaces=True),
    "pullParent": schema.flag(replaces=True),
    "networkMode": schema.text(replaces=True),
    "buildArgs": schema.mapping(replaces=True),
    "label": schema.mapping(),
    "labels": schema.mapping(replaces=True),
    "extraHosts": schema.texts(replaces=True),
    "target": schema.text(replaces=True),
    "platform": schema.text(replaces=True),
    "useLegacyBuilder": schema.flag(default=False, replaces=True),
    **schema.strange(
        *("secrets", "suppressOutput", "remoteContext", "isolation", "cpuSetCpus", "cpuSetMems"),
        *("cpuShares", "cpuQuota", "cpuPeriod", "memory", "memorySwap", "cgroupParent", "shmSize", "ulimits"),
        *("authConfigs", "additionalContexts", "squash", "cacheFroms", "cacheTos", "securityOpts", "sessionId"),
        *("version", "buildId", "builder", "buildLogFile", "provenance", "sbom"),
    ),
}

IMAGE = {
    "name": schema.text(required=True, replaces=True),
    "imageId": schema.text(output=True),
    "repoDigest": schema.text(output=True),
    "keepLocally": schema.flag(),
    "pullTriggers": schema.text_set(replaces=True),
    "forceRemove": schema.flag(),
    "build": schema.set_block(BUILD, conflicts="pullTriggers"),
    "triggers": schema.mapping(replaces=True),
    "platform": schema.text(replaces=True),
}


class RemoteImage(Resource[Engine]):
    """Builds with the classic builder: the official provider uses BuildKit, which knows more than this one."""

    token = "docker:index/remoteImage:RemoteImage"
    autonamed = False
    schema = IMAGE

    def create(self, client: Engine, data: Data) -> None:
        api, name = client.connect(), data["name"]
        if data["build"]:
            _build(api, name, data["build"])
        data.id = self._find(client, api, data)["Id"] + name
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        found = local(client.connect(), data["name"])
        if found is None:
            data.id = ""
            return
        data.id = found["Id"] + data["name"]
        data.set(imageId=found["Id"], repoDigest=digest_of(data["name"], found))

    def update(self, client: Engine, data: Data) -> None:
        self._find(client, client.connect(), data)
        self.read(client, data)

    def delete(self, client: Engine, data: Data) -> None:
        if data["keepLocally"]:
            return
        api = client.connect()
        if local(api, data["name"]) is None:
            return
        try:
            api.remove_image(data["name"], force=data["forceRemove"])
        except APIError as error:
            raise ProviderError(f"Unable to remove Docker image: {said(error)}") from error

    def _find(self, client: Engine, api: Any, data: Data) -> dict[str, Any]:
        try:
            return find(client, api, data["name"], data["platform"])
        except ProviderError as error:
            raise ProviderError(f"Unable to read Docker image into resource: {error}") from error


def _build(api: Any, name: str, build: Mapping[str, Any]) -> None:
    if not Path(build["context"]).expanduser().is_dir():
        raise ProviderError(f"Error running buildx build: path {build['context']} not found")
    try:
        lines = api.build(
            path=str(Path(build["context"]).expanduser()),
            tag=name,
            dockerfile=build["dockerfile"],
            rm=bool(build["remove"]),
            forcerm=bool(build.get("forceRemove")),
            nocache=bool(build.get("noCache")),
            pull=bool(build.get("pullParent")),
            network_mode=build.get("networkMode") or None,
            buildargs=build.get("buildArgs"),
            labels=build.get("labels" if build.get("useLegacyBuilder") else "label"),
            extra_hosts=dict(one.split(":", 1) for one in build.get("extraHosts") or ()),
            target=build.get("target") or None,
            platform=build.get("platform") or None,
            decode=True,
        )
        for line in lines:
            if "error" in line:
                raise ProviderError(f"Error running buildx build: {line['error']}")
    except (APIError, BuildError, TypeError) as error:
        raise ProviderError(f"Error running buildx build: {error}") from error
    for tag in build.get("tags") or ():
        api.tag(name, *parse_repository_tag(tag))
