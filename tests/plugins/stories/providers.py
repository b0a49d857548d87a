"""The provider itself: what it is told, and an engine that does not answer."""

from ..story import Story


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
