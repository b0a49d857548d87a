"""docker.Service."""

from collections.abc import Mapping
from typing import Any

import requests
from bridge import values
from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from bridge.validators import nanoseconds
from daemon import Engine, failing, said
from docker.auth import encode_header
from docker.errors import APIError, NotFound
from images import pinned, registry_of, tagged
from polling import settled
from service_request import specification
from service_schema import SERVICE
from service_state import found

NANO = 10**9


class Service(Resource[Engine]):
    token = "docker:index/service:Service"
    schema = SERVICE

    def create(self, client: Engine, data: Data) -> None:
        api, spec = client.connect(), specification(_known(data))
        image = spec["TaskTemplate"]["ContainerSpec"]["Image"]
        credentials = client.credentials(registry_of(image))
        spec["TaskTemplate"] = pinned(api, spec["TaskTemplate"], credentials)
        api.headers["X-Registry-Auth"] = encode_header(credentials)
        with failing():
            made = api.create_service(**_arguments(spec))
        data.id = made["ID"]
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        api = client.connect()
        name = data["name"]
        there = [one for one in api.services() if data.id == one["ID"] or one["Spec"]["Name"] == name]
        if not there:
            data.id = ""
            return
        data.id = there[0]["ID"]
        data.set(**found(settled(lambda: api.inspect_service(data.id), _is_allocated)))

    def update(self, client: Engine, data: Data) -> None:
        api, spec = client.connect(), specification(_known(data))
        container = spec["TaskTemplate"]["ContainerSpec"]
        container["Image"] = tagged(container["Image"])
        api.headers["X-Registry-Auth"] = encode_header(client.credentials(registry_of(container["Image"])))
        with failing():
            version = api.inspect_service(data.id)["Version"]["Index"]
            api.update_service(data.id, version, **_arguments(spec))
        self.read(client, data)

    def delete(self, client: Engine, data: Data) -> None:
        """Waits for the containers as long as their grace period: one that uses all of it makes this fail."""
        api = client.connect()
        grace = (data.planned.get("taskSpec") or {})["containerSpec"].get("stopGracePeriod") or "0s"
        with failing():
            containers = [] if grace == "0s" else _containers(api, data["name"])
        with failing(f"Error deleting service with ID '{data.id}'"):
            api.remove_service(data.id)
        for container in containers:
            _wait_until_gone(api, container, nanoseconds(grace) / NANO)


def _is_allocated(service: dict[str, Any]) -> bool:
    ports = service["Spec"].get("EndpointSpec", {}).get("Ports")
    return not ports or bool(service.get("Endpoint", {}).get("Ports"))


def _known(data: Data) -> Mapping[str, Any]:
    """All that is planned, every property named, nothing unknown."""
    return values.completed(data.schema, values.known(data.planned))


def _arguments(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "task_template": spec["TaskTemplate"],
        "name": spec["Name"],
        "labels": spec["Labels"],
        "mode": spec["Mode"],
        "update_config": spec["UpdateConfig"],
        "rollback_config": spec["RollbackConfig"],
        "endpoint_spec": spec["EndpointSpec"],
    }


def _containers(api: Any, service: str) -> list[str]:
    """Those of the tasks that are not shut down yet."""
    statuses = [task["Status"] for task in api.tasks(filters={"service": service})]
    there = [one.get("ContainerStatus", {}).get("ContainerID") for one in statuses if one["State"] != "shutdown"]
    return [container for container in there if container]


def _wait_until_gone(api: Any, container: str, seconds: float) -> None:
    try:
        api.wait(container, timeout=seconds, condition="removed")
        api.remove_container(container, v=True, force=True)
    except NotFound:
        return
    except requests.exceptions.RequestException as error:
        if isinstance(error, APIError):
            raise ProviderError(f"Error deleting container with ID '{container}': {said(error)}") from error
        waited = f"error on wait for container with ID '{container}'"
        raise ProviderError(f"{waited}: context deadline exceeded") from error
