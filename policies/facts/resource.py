"""Which resource a fact comes from."""

from dataclasses import dataclass

STACK = "celery-stack:index:CeleryStack"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource's identity; `parent` is the URN of the resource that it belongs to, or empty."""

    urn: str
    type: str
    name: str
    parent: str = ""

    @property
    def in_stack(self) -> bool:
        """Whether it belongs to a CeleryStack, whose arguments then hold its own."""
        types = self.parent.split("::")[2:3]  # urn:pulumi:stack::project::types::name, the types joined by $
        return bool(types) and types[0].rpartition("$")[2] == STACK

    def argument(self, path: str) -> str:
        """How the user wrote the argument `path`: in a program, and in a stack file where there is one."""
        if self.type != STACK:
            return path
        key, _, rest = path.partition(".")
        return f"{path} (in a stack file: celery-stack:{key}{': ' if rest else ''}{rest})"
