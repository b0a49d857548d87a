"""docker.Container: how it starts, ends and is found again."""

import time

from ..story import Story
from .making import container, look


def stopped(story: Story) -> None:
    """A refresh finds it, and the next update starts it."""
    thing = container(story)
    thing.create()
    story.api.stop(thing.id, timeout=0)
    thing.refresh()
    thing.update(mustRun=True)
    look(story, thing)
    story.api.remove_container(thing.id, force=True)
    thing.refresh()


def gone_container(story: Story) -> None:
    """That there is nothing to remove is no error."""
    thing = container(story)
    thing.create()
    story.api.remove_container(thing.id, force=True)
    thing.delete()


def not_started_yet_wanted(story: Story) -> None:
    thing = container(story, start=False)
    thing.create()
    thing.compare()
    thing.delete()


def healthy(story: Story) -> None:
    check = {"tests": ["CMD", "true"], "interval": "1s"}
    thing = container(story, wait=True, waitTimeout=20, healthcheck=check)
    thing.create()
    thing.compare()
    thing.delete()


def one_shot(story: Story) -> None:
    """Its output and its exit code are told; that it ended is a change, unless it need not run."""
    for must_run in (True, False):
        command = ["sh", "-c", "echo said; exit 3"]
        thing = container(story, command=command, attach=True, logs=True, mustRun=must_run)
        thing.create()
        thing.compare()
        thing.refresh()
        thing.compare()
        thing.delete()


def grace(story: Story) -> None:
    """A process gets `destroyGraceSeconds` to end, and none where it is not given, whatever `stopTimeout` says."""
    for inputs in ({"stopTimeout": 9}, {"destroyGraceSeconds": 2}):
        thing = container(story, **{"destroyGraceSeconds": None, **inputs})
        thing.create()
        start = time.monotonic()
        thing.delete()
        story.tell("seconds of grace", int(time.monotonic() - start))
