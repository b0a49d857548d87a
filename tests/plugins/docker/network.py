"""docker.Network."""

from typing import Any

from bridge import schema
from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from daemon import Engine, failing, said
from docker.errors import APIError, NotFound
from docker.types import IPAMConfig
from polling import settled, wait_for
from shared import as_labels, from_labels

SUBNET = {
    "subnet": schema.text(replaces=True),
    "ipRange": schema.text(replaces=True),
    "gateway": schema.text(replaces=True),
    "auxAddress": schema.mapping(replaces=True),
}

NETWORK = {
    "name": schema.text(replaces=True),
    "labels": schema.labels(replaces=True),
    "driver": schema.text(computed=True, replaces=True),
    "options": schema.mapping(computed=True, replaces=True),
    "internal": schema.flag(computed=True, replaces=True),
    "attachable": schema.flag(replaces=True),
    "ingress": schema.flag(replaces=True),
    "ipv6": schema.flag(replaces=True),
    "ipamDriver": schema.text(default="default", replaces=True),
    "ipamOptions": schema.mapping(replaces=True),
    "ipamConfigs": schema.object_set(SUBNET, computed=True, replaces=True),
    "scope": schema.text(output=True),
}


class Network(Resource[Engine]):
    token = "docker:index/network:Network"
    schema = NETWORK

    def create(self, client: Engine, data: Data) -> None:
        api = client.connect()
        with failing("Unable to create network"):
            made = api.create_network(
                data["name"],
                driver=data["driver"] or None,
                options=data["options"],
                ipam=IPAMConfig(
                    driver=data["ipamDriver"],
                    options=data["ipamOptions"],
                    pool_configs=[_subnet(one) for one in data["ipamConfigs"] or ()],
                ),
                internal=data["internal"],
                labels=from_labels(data["labels"]) or None,
                enable_ipv6=data["ipv6"],
                attachable=data["attachable"] or None,
                ingress=data["ingress"] or None,
                check_duplicate=True,
            )
        data.id = made["Id"]
        self.read(client, data)

    def read(self, client: Engine, data: Data) -> None:
        api = client.connect()
        try:
            found = settled(lambda: api.inspect_network(data.id), _is_allocated)
        except APIError:
            data.id = ""
            return
        data.set(**_state(found))

    def delete(self, client: Engine, data: Data) -> None:
        """Waits for the endpoints in it to go."""
        api = client.connect()

        def remove() -> str:
            try:
                api.inspect_network(data.id)
                api.remove_network(data.id)
            except NotFound:
                return "removed"
            except APIError as error:
                if "has active endpoints" in str(error.explanation).lower():
                    return "pending"
                raise ProviderError(said(error)) from error
            return "removed"

        wait_for("removed", remove, pending="pending")


def _is_allocated(network: dict[str, Any]) -> bool:
    return bool(network["Scope"] != "swarm" or network["Options"])


def _subnet(given: dict[str, Any]) -> Any:
    wanted = {
        "Subnet": given.get("subnet"),
        "IPRange": given.get("ipRange"),
        "Gateway": given.get("gateway"),
        "AuxiliaryAddresses": given.get("auxAddress"),
    }
    return {key: value for key, value in wanted.items() if value}


def _state(found: dict[str, Any]) -> dict[str, Any]:
    subnets = [
        {
            "subnet": one.get("Subnet"),
            "ipRange": one.get("IPRange"),
            "gateway": one.get("Gateway"),
            "auxAddress": one.get("AuxiliaryAddresses"),
        }
        for one in found["IPAM"]["Config"] or ()
    ]
    return {
        "name": found["Name"],
        "labels": as_labels(found["Labels"]),
        "driver": found["Driver"],
        "internal": found["Internal"],
        "attachable": found["Attachable"],
        "ingress": found["Ingress"],
        "ipv6": found["EnableIPv6"],
        "ipamDriver": found["IPAM"]["Driver"],
        "ipamOptions": found["IPAM"]["Options"],
        "scope": found["Scope"],
        "options": found["Options"],
        "ipamConfigs": subnets,
    }
