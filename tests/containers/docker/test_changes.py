"""What a change does to a stack that runs: new code, new numbers, and nothing that need not change."""

from waiting import wait_for

from ..deployment import CODE, Deployment
from ..images import Images


def test_a_new_image_takes_every_process_and_no_task_is_lost(stack: Deployment, images: Images) -> None:
    broker = stack.container("broker").id
    sent = [stack.application.send("slow", seconds=3) for _ in range(4)]
    wait_for(lambda: stack.application.state(sent[0])["state"] == "PROGRESS", "the worker is at it")
    stack.change("app", image=images.newer)
    stack.up()
    assert stack.application.failed(sent, 60) == []
    assert stack.runs(images.newer)
    assert stack.container("broker").id == broker


def test_replicas_are_containers_that_know_who_they_are(stack: Deployment) -> None:
    others = stack.ids("broker", "web", "beat")
    stack.change("workers", default={"queues": ["celery"], "replicas": 3})
    stack.up()
    names = {f"demo-worker-default-{number}" for number in range(3)}
    wait_for(lambda: stack.workers() == names, "all three say that they are there")
    assert stack.ids("broker", "web", "beat") == others


def test_fewer_replicas_again(stack: Deployment) -> None:
    stack.change("workers", default={"queues": ["celery"]})
    stack.up()
    assert len(stack.containers("worker")) == 1
    stack.up("--expect-no-changes")


def test_a_changed_secret_makes_the_processes_anew_that_read_it(stack: Deployment) -> None:
    before, schedule = stack.ids(*CODE), kept_by_beat(stack)
    stack.keep_secret("app.secrets.LETTER", "another")
    stack.up()
    assert not stack.ids(*CODE) & before
    assert kept_by_beat(stack) == schedule
    stack.up("--expect-no-changes")


def kept_by_beat(stack: Deployment) -> str:
    """The volume with its schedule."""
    [found] = [one["Name"] for one in stack.container("beat").attrs["Mounts"] if one["RW"]]
    return str(found)
