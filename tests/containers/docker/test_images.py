"""Images of every kind run unchanged, also without a shell, also with root as their user."""

from ..deployment import Deployment
from ..images import Images
from ..inside import processes


def test_an_image_without_a_shell(stack: Deployment, images: Images) -> None:
    stack.change("app", image=images.shellless)
    stack.up()
    assert stack.container("web").exec_run(["sh", "-c", "true"]).exit_code != 0
    assert stack.application.adds()


def test_an_image_whose_user_is_root(stack: Deployment, images: Images) -> None:
    stack.change("app", image=images.rooted)
    stack.up()
    assert stack.application.adds()
    users = {one.user for container in stack.containers() for one in processes(container)}
    assert not users & {"root", "0"}
