"""docker.Service: everything given, and each of it changed."""

from typing import Any

from ..story import Story, Thing
from .making import look_at_service, service
from .secrets_and_configs import CONTENT

CONTAINER: dict[str, Any] = {
    "env": {"A": "1", "B": "2"},
    "labels": [{"label": "x", "value": "1"}, {"label": "a", "value": "2"}],
    "user": "10001:10001",
    "dir": "/tmp",
    "hostname": "inside",
    "readOnly": True,
    "init": True,
    "stopSignal": "SIGINT",
    "capDrops": ["ALL"],
    "capAdds": ["CAP_CHOWN"],
    "groups": ["10"],
    "mounts": [
        {"type": "tmpfs", "target": "/tmp", "tmpfsOptions": {"sizeBytes": 1048576, "mode": 0o777}},
        {"type": "volume", "target": "/data", "source": "plugins-data", "readOnly": True},
    ],
    "healthcheck": {"tests": ["CMD", "true"], "interval": "5s", "timeout": "1m30s", "startPeriod": "1m"},
    "hosts": [{"ip": "127.0.0.9", "host": "other"}],
    "dnsConfig": {"nameservers": ["127.0.0.53"]},
    "sysctl": {"net.core.somaxconn": "256"},
}
TASK: dict[str, Any] = {
    "resources": {
        "limits": {"memoryBytes": 67108864, "nanoCpus": 500000000},
        "reservation": {"memoryBytes": 8388608},
    },
    "restartPolicy": {"condition": "any", "delay": "1s", "window": "0s"},
    "placement": {
        "constraints": ["node.role==manager", "node.labels.x!=y"],
        "prefs": ["node.labels.zone"],
        "maxReplicas": 3,
    },
    "logDriver": {"name": "json-file", "options": {"max-size": "1m"}},
    "forceUpdate": 1,
}
SERVICE: dict[str, Any] = {
    "labels": [{"label": "x", "value": "1"}, {"label": "a", "value": "2"}],
    "mode": {"replicated": {"replicas": 1}},
    "updateConfig": {"parallelism": 2, "order": "start-first", "failureAction": "rollback", "maxFailureRatio": "0.3"},
    "rollbackConfig": {"delay": "1s", "monitor": "10s"},
    "endpointSpec": {"ports": [{"targetPort": 80, "publishedPort": 18768, "name": "web"}]},
}
CONTAINER_CHANGES: dict[str, Any] = {
    "image": "other:1",
    "args": ["2000"],
    "env": {"B": "2", "A": "3"},
    "labels": [{"label": "x", "value": "2"}],
    "user": "10002",
    "readOnly": False,
    "stopGracePeriod": "20s",
    "healthcheck": {"tests": ["CMD", "false"]},
    "secrets": [],
    "configs": [],
    "mounts": [],
    "capDrops": [],
    "hosts": [],
    "sysctl": {},
    "init": False,
}
TASK_CHANGES: dict[str, Any] = {
    "resources": {"limits": {"memoryBytes": 1}},
    "restartPolicy": {"condition": "none"},
    "placement": {
        "constraints": ["node.labels.x!=y", "node.role==manager"],
        "prefs": ["node.labels.zone"],
        "maxReplicas": 3,
    },
    "networksAdvanceds": [],
    "logDriver": None,
    "forceUpdate": 2,
}
SERVICE_CHANGES: dict[str, Any] = {
    "name": "mine",
    "labels": [{"label": "a", "value": "2"}, {"label": "x", "value": "1"}],
    "mode": {"global": True},
    "updateConfig": None,
    "rollbackConfig": {"delay": "2s"},
    "endpointSpec": {"ports": [{"targetPort": 81, "publishedPort": 18768}]},
}


def full_service(story: Story) -> None:
    network, secret = story.resource("Network", "net"), story.resource("Secret", "secret")
    config = story.resource("ServiceConfig", "config")
    network.check(driver="overlay", internal=True)
    secret.check(data=CONTENT)
    config.check(data=CONTENT)
    for thing in (network, secret, config):
        thing.create()
    container = {**CONTAINER, **_files(secret, config)}
    task = {**TASK, "networksAdvanceds": [{"id": network.id, "aliases": ["web", "api"]}]}
    thing = _whole_life(story, container, task)
    secret.delete()
    config.delete()
    _changes(story, thing, container, task)
    thing.update(mode={"replicated": {"replicas": 2}})
    look_at_service(story, thing)
    thing.compare()
    for left in (thing, secret, config, network):
        left.delete()


def _files(secret: Thing, config: Thing) -> dict[str, Any]:
    key = {"fileName": "key", "fileUid": "10001", "fileMode": 0o400}
    return {
        "secrets": [{"secretId": secret.id, "secretName": secret.state["name"], **key}],
        "configs": [{"configId": config.id, "configName": config.state["name"], "fileName": "/settings"}],
    }


def _whole_life(story: Story, container: dict[str, Any], task: dict[str, Any]) -> Thing:
    thing = service(story, container, task, **SERVICE)
    thing.preview()
    thing.create()
    look_at_service(story, thing)
    thing.compare()
    thing.refresh()
    thing.compare()
    return thing


def _changes(story: Story, thing: Thing, container: dict[str, Any], task: dict[str, Any]) -> None:
    base = {"image": story.image, "commands": ["sleep"], "args": ["1000"], **container}
    for name, value in CONTAINER_CHANGES.items():
        thing.would(taskSpec={**task, "containerSpec": {**base, name: value}})
    for name, value in TASK_CHANGES.items():
        thing.would(taskSpec={**task, name: value, "containerSpec": base})
    for name, value in SERVICE_CHANGES.items():
        thing.would(**{name: value})
