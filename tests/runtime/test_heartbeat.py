"""The heartbeat is young as long as the main loop moves, and Redis knows who is alive."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

from .application import Application
from .conftest import every_version
from .redis_server import RedisServer
from .virtual_environments import VERSIONS
from .waiting import holds_for, wait_for

# Longer than the main loop may be quiet (20 s): an outage that only looks like a stuck loop.
OUTAGE = 24


def age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def test_a_frozen_worker_is_stale_and_a_woken_one_is_not(application: Application) -> None:
    worker = application.worker()
    application.wait_until_ready()
    alive = application.heartbeat("worker")
    assert holds_for(lambda: age(alive) < 1.5, seconds=2)
    worker.send_signal(signal.SIGSTOP)
    wait_for(lambda: age(alive) > 2, what="the heartbeat is old")
    worker.send_signal(signal.SIGCONT)
    wait_for(lambda: age(alive) < 1.5, what="the heartbeat is young again")


@every_version
def test_a_worker_that_stops_is_listed_no_more(application: Application) -> None:
    worker = application.worker(REMAP_SIGTERM="SIGQUIT")
    application.wait_until_ready()
    worker.terminate()
    worker.wait(timeout=20)
    assert application.server.admin.zscore("celery-stack:demo:workers", "worker@test") is None
    assert application.heartbeat("worker").exists()


def test_a_worker_that_was_killed_ages_away(application: Application) -> None:
    worker = application.worker()
    application.wait_until_ready()
    worker.kill()
    admin = application.server.admin
    wait_for(lambda: not admin.exists("celery-stack:demo:workers"), what="nobody is listed")


def test_a_long_outage_is_life_and_a_stuck_loop_is_not(
    make_application: Callable[[str], Application], redis_server: RedisServer
) -> None:
    applications = [make_application(version) for version in VERSIONS]
    for number, application in enumerate(applications):
        application.worker(name=f"prefork{number}")
        application.wait_until_ready(f"prefork{number}")
    stuck = applications[-1]
    stuck.worker("--pool=solo", "--queues=stuck", name="solo")  # its tasks run in the main loop
    stuck.wait_until_ready("solo")
    stuck.run("-c", f"import demo; demo.slow.apply_async(['stuck', {OUTAGE * 2}], queue='stuck')")
    wait_for(lambda: "begun-stuck" in stuck.tasks_done(), what="the main loop is stuck")
    beat = stuck.beat()
    wait_for(lambda: redis_server.admin.exists("celery-stack:demo:beat"), what="beat ticks")

    redis_server.kill()
    young = [application.heartbeat(f"prefork{number}") for number, application in enumerate(applications)]
    young.append(stuck.heartbeat("beat"))
    assert holds_for(lambda: all(age(path) < 2 for path in young), seconds=OUTAGE)
    assert age(stuck.heartbeat("solo")) > 2
    redis_server.start()
    assert holds_for(lambda: all(age(path) < 2 for path in young), seconds=3)
    assert beat.poll() is None


def test_a_folder_that_is_missing_is_made(application: Application) -> None:
    path = application.folder / "a folder" / "alive"
    application.worker(CELERY_STACK_HEARTBEAT_FILE=str(path))
    wait_for(path.exists, what="the heartbeat file is there")


def test_a_file_that_cannot_be_written_stops_nothing(application: Application) -> None:
    application.worker(CELERY_STACK_HEARTBEAT_FILE="/proc/no/alive")
    code = "import json, demo; print(json.dumps(demo.add.delay(2, 3).get(timeout=20)))"
    assert application.answer(code) == 5
    wait_for(lambda: "heartbeat: touch_file failed" in application.log("worker"), what="the log says so")
    assert application.log("worker").count("heartbeat: touch_file failed") == 1
