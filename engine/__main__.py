"""`python -m engine VERB …`: what the Makefile calls."""

import sys
from collections.abc import Callable

from engine import commands
from engine.errors import EngineError

VERBS: dict[str, Callable[..., int]] = {
    "setup": commands.setup,
    "up": commands.up,
    "preview": commands.preview,
    "refresh": commands.refresh,
    "destroy": commands.destroy,
    "down": commands.down,
    "status": commands.status,
    "pulumi": commands.pulumi,
    "exec": commands.execute,
}


def main(arguments: list[str]) -> int:
    """Run one verb; its exit code, or 1 after a message."""
    if not arguments or arguments[0] not in VERBS:
        print("usage: python -m engine VERB …", *(f"  {verb:8} {VERBS[verb].__doc__}" for verb in VERBS), sep="\n")
        return 2
    verb, rest = VERBS[arguments[0]], arguments[1:]
    try:
        return verb(*(rest[1:] if rest[:1] == ["--"] else rest))
    except EngineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted; the same command goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
