"""Changes to pods as tables of cases need them, where an argument is an item of a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from case import Case
from kubernetes_resources import RESTRICTED, SETTINGS, WORKER

Changes = Sequence[Mapping[str, Any]]
Sound = Mapping[str, tuple[str, dict[str, Any]]]


class Of:
    """Makes the cases of a table."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound

    def container(self, rule: str, sound: str, good: Changes, bad: Changes) -> Case:
        """Changes to the first container; null takes an argument away."""
        [first, *others] = self._pod(sound)["containers"]
        sides = ([[_less({**first, **change}), *others] for change in side] for side in (good, bad))
        return Case(rule, sound, "spec.template.spec.containers", *sides)

    def pod(self, rule: str, sound: str, good: Changes, bad: Changes) -> Case:
        """Changes to what the containers share."""
        sides = ([_less({**self._pod(sound), **change}) for change in side] for side in (good, bad))
        return Case(rule, sound, "spec.template.spec", *sides)

    def _pod(self, sound: str) -> dict[str, Any]:
        _, inputs = self._sound[sound]
        found: dict[str, Any] = inputs["spec"]["template"]["spec"]
        return found


def _less(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value is not None}


def key(name: str, *values: Any) -> list[dict[str, Any]]:
    """An argument with each of these values."""
    return [{name: value} for value in values]


def context(name: str, *values: Any) -> list[dict[str, Any]]:
    """An argument of the security context with each of these values."""
    return [{"securityContext": _less({**RESTRICTED, name: value})} for value in values]


def env(name: str, *values: str) -> list[dict[str, Any]]:
    """A variable in clear, with each of these values."""
    return [{"env": [SETTINGS, {"name": name, "value": value}]} for value in values]


def probed(**probes: Any) -> dict[str, Any]:
    """A container with these probes, and no others."""
    return {"livenessProbe": None, "readinessProbe": None, **probes}


def command(*words: str, **more: Any) -> dict[str, Any]:
    """A probe or a hook that runs a command."""
    return {"exec": {"command": list(words)}, **more}


def http(path: str) -> dict[str, Any]:
    """A probe by HTTP."""
    return {"httpGet": {"path": path, "port": 8000}}


def before_stop(hook: Mapping[str, Any]) -> dict[str, Any]:
    """A container with a hook before its signal to stop."""
    return {"lifecycle": {"preStop": hook}}


def mounted(path: str) -> dict[str, Any]:
    """A pod with a folder of its machine's in it."""
    containers = [{**WORKER, "volumeMounts": [{"name": "v", "mountPath": "/v"}]}]
    return {"containers": containers, "volumes": [{"name": "v", "hostPath": {"path": path}}]}


def required(operator: str, *values: str, label: str = "karpenter.sh/capacity-type") -> dict[str, Any]:
    """A pod that needs nodes with a label."""
    term = {"matchExpressions": [{"key": label, "operator": operator, "values": list(values)}]}
    terms = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [term]}}
    return {"affinity": {"nodeAffinity": terms}}


def preferred(label: str, value: str) -> dict[str, Any]:
    """A pod that goes to nodes with a label where it can."""
    term = {"matchExpressions": [{"key": label, "operator": "In", "values": [value]}]}
    terms = {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": term}]}
    return {"affinity": {"nodeAffinity": terms}}


def tolerated(label: str, **more: str) -> dict[str, Any]:
    """A pod that may run on nodes with a taint."""
    return {"tolerations": [{"key": label, **more}]}
