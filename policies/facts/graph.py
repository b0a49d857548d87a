"""The resources of a stack, and what the properties of each come from."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from .reader import Reader
from .resource import Resource
from .value import Known


class Node:
    """One resource at the end of a run. It is read when it is first asked for."""

    def __init__(
        self,
        resource: Resource,
        load: Callable[[], Mapping[str, Any]],
        sources: Callable[[str], Sequence["Node"]] = lambda _: (),
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        self.resource = resource
        self.sources = sources
        """By the name of a property: the resources that its value comes from."""
        self._load = load
        self._seen = seen

    @cached_property
    def outputs(self) -> Reader:
        """Its properties, with what only its provider knows; at a preview few of them are known."""
        return Reader(Known(self._load()), self.sources)

    @cached_property
    def inputs(self) -> Reader:
        """Its arguments where they were seen, which may be known where its outputs are not; else its outputs."""
        return self.outputs if self._seen is None else Reader(Known(self._seen), self.sources)
