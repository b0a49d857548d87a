"""Create and remove the stack itself, in whatever backend the user has."""

import re
import shutil

import yaml

from engine.checkout import STACK, Checkout
from engine.cli import Pulumi
from engine.environment import keeps_state
from engine.errors import EngineError
from engine.heal import heal

NO_STACK = re.compile(r"no stack named .* found")  # also how Pulumi's Automation API tells it


def ensure_stack(pulumi: Pulumi) -> None:
    """Create the stack and select it, unless it is there. Repair it if a run was cut off."""
    if exists(pulumi):
        heal(pulumi)
        return
    local = pulumi.checkout.local
    local.mkdir(parents=True, exist_ok=True)
    project = yaml.safe_load((pulumi.checkout.root / "Pulumi.yaml").read_text(encoding="utf-8"))
    (local / "Pulumi.yaml").write_text(yaml.safe_dump({"name": project["name"], "runtime": "python"}))
    pulumi.must("stack", "init", STACK, "--no-select", folder=local)
    pulumi.must("stack", "select", STACK)


def exists(pulumi: Pulumi) -> bool:
    """Whether the user's backend has the stack.

    Raises:
        EngineError: the backend does not answer, so that nobody knows.
    """
    try:
        pulumi.ask("stack", "--stack", STACK, "--show-name")
    except EngineError as error:
        if NO_STACK.search(str(error)):
            return False
        raise
    return True


def kept_here(checkout: Checkout) -> bool:
    """Whether the state folder of this checkout has the stack; answered without an engine."""
    return any(checkout.stacks.glob(f"*/{STACK}.json"))


def remove_stack(pulumi: Pulumi) -> None:
    """Destroy what is deployed, then forget the stack. What other stacks need stays.

    Raises:
        EngineError: something could not be destroyed; the stack stays, so that it can be tried again.
    """
    heal(pulumi)
    pulumi.must("destroy", "--yes", "--skip-preview")
    # Without --preserve-config Pulumi would delete the tracked stack file.
    pulumi.must("stack", "rm", STACK, "--yes", "--preserve-config", "--remove-backups")
    checkout = pulumi.checkout
    shutil.rmtree(checkout.local, ignore_errors=True)
    if keeps_state(checkout, pulumi.environment) and not any(checkout.stacks.glob("*/*.json")):
        shutil.rmtree(checkout.state)
        shutil.rmtree(checkout.pulumi_home, ignore_errors=True)
        checkout.passphrase.unlink(missing_ok=True)
