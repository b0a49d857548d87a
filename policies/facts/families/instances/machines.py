"""Reads the first start of machines: user data, startup scripts, cloud-init."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ...command.words import Word
from ...reader import Reader
from ...resource import Resource
from ...stack import Subject
from ...units import cloud_init
from ...units.host import Host
from ...units.machine import Machine, Started
from ...value import Absent, Fact, Known
from ...workload import ABSENT, Workload


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a type of resource holds what its machines are told."""

    texts: tuple[str, ...]
    """Arguments, with dots between the keys of objects; `[]` behind that of a list."""
    names: tuple[str, ...] = ()
    """Arguments that say by which names and addresses others reach it."""
    is_template: bool = False
    """Whether another resource makes machines by it."""


_USER_DATA = ("userData", "userDataBase64")
_GOOGLE = ("metadataStartupScript", "metadata.startup-script", "metadata.user-data")
_AZURE = ("customData", "userData", "osProfile.customData")
_EC2 = ("privateIp", "privateDns")
_KINDS = {
    "aws:ec2/instance:Instance": Kind(_USER_DATA, _EC2),
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": Kind(_USER_DATA, _EC2),
    "aws:ec2/launchTemplate:LaunchTemplate": Kind(_USER_DATA, is_template=True),
    "aws:ec2/launchConfiguration:LaunchConfiguration": Kind(_USER_DATA, is_template=True),
    "aws:lightsail/instance:Instance": Kind(_USER_DATA),
    "aws-native:ec2:Instance": Kind(_USER_DATA, ("privateIpAddress",)),
    "aws-native:ec2:LaunchTemplate": Kind(("launchTemplateData.userData",), is_template=True),
    "digitalocean:index/droplet:Droplet": Kind(_USER_DATA),
    "hcloud:index/server:Server": Kind(_USER_DATA),
    "linode:index/instance:Instance": Kind(("metadatas[].userData",)),
    "vultr:index/instance:Instance": Kind(_USER_DATA),
    "openstack:compute/instance:Instance": Kind(_USER_DATA),
    "scaleway:index/instanceServer:InstanceServer": Kind(("cloudInit",)),
    "scaleway:instance/server:Server": Kind(("cloudInit",)),
    "gcp:compute/instance:Instance": Kind(_GOOGLE, ("name", "hostname")),
    "gcp:compute/instanceTemplate:InstanceTemplate": Kind(_GOOGLE, is_template=True),
    "azure:compute/linuxVirtualMachine:LinuxVirtualMachine": Kind(_AZURE, ("computerName",)),
    "azure:compute/virtualMachine:VirtualMachine": Kind(_AZURE),
    "azure-native:compute:VirtualMachine": Kind(_AZURE),
    "cloudinit:index/config:Config": Kind(("parts[].content",), is_template=True),
}
_SPOT = {
    "instanceMarketOptions.marketType": "spot",
    "launchTemplateData.instanceMarketOptions.marketType": "spot",
    "scheduling.provisioningModel": "SPOT",
    "priority": "Spot",
}
"""Arguments that ask for capacity which may be taken away at any time, by that value."""


def _read(kind: Kind, resource: Resource, inputs: Reader) -> Iterator[Subject]:
    spot = _spot(resource, inputs)
    names = frozenset(name.value for key in kind.names if isinstance(name := inputs.text(key), Known))
    for text in (text for path in kind.texts for text in _texts(inputs, path)):
        host = Host(resource, _machine(text), Absent(text.path, "root, as whom machines start"), names)
        for subject in host.facts():
            if isinstance(subject, Workload):
                counted = Known(0.0) if kind.is_template else subject.replicas
                yield replace(subject, spot=spot, replicas=counted)
            else:
                yield subject


def _machine(text: Fact[str]) -> Machine:
    """A text that is not known may start anything."""
    if isinstance(text, Known):
        return cloud_init.run(text.value, text.path)
    return Machine(started=[Started((text,), ABSENT, {}, text.path)])


def _texts(inputs: Reader, path: str) -> Iterator[Fact[str]]:
    """The texts at a path, without those that are not there."""
    key, _, rest = path.partition(".")
    if not rest:
        text = inputs.text(key)
        yield from () if isinstance(text, Absent) else (text,)
        return
    inner = inputs.objects(key.removesuffix("[]")) if key.endswith("[]") else (inputs.child(key),)
    yield from (text for one in inner for text in _texts(one, rest))


def _spot(resource: Resource, inputs: Reader) -> Word:
    """What asks for such capacity; absent where nothing does."""
    if "spotInstance" in resource.type:
        return Known("spot", "spotPrice")
    for path, value in _SPOT.items():
        for found in _texts(inputs, path):
            if found == Known(value, found.path):
                return found
    return ABSENT


TYPES: Mapping[str, Callable[[Resource, Reader], Iterator[Subject]]] = {
    name: partial(_read, kind) for name, kind in _KINDS.items()
}
