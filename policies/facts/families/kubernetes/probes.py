"""How Kubernetes asks a container whether it works, and how it ends one."""

import re
from collections.abc import Iterable, Iterator

from ... import health
from ...command import Words
from ...command.words import known
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown, or_default
from ...workload import ABSENT

SECONDS_TO_STOP, SECONDS_BETWEEN_TESTS = 30.0, 10.0
"""What Kubernetes does where nobody says it."""
_LASTING, _ALL = ("livenessProbe", "readinessProbe"), ("livenessProbe", "readinessProbe", "startupProbe")
_SLEEP = re.compile(r"\bsleep\s+(?P<seconds>\d+(\.\d+)?)")
_SIGNAL = re.compile(r"\b(p?kill|killall)\s+(-s\s*|--signal[ =]|-)(SIG)?(?P<name>[A-Z]{3,4}|[0-9]{1,2})\b")


def health_test(container: Reader) -> Fact[str]:
    """`http` where any probe asks by HTTP; absent where nothing asks after the start."""
    nothing = Absent(f"{container.whole.path}.livenessProbe")
    if not list(_probes(container, _LASTING)):
        return nothing
    kinds = [kind for kind in map(_kind, _probes(container, _ALL)) if not isinstance(kind, Absent)]
    by_http = [kind for kind in kinds if isinstance(kind, Known) and kind.value == health.HTTP]
    return next(iter((*by_http, *kinds)), nothing)


def health_path(container: Reader) -> Fact[str]:
    """The path that is asked of a web process; absent with a path where a probe asks for none."""
    paths = [_path(probe) for probe in _probes(container, _LASTING)]
    return next(iter((*filter(_is_known, paths), *paths)), ABSENT)


def health_interval(container: Reader) -> Fact[float]:
    """Seconds between two tests that ask every worker, by the probe that asks more often."""
    return _least(
        health.interval(_command(probe), or_default(probe.number("periodSeconds"), SECONDS_BETWEEN_TESTS))
        for probe in _probes(container, _LASTING)
    )


def stop_grace(pod: Reader, container: Reader) -> Fact[float]:
    """Seconds between the signal and the end: what a hook before the signal takes is gone, and a probe may cut it."""
    probes = _probes(container, ("livenessProbe",))
    pods = or_default(pod.number("terminationGracePeriodSeconds"), SECONDS_TO_STOP)
    grace = _least([pods, *(probe.number("terminationGracePeriodSeconds") for probe in probes)])
    before = _seconds_before(container.child("lifecycle").child("preStop"))
    return Known(max(grace.value - before, 0.0), grace.path) if isinstance(grace, Known) else grace


def stop_signal(container: Reader) -> Fact[str]:
    """The signal: an argument of its own, or one that a hook sends first."""
    lifecycle = container.child("lifecycle")
    if "stopSignal" in lifecycle:
        return lifecycle.text("stopSignal")
    command = _command(lifecycle.child("preStop"))
    sent = _SIGNAL.search(_text(command))
    return Known(sent["name"], command[0].path) if sent else ABSENT


def _is_known(fact: Fact[str]) -> bool:
    return isinstance(fact, Known)


def _least(facts: Iterable[Fact[float]]) -> Fact[float]:
    """The smallest number; unknown where one of them may be smaller."""
    given = [fact for fact in facts if not isinstance(fact, Absent)]
    unknown = [fact for fact in given if isinstance(fact, Unknown)]
    numbers = [fact for fact in given if isinstance(fact, Known)]
    return next(iter(unknown), min(numbers, key=lambda fact: fact.value, default=ABSENT))


def _text(command: Words) -> str:
    return " ".join(map(known, command))


def _probes(container: Reader, names: tuple[str, ...]) -> Iterator[Reader]:
    yield from (container.child(name) for name in names if name in container)


def _command(probe: Reader) -> Words:
    """What a probe or a hook runs."""
    return probe.child("exec").texts("command")


def _kind(probe: Reader) -> Fact[str]:
    path = probe.whole.path
    if isinstance(probe.whole, Unknown):
        return probe.whole
    if "httpGet" in probe:
        return Known(health.HTTP, f"{path}.httpGet")
    if "exec" in probe:
        return health.kind(_command(probe), f"{path}.exec.command")
    return Known(health.COMMAND, path) if {"tcpSocket", "grpc"} & {*probe.names()} else Absent(path)


def _path(probe: Reader) -> Fact[str]:
    if "httpGet" in probe:
        return or_default(probe.child("httpGet").text("path"), "/")
    if "exec" in probe:
        return health.asked(_command(probe))
    return probe.whole if isinstance(probe.whole, Unknown) else Absent(f"{probe.whole.path}.httpGet.path")


def _seconds_before(hook: Reader) -> float:
    """What a hook takes at least, as far as it says so."""
    seconds = hook.child("sleep").number("seconds")
    if isinstance(seconds, Known):
        return seconds.value
    sleep = _SLEEP.search(_text(_command(hook)))
    return float(sleep["seconds"]) if sleep else 0.0
