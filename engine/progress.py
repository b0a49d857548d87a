"""Show that a long command is alive: how long it has run, how far it is, and what it is at."""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from engine.errors import EngineError
from engine.say import say

INTERVAL = 1.0  # seconds between two looks on a terminal
INTERVAL_IN_A_LOG = 15.0
LINES_OF_FAILURE = 20


class Ticker:
    """One line on a terminal that is written anew, or a line now and then in a log."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.terminal = sys.stderr.isatty()
        self.interval = INTERVAL if self.terminal else INTERVAL_IN_A_LOG
        self.begun = self.shown = time.monotonic()

    def tick(self, text: str) -> None:
        """Show `text` unless the last one was shown less than an interval ago."""
        if time.monotonic() - self.shown >= self.interval:
            self.shown = time.monotonic()
            self.show(text)

    def show(self, text: str, end: str = "") -> None:
        line = f"{self.what}, {time.monotonic() - self.begun:.0f} s: {text}"
        if self.terminal:
            print(f"\r\033[K  {line[:100]}", end=end, file=sys.stderr, flush=True)
        else:
            say(f"  {line}")


def run(command: Sequence[str], *, what: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Run `command` and tick; each line that it writes counts as one step.

    Raises:
        EngineError: it failed; the message ends with its last lines.
    """
    last: deque[str] = deque(maxlen=LINES_OF_FAILURE)
    ticker = Ticker(what)
    with subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        steps = 0
        for line in _lines(process, ticker.interval):
            if line:
                steps += 1
                last.append(line)
            ticker.tick(f"{steps} steps, {last[-1].strip() if last else 'starting'}")
    if process.returncode:
        raise EngineError(f"{command[0]} failed with exit code {process.returncode}:\n" + "".join(last))
    ticker.show("done", end="\n")


def _lines(process: "subprocess.Popen[str]", silence: float) -> Iterator[str]:
    """What the process writes, and an empty string after each `silence` in seconds."""
    lines: SimpleQueue[str | None] = SimpleQueue()
    Thread(target=_read, args=(process, lines), daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=silence)
        except Empty:
            line = ""
        if line is None:
            return
        yield line


def _read(process: "subprocess.Popen[str]", lines: "SimpleQueue[str | None]") -> None:
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)
