"""docker.Volume."""

from bridge import schema
from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from daemon import Engine, failing, said
from docker.errors import APIError, NotFound
from polling import wait_for
from shared import as_labels, from_labels

VOLUME = {
    "name": schema.text(computed=True, replaces=True),
    "labels": schema.labels(replaces=True),
    "driver": schema.text(computed=True, replaces=True),
    "driverOpts": schema.mapping(replaces=True),
    "mountpoint": schema.text(output=True),
    **schema.strange("cluster"),
}


class Volume(Resource[Engine]):
    token = "docker:index/volume:Volume"
    schema = VOLUME

    def create(self, client: Engine, data: Data) -> None:
        api = client.connect()
        with failing("Unable to create volume"):
            made = api.create_volume(data["name"], data["driver"], data["driverOpts"], from_labels(data["labels"]))
        data.id = made["Name"]
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        api = client.connect()
        try:
            with failing("Unable to inspect volume", let=NotFound):
                found = api.inspect_volume(data.id)
        except NotFound:
            data.id = ""
            return
        data.set(
            name=found["Name"],
            labels=as_labels(found["Labels"]),
            driver=found["Driver"],
            driverOpts=found["Options"],
            mountpoint=found["Mountpoint"],
        )

    def delete(self, client: Engine, data: Data) -> None:
        """Waits for the containers that use it."""
        api = client.connect()

        def remove() -> str:
            try:
                api.remove_volume(data.id, force=True)
            except APIError as error:
                if "volume is in use" in str(error.explanation).lower():
                    return "in_use"
                raise ProviderError(said(error)) from error
            return "removed"

        wait_for("removed", remove, pending="in_use")
