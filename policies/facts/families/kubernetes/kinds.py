"""The kinds of resources that run pods, over the versions of their APIs, and how each keeps its pods running."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of resource runs its pods."""

    name: str
    template: tuple[str, ...] = ("spec", "template")
    """Where a pod's metadata and spec are."""
    replicas: str = "replicas"
    """The argument of `spec` that says how many; empty where there is none."""
    strategy: str = ""
    """The argument of `spec` that says how an update goes; empty where one pod ends before the next one starts."""
    surge: str = "0"
    """How many more pods than replicas an update may start where nobody says it."""
    everywhere: bool = False
    """Whether each node runs one."""
    once: bool = False
    """Whether its pods are expected to end."""
    is_patch: bool = False
    """Whether it changes a resource of others, so that what it leaves out is not known."""


_APPS, _OLDEST = ("apps/v1", "apps/v1beta1", "apps/v1beta2"), "extensions/v1beta1"
_KINDS = {
    Kind("Deployment", strategy="strategy", surge="25%"): (*_APPS, _OLDEST),
    Kind("ReplicaSet"): (*_APPS, _OLDEST),
    Kind("DaemonSet", replicas="", strategy="updateStrategy", everywhere=True): (*_APPS, _OLDEST),
    Kind("StatefulSet"): _APPS,
    Kind("ReplicationController"): ("core/v1",),
    Kind("Pod", template=(), replicas=""): ("core/v1",),
    Kind("Job", replicas="parallelism", once=True): ("batch/v1",),
    Kind("CronJob", ("spec", "jobTemplate", "spec", "template"), replicas="", once=True): (
        *("batch/v1", "batch/v1beta1", "batch/v2alpha1"),
    ),
}


def tokens(name: str, *versions: str) -> dict[str, bool]:
    """The types of a kind, each with whether it is a patch."""
    plain = {f"kubernetes:{version}:{name}": False for version in versions}
    return plain | {f"{token}Patch": True for token in plain}


KINDS = {
    token: replace(kind, is_patch=is_patch)
    for kind, versions in _KINDS.items()
    for token, is_patch in tokens(kind.name, *versions).items()
}
