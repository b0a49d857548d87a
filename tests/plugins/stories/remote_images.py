"""docker.RemoteImage."""

from ..story import Story, Thing

NAME = "plugins-image:1"


def _built(story: Story, **inputs: object) -> Thing:
    thing = story.resource("RemoteImage", "image")
    (story.folder / "Dockerfile").write_text(f"FROM {story.image}\nARG WORD=none\nLABEL word=$WORD\nCOPY . /there\n")
    (story.folder / "other").write_text(f"FROM {story.image}\n")
    thing.check(name=NAME, build={"context": str(story.folder)}, **inputs)
    return thing


def built_image(story: Story) -> None:
    thing = _built(story, triggers={"digest": "1"})
    thing.preview()
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    build = {"context": str(story.folder)}
    thing.would(triggers={"digest": "2"})
    thing.would(build={**build, "dockerfile": "other"})
    thing.would(build={**build, "buildArgs": {"WORD": "x"}})
    thing.would(build={**build, "tags": ["plugins-image:2"]})
    thing.would(build={**build, "remove": False})
    thing.would(name="plugins-image:2")
    thing.would(forceRemove=True)
    thing.update(keepLocally=True)
    thing.delete()
    story.tell("kept", bool(story.engine.images.list(name=NAME)))
    thing.update(keepLocally=False)
    thing.delete()
    story.tell("kept", bool(story.engine.images.list(name=NAME)))
    thing.refresh()
    thing.delete()


def arguments_of_a_build(story: Story) -> None:
    thing = story.resource("RemoteImage", "image")
    (story.folder / "other").write_text(
        f"FROM {story.image} AS first\nARG WORD=none\nENV WORD=$WORD\nFROM first\nENV B=2\n"
    )
    build = {
        "context": str(story.folder),
        "dockerfile": "other",
        "buildArgs": {"WORD": "x"},
        "labels": {"a": "ignored"},
        "label": {"a": "b"},
        "target": "first",
        "tags": ["plugins-image:2"],
    }
    thing.check(name=NAME, build=build)
    thing.create()
    for name in (NAME, "plugins-image:2"):
        config = story.api.inspect_image(name)["Config"]
        story.tell("in the engine", {"Env": config["Env"], "Labels": config["Labels"]})
    thing.delete()
    story.api.remove_image("plugins-image:2")


def an_image_in_use(story: Story) -> None:
    for force in (False, True):
        thing = _built(story, forceRemove=force)
        thing.create()
        container = story.engine.containers.create(NAME, ["sleep", "1000"], name="plugins-user")
        thing.delete()
        container.remove()
        thing.delete()


def image_there_already(story: Story) -> None:
    thing = story.resource("RemoteImage", "image")
    thing.check(name=story.image, keepLocally=True)
    thing.create()
    thing.compare()
    thing.refresh()
    thing.compare()
    thing.would(keepLocally=None)
    thing.would(pullTriggers=["x"])
    thing.delete()


def refused_images(story: Story) -> None:
    thing = story.resource("RemoteImage", "image")
    thing.check()
    thing.check(name="x", build={})
    thing.check(name="x", build={"context": "/x", "bogus": 1})
    thing.check(name="x", build={"context": "/x"}, pullTriggers=["y"])
    thing.check(name="localhost:1/no-such-image:1")
    thing.create()
