"""A real Supervisor in a folder of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery_stack.targets.host import launch, orphans
from celery_stack.targets.host.place import SUPERVISOR
from celery_stack.targets.host.resources.daemon import DaemonProvider
from celery_stack.targets.host.resources.folder import FolderProvider

from .machines import ME


@contextmanager
def supervised(state: Path) -> Iterator[dict[str, Any]]:
    """The state of a Supervisor's resource while it runs; afterwards nothing of it may be left."""
    shared = {"user": ME, "state_dir": str(state), "log_dir": str(state / "log")}
    folder = FolderProvider().create({**shared, "owner": "a test"}).outs or {}
    installed = {"environment": str(state / "supervisor-1"), "python": "", "package": SUPERVISOR}
    daemon = DaemonProvider()
    made = daemon.create({**shared, **installed, "launcher": Path(launch.__file__).read_text()}).outs or {}
    yield made
    daemon.delete("", made)
    assert orphans.of(str(state)) == []
    assert not Path(made["environment"]).exists()
    FolderProvider().delete("", folder)
    assert not state.exists()
