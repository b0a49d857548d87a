"""docker.Network and docker.Volume."""

from threading import Timer

from ..story import Story

LABELS = [{"label": "x", "value": "1"}, {"label": "a", "value": "2"}]


def plain_network(story: Story) -> None:
    thing = story.resource("Network", "net")
    thing.check()
    thing.preview()
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.delete()
    thing.refresh()
    thing.delete()


def full_network(story: Story) -> None:
    thing = story.resource("Network", "net")
    thing.check(
        internal=True,
        labels=LABELS,
        options={"com.docker.network.bridge.inhibit_ipv4": "true"},
        ipamConfigs=[{"subnet": "10.213.7.0/24", "gateway": "10.213.7.9"}],
    )
    thing.create()
    found = story.api.inspect_network(thing.id)
    story.tell("in the engine", {key: found[key] for key in ("Internal", "Driver", "Options", "Labels", "Attachable")})
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.would(labels=LABELS[::-1])
    thing.would(labels=LABELS[:1])
    thing.would(internal=None)
    thing.would(options=None)
    thing.would(driver="macvlan")
    thing.would(attachable=True)
    thing.would(ipamConfigs=None)
    thing.would(ipamConfigs=[{"subnet": "10.213.7.0/24"}])
    thing.would(name="mine")
    thing.delete()


def overlay(story: Story) -> None:
    thing = story.resource("Network", "net")
    thing.check(driver="overlay", attachable=True, internal=True, options={"encrypted": ""})
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.compare("options")
    thing.would(options={})
    thing.delete()


def a_name_of_ones_own(story: Story) -> None:
    """It is taken away before the new one comes, and must not be there yet."""
    first, second = story.resource("Network", "first"), story.resource("Network", "second")
    for thing in (first, second):
        thing.check(name="plugins-own-name")
        thing.create()
    first.would(internal=True)
    first.delete()
    volume = story.resource("Volume", "own")
    volume.check(name="plugins-own-name")
    volume.create()
    volume.would(labels=LABELS)
    volume.delete()


def a_network_in_use(story: Story) -> None:
    """Its removal waits for the containers to go."""
    thing = story.resource("Network", "net")
    thing.check()
    thing.create()
    name = thing.state["name"]
    story.engine.containers.run(story.image, ["sleep", "1000"], name="plugins-user", network=name, detach=True)
    timer = Timer(1, story.api.remove_container, ["plugins-user"], {"force": True})
    timer.start()
    thing.delete()
    timer.join()


def a_volume_in_use(story: Story) -> None:
    thing = story.resource("Volume", "data")
    thing.check()
    thing.create()
    volumes = {thing.state["name"]: {"bind": "/data"}}
    story.engine.containers.run(story.image, ["sleep", "1000"], name="plugins-user", volumes=volumes, detach=True)
    timer = Timer(1, story.api.remove_container, ["plugins-user"], {"force": True})
    timer.start()
    thing.delete()
    timer.join()


def plain_volume(story: Story) -> None:
    thing = story.resource("Volume", "data")
    thing.check(labels=LABELS)
    thing.preview()
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.would(labels=LABELS[::-1])
    thing.would(labels=None)
    thing.would(driver="other")
    thing.would(driverOpts={"type": "tmpfs"})
    thing.would(name="mine")
    thing.check(bogus=1)
    thing.check(mountpoint="/x")
    story.api.remove_volume(thing.id)
    thing.refresh()


def a_volume_with_options(story: Story) -> None:
    thing = story.resource("Volume", "data")
    thing.check(driver="local", driverOpts={"type": "tmpfs", "device": "tmpfs", "o": "size=1m"})
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.delete()
    thing.check(driverOpts={"bogus": "x"})
    thing.create()
