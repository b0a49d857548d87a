"""Images of every kind run unchanged: without a shell, with root as their user, built by the stack itself."""

import docker
import pytest
from docker.errors import ImageNotFound

from ..deployment import Deployment
from ..images import EXAMPLE, Images
from ..inside import processes
from .conftest import Describe


@pytest.fixture(scope="module")
def other(describe: Describe, images: Images) -> Deployment:
    made = describe(app={"image": images.shellless})
    made.up()
    return made


def test_an_image_without_a_shell(other: Deployment) -> None:
    assert other.container("web").exec_run(["sh", "-c", "true"]).exit_code != 0
    assert other.application.adds()


def test_an_image_whose_user_is_root(other: Deployment, images: Images) -> None:
    other.change("app", image=images.rooted)
    other.up()
    assert other.application.adds()
    users = {one.user for container in other.containers() for one in processes(container)}
    assert not users & {"root", "0"}


@pytest.fixture(scope="module")
def built(describe: Describe, images: Images) -> Deployment:
    """Built from the example's own Dockerfile, on a base that is here."""
    made = describe()
    dockerfile = (EXAMPLE / "Dockerfile").read_text()
    default = next(line for line in dockerfile.splitlines() if line.startswith("ARG BASE="))
    (made.source / "Dockerfile").write_text(dockerfile.replace(default, f"ARG BASE={images.python}"))
    app = {key: value for key, value in made.config("app").items() if key != "image"}
    made.configure(app={**app, "source": "django"})
    made.up()
    return made


def test_an_image_is_built_from_the_folder(built: Deployment) -> None:
    assert built.application.adds()
    built.up("--expect-no-changes")


def test_a_change_in_the_folder_is_a_new_image_for_every_process(built: Deployment) -> None:
    before = built.container("web").attrs["Config"]["Image"]
    (built.source / "demo" / "extra.py").write_text("")
    built.up()
    after = {built.container(role).attrs["Config"]["Image"] for role in ("web", "worker", "beat")}
    assert len(after) == 1
    assert before not in after


def test_destroy_takes_the_built_image_along(built: Deployment, engine: docker.DockerClient) -> None:
    image = built.container("web").attrs["Config"]["Image"]
    built.destroy()
    with pytest.raises(ImageNotFound):
        engine.images.get(image)
