"""Every target that has to keep the contract: add one here."""

from .docker import DockerPlace
from .host import HostPlace
from .observation import Place
from .swarm import SwarmPlace

PLACES: list[Place] = [HostPlace(), DockerPlace(), SwarmPlace()]
