"""Resources of the Kubernetes provider: what runs in pods, what they are configured by, and who reaches them."""

from .cluster import CONFIG_MAPS, SECRETS, SERVICES
from .configuration import config_map, secret
from .helm import RELEASE, release
from .kinds import KINDS
from .services import service
from .workloads import workload

TYPES = {
    **dict.fromkeys(KINDS, workload),
    **dict.fromkeys(CONFIG_MAPS, config_map),
    **dict.fromkeys(SECRETS, secret),
    **dict.fromkeys(SERVICES, service),
    RELEASE: release,
}
