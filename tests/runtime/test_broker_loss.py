"""Redis is killed while the worker is busy: the worker lives, every task is done."""

import json

from .application import Application
from .conftest import every_version
from .waiting import wait_for

TASKS = 100
PUBLISH = f"import demo\nfor number in range({TASKS}): demo.slow.delay(number, 0.02)"


def kept(application: Application) -> set[str]:
    """The tasks that Redis gives out again when their visibility timeout is over."""
    messages = map(json.loads, application.server.admin.hvals("unacked"))
    return {message["headers"]["argsrepr"].strip("(").partition(",")[0] for message, *_ in messages}


@every_version
def test_a_worker_with_a_free_slot_lives(application: Application) -> None:
    """This is what ends the worker of Celery 5.7.0 without the runtime, and the task with it."""
    worker = application.worker()
    application.run("-c", "import demo; demo.slow.delay('long', 4)")
    wait_for(lambda: "begun-long" in application.tasks_done(), what="the task runs")
    application.server.kill()
    application.server.start()
    wait_for(lambda: "long" in application.tasks_done(), what="the task is done")
    application.run("-c", "import demo; demo.done.delay('next')")
    wait_for(lambda: "next" in application.tasks_done(), what="the worker takes tasks again")
    assert worker.poll() is None


@every_version
def test_no_task_is_lost_under_load(application: Application) -> None:
    worker = application.worker()
    application.run("-c", PUBLISH)
    for part in (10, 30, 50, 70):
        wait_for(lambda part=part: len(application.tasks_done()) >= 2 * part, what=f"{part} tasks are done")
        application.server.kill()
        application.server.start()
    everything = {str(number) for number in range(TASKS)}
    wait_for(lambda: everything <= {*application.tasks_done(), *kept(application)}, what="every task is done")
    assert worker.poll() is None
