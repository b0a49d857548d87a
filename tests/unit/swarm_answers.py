"""What a swarm of one node answers, on which every service works."""

from typing import Any

from .docker_api import Refusal


def node(name: str, id_: str, state: str = "ready") -> dict[str, Any]:
    return {"ID": id_, "Description": {"Hostname": name}, "Status": {"State": state}}


NODE = node("one", "n0")
TWO = [NODE, node("two", "n1")]


def task(
    state: str = "running", at: int = 0, slot: int = 1, error: str = "", wanted: str = "running"
) -> dict[str, Any]:
    """A task as a manager describes it; `at` tells those that were made earlier from later ones."""
    return {
        "ID": f"task{at}",
        "CreatedAt": f"2030-01-01T00:00:{at:02}Z",
        "Slot": slot,
        "DesiredState": wanted,
        "Status": {"State": state, **({"Err": error} if error else {})},
    }


def service(name: str = "other", replicas: int = 1, port: int = 0, **more: Any) -> dict[str, Any]:
    """A service as a manager describes it."""
    return {
        "ID": f"id-of-{name}",
        "Version": {"Index": 1},
        "Spec": {
            "Name": name,
            "Labels": {},
            "Mode": {"Replicated": {"Replicas": replicas}},
            "TaskTemplate": {"ContainerSpec": {"Image": "shop"}},
        },
        "Endpoint": {"Ports": [{"PublishedPort": port}]} if port else {},
        **more,
    }


def updated(state: str, message: str = "") -> dict[str, Any]:
    return {"UpdateStatus": {"State": state, "Message": message, "StartedAt": "2030-01-01T00:00:00.5Z"}}


# The last task is that of a release command, the others are those of whatever else there is.
SWARM: dict[str, Any] = {
    "GET /info": {
        "SystemTime": "2030-01-01T00:00:30.123456789Z",
        "Swarm": {"LocalNodeState": "active", "ControlAvailable": True, "NodeID": "n0"},
    },
    "GET /nodes": [NODE],
    "GET /networks/*": {"Id": "n0", "Name": "given", "Scope": "swarm", "Internal": True},
    "GET /networks/nowhere": Refusal("network nowhere not found"),
    "GET /networks/bridge": {"Id": "n9", "Name": "bridge", "Scope": "local", "Internal": False},
    "GET /services": [],
    "GET /services/*": service(),
    "GET /tasks": [*(task() for _ in range(9)), task("complete", at=9, wanted="shutdown")],
}
