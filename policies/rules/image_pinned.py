"""image-pinned."""

from collections.abc import Iterator
from dataclasses import replace

from facts.confinement import Confinement
from facts.images import is_pinned
from facts.stack import Stack
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, reject


@rule(
    "image-pinned",
    on=Stack,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Give `image` a tag that is not moved, such as redis:7.4.1, or best a digest: `name@sha256:…`.",
    url="https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    framework=cwe(494, "Download of Code Without Integrity Check"),
)
def image_pinned(stack: Stack) -> Iterator[Verdict]:
    """The image of a tag that moves may be another on each machine, at each start, and cannot be gone back to."""
    for container in stack.all(Confinement):
        if not container.built:
            for verdict in reject(container.image, lambda name: not is_pinned(name), "a fixed tag, or a digest"):
                yield replace(verdict, resource=container.resource)
