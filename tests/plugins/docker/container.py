"""docker.Container."""

import time
from typing import Any

from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from container_request import MEGABYTE, archive, creation, swap
from container_schema import CONTAINER
from container_state import found
from daemon import Engine, failing, said
from docker.errors import APIError, NotFound
from images import find
from shared import in_set_order

UPDATED = ("restart", "maxRetryCount", "cpuShares", "memory", "memoryReservation", "cpuSet", "memorySwap")
NO_HEALTHCHECK = (
    "you have supplied a 'wait' argument, but the container does not have a healthcheck defined. "
    "Please remove the 'wait' argument or add a 'healthcheck' attribute"
)


class Container(Resource[Engine]):
    token = "docker:index/container:Container"
    schema = CONTAINER
    delete_before_replace = True

    def create(self, client: Engine, data: Data) -> None:
        api = client.connect()
        try:
            find(client, api, data["image"])
        except ProviderError as error:
            raise ProviderError(f"Unable to create container with image {data['image']}: {error}") from error
        with failing("Unable to create container"):
            made = api.create_container_from_config(creation(data), data["name"], data["platform"] or None)
        data.id = made["Id"]
        _connect(api, data)
        for upload in data["uploads"] or ():
            with failing("Unable to upload volume content"):
                api.put_archive(data.id, "/", archive(upload))
        if data["start"]:
            _start(api, data)
            if data["wait"]:
                _wait_until_healthy(api, data)
        if data["attach"]:
            _attach(api, data)
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        try:
            with failing("Unable to inspect container", let=NotFound):
                inspected = client.connect().inspect_container(data.id)
        except NotFound:
            data.id = ""
        else:
            data.set(**found(data, inspected))

    def update(self, client: Engine, data: Data) -> None:
        """What is not named here stays as it is in the container, whatever the state says afterwards."""
        api = client.connect()
        if data.changed("mustRun") and data["mustRun"] and data["start"]:
            _start(api, data)
        if data.changed(*UPDATED):
            _change(api, data)

    def delete(self, client: Engine, data: Data) -> None:
        """The grace is `destroyGraceSeconds`, none where it is not given: `stopTimeout` does not count here."""
        api = client.connect()
        if not data["attach"]:
            try:
                api.stop(data.id, timeout=data["destroyGraceSeconds"])
            except NotFound:
                pass
            except APIError as error:
                raise ProviderError(f"Error stopping container {data.id}: {said(error)}") from error
        try:
            api.remove_container(data.id, v=data["removeVolumes"], force=True)
        except APIError as error:
            if not isinstance(error, NotFound) and "is already in progress" not in str(error.explanation):
                raise ProviderError(f"Error deleting container {data.id}: {said(error)}") from error


def _connect(api: Any, data: Data) -> None:
    if not data["networksAdvanced"]:
        return
    try:
        api.disconnect_container_from_network(data.id, "bridge")
    except APIError as error:
        if "is not connected to the network bridge" not in str(error.explanation):
            raise ProviderError(f"Unable to disconnect the default network: {said(error)}") from error
    for one in data["networksAdvanced"]:
        with failing(f"Unable to connect to network '{one['name']}'"):
            api.connect_container_to_network(
                data.id,
                one["name"],
                aliases=in_set_order(one.get("aliases")) or None,
                ipv4_address=one.get("ipv4Address"),
                ipv6_address=one.get("ipv6Address"),
            )


def _start(api: Any, data: Data) -> None:
    with failing("Unable to start container"):
        api.start(data.id)


def _wait_until_healthy(api: Any, data: Data) -> None:
    end = time.monotonic() + data["waitTimeout"]
    while time.monotonic() < end:
        health = api.inspect_container(data.id)["State"].get("Health")
        if health is None:
            raise ProviderError(NO_HEALTHCHECK)
        if health["Status"] == "healthy":
            return
        time.sleep(1)
    raise ProviderError("container failed to be in healthy state")


def _attach(api: Any, data: Data) -> None:
    if data["logs"]:
        lines = api.logs(data.id, stdout=True, stderr=True, stream=True, follow=True)
        data.set(containerLogs=b"".join(lines).decode(errors="replace"))
    with failing("Unable to wait container end of execution"):
        api.wait(data.id)


def _change(api: Any, data: Data) -> None:
    with failing("Unable to update a container"):
        api.update_container(
            data.id,
            cpu_shares=data["cpuShares"],
            cpuset_cpus=data["cpuSet"],
            mem_limit=data["memory"] * MEGABYTE,
            mem_reservation=data["memoryReservation"] * MEGABYTE,
            memswap_limit=swap(data["memorySwap"]),
            restart_policy={"Name": data["restart"], "MaximumRetryCount": data["maxRetryCount"]},
        )
