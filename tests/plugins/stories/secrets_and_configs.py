"""docker.Secret and docker.ServiceConfig."""

import base64

from ..story import Story

CONTENT = base64.b64encode(b"content").decode()

OTHER = base64.b64encode(b"other").decode()


def secret_and_config(story: Story) -> None:
    for kind in ("Secret", "ServiceConfig"):
        thing = story.resource(kind, "thing")
        thing.check(data=CONTENT, labels=[{"label": "b", "value": "2"}, {"label": "a", "value": "1"}])
        thing.preview()
        thing.create()
        thing.compare()
        thing.refresh()
        thing.compare()
        thing.would(data=OTHER)
        thing.would(labels=None)
        thing.would(name="mine")
        thing.delete()
        thing.refresh()
        thing.delete()


def a_secret_of_a_name(story: Story) -> None:
    first, second = story.resource("Secret", "first"), story.resource("Secret", "second")
    for thing in (first, second):
        thing.check(name="plugins-own", data=CONTENT)
        thing.create()
    first.would(data=OTHER)
    first.delete()


def refused_secrets(story: Story) -> None:
    for kind in ("Secret", "ServiceConfig"):
        thing = story.resource(kind, "thing")
        thing.check()
        thing.check(data="no base64!")
        thing.check(data=CONTENT, bogus="x")


def config_as_text(story: Story) -> None:
    thing = story.resource("ServiceConfig", "thing")
    thing.check(dataRaw="content")
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.delete()
    thing.check(dataRaw="content", data=CONTENT)
