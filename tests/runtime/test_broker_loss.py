"""Redis is killed while the worker is busy: the worker lives, every task is done."""

from .application import Application
from .conftest import every_version
from .waiting import wait_for

TASKS = 100
PUBLISH = f"import demo\nfor number in range({TASKS}): demo.done.delay(number, 0.02)"


@every_version
def test_a_worker_with_a_free_slot_lives(application: Application) -> None:
    """This is what ends the worker of Celery 5.7.0 without the runtime, and the task with it."""
    worker = application.worker()
    application.run("-c", "import demo; demo.done.delay('long', 4)")
    wait_for(lambda: application.server.admin.hlen("unacked") == 1, what="the task runs")
    application.server.kill()
    application.server.start()
    wait_for(lambda: application.tasks_done() == ["long"], what="the task is done")
    application.run("-c", "import demo; demo.done.delay('next')")
    wait_for(lambda: application.tasks_done() == ["long", "next"], what="the worker takes tasks again")
    assert worker.poll() is None


@every_version
def test_no_task_is_lost_under_load(application: Application) -> None:
    worker = application.worker()
    application.run("-c", PUBLISH)
    for part in (10, 50):
        wait_for(lambda part=part: len(application.tasks_done()) >= part, what=f"{part} tasks are done")
        application.server.kill()
        application.server.start()
    done = {str(number) for number in range(TASKS)}
    wait_for(lambda: set(application.tasks_done()) == done, seconds=40, what="every task is done")
    assert worker.poll() is None
