"""Build the engine from its Go module, for networks that reach package registries only."""

import os
from pathlib import Path

from engine import version
from engine.checkout import Checkout
from engine.golang import cache_environment, toolchain
from engine.progress import run
from engine.say import say

PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"


def build(checkout: Checkout, target: Path, path: str) -> None:
    """Compile the pinned engine to `target`.

    Raises:
        EngineError: there is no Go and none could be installed, a module is out of reach, or it does not compile.
    """
    go = toolchain(checkout, path)
    say(
        f"Building Pulumi {version.PINNED} from its Go module: about 6 minutes on 2 cores the first time,\n"
        "seconds when Go has it compiled. Interrupting is safe: the next run goes on from there."
    )
    run(
        [str(go), "build", "-v", *_options(), "-o", str(target), PACKAGE],
        what="compiling",
        folder=checkout.root / "engine",
        environment={**os.environ, **cache_environment(checkout, go), "GOTOOLCHAIN": "local", "GOWORK": "off"},
    )


def _options() -> list[str]:
    """As Pulumi's own releases are built; `-s -w` leaves the debugger's tables out."""
    linker = f"-s -w -X {VERSION_VARIABLE}=v{version.PINNED}"
    return ["-tags", "osusergo,grpcnotrace", "-ldflags", linker]
