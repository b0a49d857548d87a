"""An image that the stack builds from a folder with a Dockerfile, from a first version that does not run."""

import docker
import pytest
from docker.errors import ImageNotFound

from ..deployment import Deployment
from ..images import EXAMPLE, Images
from .conftest import Describe


@pytest.fixture(scope="module")
def built(describe: Describe, images: Images) -> Deployment:
    """The example with its own Dockerfile, on a base that is here; worker and beat import what is not there yet."""
    made = describe()
    dockerfile = (EXAMPLE / "Dockerfile").read_text()
    [base] = [line for line in dockerfile.splitlines() if line.startswith("ARG BASE=")]
    (made.source / "Dockerfile").write_text(dockerfile.replace(base, f"ARG BASE={images.python}"))
    app = {key: value for key, value in made.config("app").items() if key != "image"}
    settings = {**app["settings"], "imports": ["demo.orders"]}
    made.configure(app={**app, "source": "django", "settings": settings})
    return made


def test_a_first_update_that_fails_says_why(built: Deployment) -> None:
    said = built.fails("up", "--yes", "--skip-preview")
    assert "The last lines of its output:" in said
    assert "No module named 'demo.orders'" in said


def test_the_next_one_with_what_was_missing_completes_it(built: Deployment) -> None:
    (built.source / "demo" / "orders.py").write_text("")
    built.up()
    assert built.application.adds()
    images = {built.container(role).attrs["Config"]["Image"] for role in ("web", "worker", "beat")}
    assert len(images) == 1
    built.must("preview", "--refresh", "--expect-no-changes")


def test_destroy_right_after_an_up_takes_the_image_along(built: Deployment, engine: docker.DockerClient) -> None:
    (built.source / "demo" / "orders.py").write_text("TABLE = 'orders'\n")
    built.up()
    image = built.container("web").attrs["Config"]["Image"]
    built.destroy()
    with pytest.raises(ImageNotFound):
        engine.images.get(image)
    assert list(built.left()) == []
