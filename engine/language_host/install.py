"""How the dependencies of a program or a policy pack are installed."""

import sys
from collections.abc import Iterator
from pathlib import Path

from engine.language_host.interpreter import interpreter_of
from engine.language_host.protocol import language_pb2 as pb


def commands(info: pb.ProgramInfo) -> Iterator[list[str]]:
    """Create the virtual environment of the project where it is missing; install `requirements.txt`."""
    python = interpreter_of(info)
    if python.virtualenv and not Path(python.executable).exists():
        yield [sys.executable, "-m", "venv", str(python.virtualenv)]
    if Path(info.program_directory, "requirements.txt").exists():
        yield [python.executable, "-m", "pip", "install", "--requirement", "requirements.txt"]
