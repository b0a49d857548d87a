"""docker.Container: what it is made of, and what of that is read back."""

from typing import Any

from ..story import Story, Thing
from .making import container, look

FULL: dict[str, Any] = {
    "command": ["sleep", "1000"],
    "envs": ["B=2", "A=1", "C="],
    "labels": [{"label": "x", "value": "1"}, {"label": "a", "value": ""}],
    "user": "10001:10001",
    "workingDir": "/tmp",
    "hostname": "inside",
    "readOnly": True,
    "init": True,
    "capabilities": {"drops": ["ALL"], "adds": ["NET_BIND_SERVICE"]},
    "securityOpts": ["no-new-privileges"],
    "groupAdds": ["20", "10"],
    "tmpfs": {"/tmp": "size=8m,mode=1777"},
    "memory": 64,
    "memorySwap": 64,
    "cpus": "0.5",
    "cpuShares": 512,
    "shmSize": 16,
    "stopSignal": "SIGINT",
    "stopTimeout": 7,
    "destroyGraceSeconds": 3,
    "restart": "on-failure",
    "maxRetryCount": 2,
    "healthcheck": {"tests": ["CMD", "true"], "interval": "90s", "timeout": "1m30s", "retries": 4},
    "logDriver": "json-file",
    "logOpts": {"max-size": "1m", "max-file": "2"},
    "volumes": [
        {"volumeName": "plugins-data", "containerPath": "/data", "readOnly": True},
        {"hostPath": "/usr/share", "containerPath": "/share"},
        {"containerPath": "/anonymous"},
    ],
    "mounts": [{"type": "volume", "source": "plugins-mount", "target": "/mount"}],
    "ports": [{"internal": 8000, "external": 18765, "ip": "127.0.0.1"}],
    "hosts": [{"host": "other", "ip": "127.0.0.9"}],
    "ulimits": [{"name": "nofile", "soft": 100, "hard": 200}],
    "sysctls": {"net.core.somaxconn": "256"},
}


def _whole_life(story: Story, **inputs: Any) -> Thing:
    thing = container(story, **inputs)
    thing.preview()
    thing.create()
    look(story, thing)
    thing.compare()
    thing.refresh()
    thing.compare()
    return thing


def plain_container(story: Story) -> None:
    """Only what is required; the rest is filled in."""
    thing = _whole_life(story)
    thing.delete()
    thing.refresh()


def full_container(story: Story) -> None:
    thing = _whole_life(story, **FULL)
    thing.update(memory=128, memorySwap=128, restart="always", maxRetryCount=None)
    look(story, thing)
    thing.delete()


def memory_without_swap(story: Story) -> None:
    """The engine adds swap, which the next update finds and cannot take away."""
    thing = _whole_life(story, memory=64)
    thing.update(labels=None)
    thing.delete()


def networks(story: Story) -> None:
    network = story.resource("Network", "net")
    network.check(internal=True)
    network.create()
    alias = {"name": network.state["name"], "aliases": ["broker", "redis"]}
    thing = container(story, networksAdvanced=[alias])
    thing.create()
    look(story, thing)
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.would(networksAdvanced=[{**alias, "aliases": ["redis", "broker"]}])
    thing.would(networksAdvanced=[{**alias, "aliases": ["redis"]}])
    thing.delete()
    network.delete()


def ports_in_any_order(story: Story) -> None:
    ports = [{"internal": port, "external": 10000 + port, "ip": "127.0.0.1"} for port in (8002, 8001)]
    thing = container(story, ports=ports)
    thing.create()
    thing.compare()
    thing.refresh()
    thing.would(ports=ports[::-1])
    thing.would(ports=[{"internal": 8001}, {"internal": 8002}])
    thing.delete()


def never_started(story: Story) -> None:
    """What fills a volume."""
    uploads = [
        {"file": "/data/text", "content": "words"},
        {"file": "/data/bytes", "contentBase64": "AAEC", "permissions": "0400"},
        {"file": "/data/program", "content": "#!/bin/sh", "executable": True},
    ]
    volume = [{"volumeName": "plugins-filled", "containerPath": "/data"}]
    thing = container(story, start=False, mustRun=False, uploads=uploads, volumes=volume)
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    shown = story.engine.containers.run(
        story.image,
        ["sh", "-c", "cd /data; stat -c '%n %a %u %s' *; cat text program; echo"],
        volumes={"plugins-filled": {"bind": "/data"}},
        remove=True,
    )
    story.tell("in the volume", shown.decode())
    thing.would(uploads=uploads[:2])
    thing.delete()
