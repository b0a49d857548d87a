"""Checks that an update waits for, and what it says when one fails."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pulumi
from docker.errors import APIError, DockerException
from requests import RequestException

from ...errors import ProcessFailedError
from ...secrets import masked
from .engine import reason

POLL_SECONDS = 0.5


def until(condition: Callable[[], bool], seconds: float) -> None:
    """Raises ProcessFailedError unless `condition` comes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise ProcessFailedError(f"does not work after {seconds:.0f} s")
        time.sleep(POLL_SECONDS)


@contextmanager
def explained(named: str, tail: Callable[[], str], secrets: Sequence[str]) -> Iterator[None]:
    """A ProcessFailedError gets the process's name and its last words, without the secrets."""
    try:
        yield
    except ProcessFailedError as why:
        lines = masked(tail().rstrip(), secrets) or "(nothing)"
        raise ProcessFailedError(f"{named} {why}. The last lines of its output:\n{lines}") from None


def awaited(
    resource: pulumi.Resource,
    values: Sequence[pulumi.Input[Any]],
    check: Callable[..., None],
    opts: pulumi.ResourceOptions,
) -> pulumi.Output[pulumi.Resource]:
    """The resource once `check`, which is called with the values while an update runs, has raised nothing."""

    def in_updates(*known: Any) -> None:
        if not pulumi.runtime.is_dry_run():
            check(*known)

    return checked(values, in_updates, opts).apply(lambda _: resource)


def checked(
    values: Sequence[pulumi.Input[Any]], check: Callable[..., None], opts: pulumi.ResourceOptions
) -> pulumi.Output[list[pulumi.Resource]]:
    """Nothing, to depend on, once `check`, called with the values when they are known, has raised nothing.

    It is not called before the component has reached the engine: policies are to see it first.
    """

    async def judge(known: Sequence[Any]) -> list[pulumi.Resource]:
        if opts.parent:
            await opts.parent.urn.future()
        try:
            await asyncio.to_thread(check, *known)
        except APIError as error:
            raise ProcessFailedError(f"the Docker engine refuses: {reason(error)}") from None
        except (DockerException, RequestException) as error:  # it answered when the program began
            raise ProcessFailedError(f"the Docker engine does not answer any more ({reason(error)})") from None
        return []

    return pulumi.Output.all(*values).apply(judge)
