"""Where things of this checkout are. Whatever the engine writes is under `.celery-stack`, which git ignores."""

from dataclasses import dataclass
from pathlib import Path

STACK = "dev"


@dataclass(frozen=True)
class Checkout:
    """The project's folder, and the paths in it."""

    root: Path

    @property
    def virtualenv(self) -> Path:
        return self.root / ".venv"

    @property
    def own(self) -> Path:
        return self.root / ".celery-stack"

    @property
    def language_host(self) -> Path:
        """The folder of our own language host's executables."""
        return self.root / "engine" / "bin"

    @property
    def pulumi_home(self) -> Path:
        return self.own / "home"

    @property
    def state(self) -> Path:
        return self.own / "state"

    @property
    def stacks(self) -> Path:
        """Where Pulumi's file backend keeps one folder per project, one file per stack in it."""
        return self.state / ".pulumi" / "stacks"

    @property
    def passphrase(self) -> Path:
        return self.own / "passphrase"

    @property
    def stack_file(self) -> Path:
        """The stack's configuration as the user writes it and git keeps it."""
        return self.root / "stacks" / f"Pulumi.{STACK}.yaml"

    @property
    def local(self) -> Path:
        """A project folder of its own: `pulumi stack init` writes its salt there, not into a tracked file."""
        return self.own / "project"

    @property
    def local_stack_file(self) -> Path:
        """The configuration that Pulumi reads and writes: the tracked one with this machine's changes."""
        return self.local / f"Pulumi.{STACK}.yaml"


THIS = Checkout(Path(__file__).resolve().parents[1])
