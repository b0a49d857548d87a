"""The provider itself: what it is told, and an engine that does not answer."""

import json

from ..story import Story, wording


def engine_not_there(story: Story) -> None:
    """A preview needs no engine."""
    story.plugin.configure({"host": "unix:///no/such/socket"})
    thing = story.resource("Volume", "data")
    thing.check()
    thing.preview()
    thing.create()
    container = story.resource("Container", "one")
    container.check(image=story.image)
    container.preview()
    container.create()
    story.plugin.configure({})


def configuration(story: Story) -> None:
    """Credentials are sealed, whoever gave them."""
    login = {"address": "registry:5000", "username": "user", "password": "word"}
    for config in (
        {},
        {"host": "tcp://engine:2375", "sshOpts": json.dumps(["-o", "x"]), "version": "5.1.0"},
        {"registryAuth": json.dumps([login])},
        {"registryAuth": json.dumps([{"username": "user"}])},
        {"bogus": "x"},
    ):
        inputs, failures = story.plugin.check_config(config)
        inputs = {key: value for key, value in inputs.items() if isinstance(value, str)}
        sealed = sorted(set(config) - set(inputs)) if not failures else []
        story.tell("configuration", {"given": config, "sealed": sealed, "failures": [wording(one) for one in failures]})
