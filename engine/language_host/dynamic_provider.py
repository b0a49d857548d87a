"""The provider of `pulumi.dynamic` resources, which ends when its engine does, also when that one was killed."""

import os
import runpy
import sys
import time
from pathlib import Path
from threading import Thread

LOOK_EVERY = 1.0  # seconds


def _end_with(engine: int) -> None:
    while os.getppid() == engine:
        time.sleep(LOOK_EVERY)
    os._exit(1)


Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
sys.path[0] = str(Path.cwd())  # the program's folder: resources are found by the names of their modules
runpy.run_module("pulumi.dynamic", run_name="__main__", alter_sys=True)
