"""docker.Container: which changes replace it, which do not, and which only seem to do something."""

from typing import Any

from ..story import UNKNOWN, Story
from .containers import FULL
from .making import container, look

CHANGES: dict[str, Any] = {
    "image": "another:1",
    "name": "mine",
    "command": ["sleep", "2000"],
    "entrypoints": ["/bin/sh"],
    "envs": ["A=1", "B=2", "C="],
    "labels": [{"label": "a", "value": ""}, {"label": "x", "value": "2"}],
    "user": "",
    "workingDir": "/",
    "hostname": "elsewhere",
    "readOnly": False,
    "init": False,
    "capabilities": {"drops": ["ALL"]},
    "securityOpts": ["no-new-privileges", "label=disable"],
    "groupAdds": ["10", "20"],
    "tmpfs": {"/tmp": "size=16m"},
    "memory": 32,
    "memorySwap": None,
    "cpus": "1.0",
    "cpuShares": None,
    "cpuSet": "0",
    "shmSize": None,
    "stopSignal": "SIGTERM",
    "stopTimeout": 8,
    "destroyGraceSeconds": None,
    "restart": None,
    "start": False,
    "mustRun": False,
    "wait": True,
    "rm": True,
    "removeVolumes": False,
    "healthcheck": {"tests": ["CMD", "false"]},
    "logDriver": "none",
    "logOpts": {"max-size": "1m"},
    "volumes": [{"volumeName": "plugins-data", "containerPath": "/data"}],
    "mounts": [{"type": "volume", "source": "plugins-another", "target": "/mount"}],
    "ports": [{"internal": 8000, "external": 18766, "ip": "127.0.0.1"}],
    "hosts": None,
    "ulimits": [{"name": "nofile", "soft": 100, "hard": 300}],
    "sysctls": None,
    "networkMode": "none",
    "networksAdvanced": [{"name": "some"}],
    "uploads": [{"file": "/x", "content": "x"}],
    "privileged": True,
    "tty": True,
    "dns": ["127.0.0.53"],
    "pidMode": "host",
}


UNKNOWN_CHANGES: dict[str, Any] = {
    "image": UNKNOWN,
    "envs": ["A=1", UNKNOWN],
    "labels": UNKNOWN,
    "memory": UNKNOWN,
    "volumes": [{"volumeName": UNKNOWN, "containerPath": "/data", "readOnly": True}, *FULL["volumes"][1:]],
    "mounts": [{"type": "volume", "source": UNKNOWN, "target": "/mount"}],
    "networksAdvanced": [{"name": UNKNOWN, "aliases": ["x"]}],
    "ports": [{"internal": 8000, "external": UNKNOWN, "ip": "127.0.0.1"}],
    "healthcheck": {"tests": ["CMD", UNKNOWN]},
    "uploads": [{"file": "/x", "content": UNKNOWN}],
    "logOpts": {"max-size": UNKNOWN},
    "command": ["sleep", UNKNOWN],
}


def container_changes(story: Story) -> None:
    """Which replace, which do not, and which only seem to do something."""
    thing = container(story, **FULL)
    thing.create()
    for name, value in CHANGES.items():
        thing.would(**{name: value})
    thing.delete()


WHOLLY_UNKNOWN = (
    *("envs", "labels", "command", "entrypoints", "hostname", "securityOpts", "init", "stopTimeout", "healthcheck"),
    *("volumes", "mounts", "ports", "tmpfs", "logOpts", "capabilities", "networksAdvanced", "uploads", "groupAdds"),
)


def unknown_changes(story: Story) -> None:
    """What a preview knows of changes whose value is not known yet."""
    thing = container(story, **FULL)
    thing.create()
    for name, value in UNKNOWN_CHANGES.items():
        thing.would(**{name: value})
    for name in WHOLLY_UNKNOWN:
        thing.would(**{name: UNKNOWN})
    thing.delete()
    story.plugin.create(thing.urn, {**thing.inputs, **UNKNOWN_CHANGES}, preview=True)


def fewer_mounts(story: Story) -> None:
    thing = container(story, mounts=[{"type": "volume", "source": "plugins-mount", "target": "/mount"}])
    thing.create()
    thing.would(mounts=[])
    thing.update(mounts=[{"type": "volume", "source": "plugins-another", "target": "/mount"}])
    look(story, thing)
    thing.delete()


def ignored_changes(story: Story) -> None:
    thing = container(story, envs=["A=1"], healthcheck={"tests": ["CMD", "true"], "interval": "5s"}, memory=64)
    thing.create()
    thing.compare("memorySwap")
    thing.inputs = {**thing.inputs, "envs": ["A=2"], "healthcheck": {**thing.inputs["healthcheck"], "interval": "6s"}}
    thing.compare()
    thing.compare("envs")
    thing.compare("envs", "memorySwap", "healthcheck.interval")
    thing.delete()
