"""docker.Secret and docker.ServiceConfig: what Swarm hands to the processes of a service."""

import base64
import binascii
from typing import Any

from bridge import schema
from bridge.resource import Resource
from bridge.state import Data
from daemon import Engine, failing
from docker.errors import APIError
from shared import as_labels, from_labels


def _base64(value: str) -> str:
    try:
        base64.b64decode(value, validate=True)
    except binascii.Error:
        return f"'{value}' is not base64 decodeable"
    return ""


SECRET = {
    "name": schema.text(replaces=True),
    "data": schema.text(required=True, replaces=True, secret=True, validator=_base64),
    "labels": schema.labels(replaces=True),
}
CONFIG = {
    "name": schema.text(replaces=True),
    "data": schema.text(replaces=True, validator=_base64, instead_of="dataRaw"),
    "dataRaw": schema.text(replaces=True, instead_of="data"),
    "labels": schema.labels(replaces=True),
}


class Secret(Resource[Engine]):
    """Its content is in the state only: the engine does not tell it."""

    token = "docker:index/secret:Secret"
    schema = SECRET

    def create(self, client: Engine, data: Data) -> None:
        with failing():
            made = client.connect().create_secret(
                data["name"], base64.b64decode(data["data"]), from_labels(data["labels"])
            )
        data.id = made["ID"]
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        try:
            data.set(name=client.connect().inspect_secret(data.id)["Spec"]["Name"])
        except APIError:
            data.id = ""

    def delete(self, client: Engine, data: Data) -> None:
        with failing():
            client.connect().remove_secret(data.id)


class ServiceConfig(Resource[Engine]):
    token = "docker:index/serviceConfig:ServiceConfig"
    schema = CONFIG

    def create(self, client: Engine, data: Data) -> None:
        content = data["dataRaw"].encode() or base64.b64decode(data["data"])
        with failing():
            made = client.connect().create_config(data["name"], content, from_labels(data["labels"]))
        data.id = made["ID"]
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        try:
            spec: dict[str, Any] = client.connect().inspect_config(data.id)["Spec"]
        except APIError:
            data.id = ""
            return
        content = base64.b64decode(spec["Data"]).decode() if data["dataRaw"] else spec["Data"]
        data.set(name=spec["Name"], labels=as_labels(spec["Labels"]))
        data.set(**{"dataRaw" if data["dataRaw"] else "data": content})

    def delete(self, client: Engine, data: Data) -> None:
        with failing():
            client.connect().remove_config(data.id)
