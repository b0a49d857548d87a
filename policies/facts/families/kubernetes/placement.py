"""Whether a pod may run on capacity that is taken away at any time, by the labels that clouds give to such nodes."""

import re
from collections.abc import Iterator

from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown

_SPOT_VALUE = re.compile(
    r"(?<![a-z])(?<!no[-_.])(?<!non[-_.])(?<!not[-_.])(ec2)?(spot|preemptible)(?=$|[-_.]|pool|node|worker)",
    re.IGNORECASE,
)
_SPOT_KEY = re.compile(r"(^|[-./_])(spot|preemptible)(-worker|-node)?s?$", re.IGNORECASE)
_STABLE_VALUE = re.compile(r"on[-_]?demand|standard|regular|normal", re.IGNORECASE)
_CAPACITY_KEY = re.compile(r"capacity-?type|lifecycle|spot|preemptible|priority|provisioning", re.IGNORECASE)
_NO = {"false", "no", "0"}
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


def spot(pod: Reader) -> Fact[str]:
    """The label or taint that lets the pod onto such capacity, unless it has to be on another."""
    required = [*_selected(pod), *_required(pod)]
    if any(isinstance(fact, Known) and _is_stable(fact.value) for fact in required):
        return Absent()
    found = [fact for fact in (*required, *_preferred(pod), *_tolerated(pod)) if isinstance(fact, Known)]
    spots = [fact for fact in found if _is_spot(fact.value)]
    answers: list[Fact[str]] = [*spots, *(fact for fact in required if isinstance(fact, Unknown))]
    return next(iter(answers), Absent())


def _selected(pod: Reader) -> Iterator[Fact[str]]:
    """`key: value` of each label of a node that the pod needs."""
    selector = pod.child("nodeSelector")
    if isinstance(selector.whole, Unknown):
        yield selector.whole
    for key in selector.names():
        value = selector.text(key)
        yield Known(f"{key}: {value.value}", value.path) if isinstance(value, Known) else value


def _required(pod: Reader) -> Iterator[Fact[str]]:
    affinity = pod.child("affinity").child("nodeAffinity").child(_REQUIRED)
    for term in affinity.objects("nodeSelectorTerms"):
        yield from _expressions(term)


def _preferred(pod: Reader) -> Iterator[Fact[str]]:
    for term in pod.child("affinity").child("nodeAffinity").objects(_PREFERRED):
        yield from _expressions(term.child("preference"))


def _expressions(term: Reader) -> Iterator[Fact[str]]:
    """What a term takes, in one `key: value` for each expression: spot where that is among several."""
    for expression in term.objects("matchExpressions"):
        key, operator = expression.text("key"), expression.text("operator")
        if isinstance(key, Known) and isinstance(operator, Known):
            values = [value.value for value in expression.texts("values") if isinstance(value, Known)]
            value = _taken(operator.value, sorted(values, key=lambda one: not _SPOT_VALUE.search(one)))
            yield Known(f"{key.value}: {value}", key.path)


def _taken(operator: str, values: list[str]) -> str:
    if operator == "DoesNotExist":
        return "no"
    first = values[0] if values else ""
    if operator == "NotIn":
        return "on-demand" if _SPOT_VALUE.search(first) else "no"
    return first


def _tolerated(pod: Reader) -> Iterator[Fact[str]]:
    for toleration in pod.objects("tolerations"):
        key, value = toleration.text("key"), toleration.text("value")
        if isinstance(key, Known):
            yield Known(f"{key.value}: {value.value if isinstance(value, Known) else ''}", key.path)


def _is_spot(label: str) -> bool:
    key, _, value = label.partition(": ")
    return bool(_SPOT_VALUE.search(value) or (_SPOT_KEY.search(key) and value.lower() not in _NO))


def _is_stable(label: str) -> bool:
    key, _, value = label.partition(": ")
    is_no = bool(_SPOT_KEY.search(key)) and value.lower() in _NO
    return is_no or bool(_CAPACITY_KEY.search(key) and _STABLE_VALUE.fullmatch(value))
