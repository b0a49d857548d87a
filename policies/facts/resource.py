"""Which resource a fact comes from."""

from dataclasses import dataclass

COMPONENTS = "celery-stack:index:"
"""What the types of this project's components begin with."""
STACK = f"{COMPONENTS}CeleryStack"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource's identity; `parent` is the URN of the resource that it belongs to, or empty."""

    urn: str
    type: str
    name: str
    parent: str = ""

    @property
    def is_component(self) -> bool:
        """Whether it is one of this project's components, rather than what one is made of."""
        return self.type.startswith(COMPONENTS)

    @property
    def above(self) -> tuple[str, ...]:
        """The types of the resources that it belongs to, the outermost first."""
        parts = self.urn.split("::")[2:3]  # urn:pulumi:stack::project::types::name, the types joined by $
        return tuple(parts[0].split("$")[:-1]) if parts else ()

    @property
    def is_filled_in(self) -> bool:
        """Whether a component of this project wrote its arguments, from its own that were judged already."""
        return any(kind.startswith(COMPONENTS) for kind in self.above)

    def argument(self, path: str) -> str:
        """How the user wrote the argument `path`: in a program, and in a stack file where there is one."""
        if self.type != STACK:
            return path
        key, _, rest = path.partition(".")
        return f"{path} (in a stack file: celery-stack:{key}{': ' if rest else ''}{rest})"
