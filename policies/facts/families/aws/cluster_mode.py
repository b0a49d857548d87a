"""Finds out whether an ElastiCache group spreads its keys over several servers."""

from ...cache import ABSENT
from ...reader import Reader
from ...value import Fact, Known, Unknown, convert, given
from .arguments import number

FOR_IT = "one for cluster mode"
_DEFAULT = ".cluster.on"
"""What the names of AWS' own groups for it end with."""


def cluster_mode(inputs: Reader, parameters: str) -> Fact[str]:
    """What says so, absent where nothing does; `parameters` names the argument of its parameter group."""
    shards, mode = number(inputs, "numNodeGroups"), inputs.text("clusterMode")
    if isinstance(inputs.child("clusterMode").whole, Known):  # before version 6 of the provider
        shards, mode = number(inputs.child("clusterMode"), "numNodeGroups"), ABSENT
    signs = (
        convert(mode, lambda text: "on" if text.lower() == "enabled" else "", "a mode"),
        convert(given(shards, _configured(inputs)), lambda count: f"{count:g} shards" if count > 1 else "", "a number"),
        convert(_known(inputs.text(parameters)), lambda name: FOR_IT if name.endswith(_DEFAULT) else "", "a name"),
    )
    certain = (sign for sign in signs if isinstance(sign, Known) and sign.value)
    return next(certain, next((sign for sign in signs if isinstance(sign, Unknown)), ABSENT))


def _configured(inputs: Reader) -> Fact[float]:
    """The native provider takes the shards one by one, too."""
    key = "nodeGroupConfiguration"
    return Known(float(len(list(inputs.objects(key)))), key)


def _known(fact: Fact[str]) -> Fact[str]:
    """A group that is not known yet is looked up in the graph."""
    return fact if isinstance(fact, Known) else ABSENT
