"""docker.Container: what is refused at check, and what fails."""

from contextlib import suppress
from typing import Any

from docker.errors import NotFound

from ..story import Story
from .making import container

REFUSED: list[dict[str, Any]] = [
    {"bogus": 1},
    {"restart": "sometimes"},
    {"labels": [{"label": "a"}]},
    {"labels": [{"label": "a", "value": "b", "valu": "c"}]},
    {"memory": -1},
    {"memory": "many"},
    {"cpuSet": "first"},
    {"exitCode": 1},
    {"volumes": [{"hostPath": "relative", "containerPath": "/x"}]},
    {"healthcheck": {"tests": ["CMD"], "interval": "-1s"}},
    {"healthcheck": {"tests": ["CMD"], "interval": "5"}},
    {"uploads": [{"file": "/x", "content": "x", "permissions": "644"}]},
    {"uploads": [{"content": "x"}]},
    {"mounts": [{"target": "/x", "type": "floppy"}]},
    {"networksAdvanced": [{"aliases": ["x"]}]},
    {"ports": [{"external": 80}]},
]

FAILING: list[dict[str, Any]] = [
    {"command": [""]},
    {"command": ["no such program"]},
    {"readOnly": True, "uploads": [{"file": "/x", "content": "x"}]},
    {"uploads": [{"file": "/x"}]},
    {"uploads": [{"file": "/x", "content": "x", "contentBase64": "AA=="}]},
    {"uploads": [{"file": "/x", "source": "/no/such/file"}]},
    {"networksAdvanced": [{"name": "plugins-no-such-network"}]},
    {"volumes": [{"readOnly": True}]},
    {"wait": True},
    {"wait": True, "waitTimeout": 1, "healthcheck": {"tests": ["CMD", "false"], "interval": "60s"}},
    {"user": "no-such-user"},
]


def refused_containers(story: Story) -> None:
    thing = story.resource("Container", "wrong")
    thing.check()
    for inputs in REFUSED:
        thing.check(image="some", **inputs)


def failing_creations(story: Story) -> None:
    """A container that was made before something failed stays in the state."""
    for inputs in FAILING:
        thing = container(story, **{"name": "plugins-failing", **inputs})
        thing.create()
        if thing.id:
            thing.compare()
            thing.update(stopTimeout=3)
            thing.update(memory=64)
            thing.refresh()
            thing.compare()
        with suppress(NotFound):
            story.api.remove_container("plugins-failing", v=True, force=True)


def name_taken(story: Story) -> None:
    first, second = container(story, name="plugins-taken"), container(story, name="plugins-taken")
    first.create()
    second.create()
    first.delete()


def port_taken(story: Story) -> None:
    ports = [{"internal": 80, "external": 18767, "ip": "127.0.0.1"}]
    first, second = container(story, ports=ports), container(story, name="plugins-failing", ports=ports)
    first.create()
    second.create()
    first.delete()
    story.api.remove_container("plugins-failing", force=True)


def image_missing(story: Story) -> None:
    thing = story.resource("Container", "missing")
    thing.check(image="localhost:1/no-such-image:1")
    thing.preview()
    thing.create()
