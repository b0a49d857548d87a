"""docker.Service: what it is, and what is read back of it."""

from ..story import Story
from .making import look_at_service, service, wait_until_running


def plain_service(story: Story) -> None:
    """A grace that is not given is none."""
    thing = service(story)
    thing.preview()
    thing.create()
    look_at_service(story, thing)
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.update(labels=[{"label": "a", "value": "b"}])
    look_at_service(story, thing)
    thing.compare()
    thing.delete()
    thing.refresh()
    thing.delete()


def network_by_name(story: Story) -> None:
    """A refresh finds its id instead, and that replaces the service."""
    network = story.resource("Network", "net")
    network.check(driver="overlay")
    network.create()
    thing = service(story, task={"networksAdvanceds": [{"name": network.state["name"]}]})
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.delete()
    network.delete()


def sticky_tmpfs(story: Story) -> None:
    """The sticky bit is lost when it is read back."""
    mount = {"type": "tmpfs", "target": "/tmp", "tmpfsOptions": {"mode": 0o1777}}
    thing = service(story, spec={"mounts": [mount]})
    thing.create()
    look_at_service(story, thing)
    thing.compare()
    thing.refresh()
    thing.would(taskSpec={"containerSpec": {**thing.inputs["taskSpec"]["containerSpec"], "mounts": [mount]}})
    thing.delete()


def restart_policy_without_times(story: Story) -> None:
    thing = service(story, task={"restartPolicy": {"condition": "on-failure"}})
    thing.create()
    thing.compare()
    thing.delete()


def any_port(story: Story) -> None:
    """The engine chooses the port."""
    thing = service(story, endpointSpec={"ports": [{"targetPort": 80}]})
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.delete()


def image_without_tag(story: Story) -> None:
    """The tag is added, and differs from what the user wrote."""
    thing = service(story, spec={"image": story.image.partition(":")[0]})
    thing.create()
    thing.compare()
    thing.update(labels=[{"label": "a", "value": "b"}])
    thing.delete()


def old_values_as_defaults(story: Story) -> None:
    """What was given once stays, where a refresh has lost which inputs were defaults."""
    check = {"tests": ["CMD", "true"], "interval": "5s", "timeout": "4s", "startPeriod": "3s"}
    thing = service(story, spec={"healthcheck": check})
    thing.create()
    spec = thing.inputs["taskSpec"]["containerSpec"]
    thing.would(taskSpec={"containerSpec": {**spec, "healthcheck": {"tests": ["CMD", "false"]}}})
    thing.refresh()
    thing.would(taskSpec={"containerSpec": {**spec, "healthcheck": {"tests": ["CMD", "true"]}}})
    thing.delete()


def whole_grace(story: Story) -> None:
    """A process that uses all its grace makes the deletion fail, and the next one too: the service is gone by then."""
    command = {
        "commands": ["sh"],
        "args": ["-c", "trap '' TERM; while true; do sleep 1; done"],
        "stopGracePeriod": "2s",
    }
    thing = service(story, spec=command)
    thing.create()
    wait_until_running(story, thing)
    thing.delete()
    thing.delete()
    thing.refresh()


def enough_grace(story: Story) -> None:
    """The deletion ends when the containers are gone."""
    thing = service(story, spec={"stopGracePeriod": "30s", "init": True})
    thing.create()
    wait_until_running(story, thing)
    name = thing.state["name"]
    thing.delete()
    story.tell("containers left", len(story.engine.containers.list(all=True, filters={"name": name})))
