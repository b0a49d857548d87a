"""The whole runtime works from one file: worker, beat, each way to serve, and the probe."""

import os
from pathlib import Path

from .application import APPS, Application
from .archive import make_archive
from .conftest import every_version
from .waiting import wait_for
from .web import COMMANDS, Web, serve


def is_well(web: Web) -> bool:
    return bool(web.ask("/health").json()["status"] == "ok")


@every_version
def test_an_application_whose_runtime_is_one_file(application: Application, tmp_path: Path) -> None:
    path = {"PYTHONPATH": os.pathsep.join([str(make_archive(tmp_path)), str(APPS)])}
    assert "runtime.zip" in application.run("-c", "import celery_stack_runtime as it; print(it.__file__)", **path)
    application.worker(**path)
    application.beat(**path)
    webs = [serve(application, kind, **path) for kind in COMMANDS]
    wait_for(lambda: all(map(is_well, webs)), what="all are well")
    wait_for(lambda: "tick" in application.tasks_done(), what=f"a scheduled task ran: {application.log('worker')}")
    alive = application.run("-S", "-m", "celery_stack_runtime.probe", str(application.heartbeat("worker")), **path)
    assert alive.startswith("last heartbeat")
