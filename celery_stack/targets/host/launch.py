"""Becomes a process of the stack. Copied beside the stack's files and run by Supervisor with the standard library only.

    python launch.py SPECIFICATION.json REPLICA

Any value fits into JSON, while a Supervisor configuration has no way to write some of them. A process that ended soon
after its last start waits a little longer each time, at most half a minute, and never gives up. One that runs once has
no record of its starts, and writes its log itself.
"""

import json
import os
import sys
import time
from pathlib import Path

SHORT_LIFE_SECONDS = 10
LONGEST_PAUSE_SECONDS = 30


def pause(record: Path, now: float) -> float:
    """Seconds to wait before this start, and note it."""
    try:
        last, failures = json.loads(record.read_text())
    except (OSError, ValueError):
        last, failures = 0.0, 0
    failures = failures + 1 if now - last < SHORT_LIFE_SECONDS + min(2**failures, LONGEST_PAUSE_SECONDS) else 0
    record.write_text(json.dumps([now, min(failures, 10)]))
    return 0 if failures <= 1 else min(2.0**failures, LONGEST_PAUSE_SECONDS)


def wait(record: Path) -> None:
    """Pause before a start that comes soon after the last one."""
    seconds = pause(record, time.time())
    if seconds:
        print(f"it ended soon after its start: next try in {seconds:.0f} s", flush=True)
        time.sleep(seconds)


def write_to(log: str) -> None:
    """Append to a log as a program of Supervisor's does: nobody else's to read."""
    os.umask(0o027)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(descriptor, stream.fileno())


def main(specification: str, replica: str) -> None:
    spec = json.loads(Path(specification).read_text(encoding="utf-8"))
    if "record" in spec:
        wait(Path(f"{spec['record']}-{replica}"))
    if "log" in spec:
        write_to(spec["log"])
    per_replica = {name: value.replace("{replica}", replica) for name, value in spec["replica_env"].items()}
    env = {**spec["env"], **per_replica}
    os.chdir(spec["cwd"])
    try:
        os.execvpe(spec["argv"][0], spec["argv"], env)  # noqa: S606 - an argument list, no shell wanted
    except FileNotFoundError:
        sys.exit(f"{spec['argv'][0]} is not installed in {env['PATH']}; add it to app.requirements")


if __name__ == "__main__":
    main(*sys.argv[1:])
