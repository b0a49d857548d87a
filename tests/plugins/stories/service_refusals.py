"""docker.Service: what is refused."""

from typing import Any

from ..story import Story

REFUSED_TASKS: list[dict[str, Any]] = [
    {},
    {"containerSpec": {}},
    {"containerSpec": {"image": "x", "bogus": 1}},
    {"containerSpec": {"image": "x", "stopGracePeriod": "5"}},
    {"containerSpec": {"image": "x"}, "restartPolicy": {"condition": "always"}},
    {"containerSpec": {"image": "x", "secrets": [{"secretId": "x"}]}},
    {"containerSpec": {"image": "x", "mounts": [{"type": "floppy", "target": "/x"}]}},
]


def refused_services(story: Story) -> None:
    thing = story.resource("Service", "service")
    thing.check()
    for task in REFUSED_TASKS:
        thing.check(taskSpec=task)
    container = {"containerSpec": {"image": "x"}}
    thing.check(taskSpec=container, mode={"global": True, "replicated": {"replicas": 2}})
    thing.check(taskSpec=container, updateConfig={"order": "random"})
    thing.check(taskSpec=container, updateConfig={"maxFailureRatio": "2"})
    thing.check(taskSpec=container, endpointSpec={"ports": [{"publishedPort": 1}]})
    thing.check(taskSpec={**container, "networksAdvanceds": [{}]})
    thing.create()
