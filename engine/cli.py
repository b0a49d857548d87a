"""Run Pulumi for this checkout's stack."""

import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.checkout import STACK, Checkout
from engine.errors import EngineError
from engine.find import Engine

# The commands that take their configuration from a file that one can name.
CONFIGURED = ("config", "destroy", "import", "logs", "preview", "refresh", "up", "watch")


@dataclass(frozen=True)
class Pulumi:
    """An engine with the environment of a checkout."""

    checkout: Checkout
    engine: Engine
    environment: Mapping[str, str]

    def run(self, *arguments: str, folder: str | Path = ".") -> int:
        """Run `pulumi` on the terminal and return its exit code. Ctrl-C is Pulumi's to handle: it ends in order."""
        return self.execute([str(self.engine.pulumi), *self._with_stack_file(arguments)], folder)

    def execute(self, command: Sequence[str], folder: str | Path = ".") -> int:
        """Run any command in this environment and return its exit code.

        Raises:
            EngineError: there is no such command.
        """
        with _interrupts_left_to_child():
            try:
                where = self.checkout.root / folder
                return subprocess.run(command, cwd=where, env=self.environment, check=False).returncode
            except OSError as error:
                raise EngineError(f"{command[0]}: {error.strerror}") from error

    def must(self, *arguments: str, folder: str | Path = ".") -> None:
        """The same, where nothing sensible can follow a failure.

        Raises:
            EngineError: Pulumi failed; it has said why.
        """
        if code := self.run(*arguments, folder=folder):
            raise EngineError(f"`pulumi {arguments[0]}` ended with exit code {code}; its message is above.")

    def ask(self, *arguments: str) -> str:
        """What `pulumi` prints.

        Raises:
            EngineError: Pulumi failed; the message is its own.
        """
        answer = subprocess.run(
            [self.engine.pulumi, "--non-interactive", *arguments],
            cwd=self.checkout.root,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )
        if answer.returncode:
            raise EngineError(f"`pulumi {arguments[0]}` failed: {answer.stderr.strip().removeprefix('error: ')}")
        return answer.stdout

    def _with_stack_file(self, arguments: tuple[str, ...]) -> list[str]:
        """Point a command at this machine's copy of the stack file, unless it is about another stack or file."""
        own = ("--config-file", "--stack", "-s")
        if arguments[:1] and arguments[0] in CONFIGURED and not any(word.startswith(own) for word in arguments):
            stack = ["--stack", STACK, "--config-file", str(self.checkout.local_stack_file)]
            return [arguments[0], *stack, *arguments[1:]]
        return list(arguments)


@contextmanager
def _interrupts_left_to_child() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
