"""The properties of docker.Container."""

from bridge import schema
from bridge.validators import absolute_path, at_least, duration, matches

LONGEST_READ = 15000  # milliseconds

_MOUNT = {
    "target": schema.text(required=True),
    "source": schema.text(),
    "type": schema.text(required=True, validator=matches("^(bind|volume|tmpfs)$")),
    "readOnly": schema.flag(),
    **schema.strange("bindOptions", "volumeOptions", "tmpfsOptions"),
}
_VOLUME = {
    "fromContainer": schema.text(replaces=True),
    "containerPath": schema.text(replaces=True),
    "hostPath": schema.text(replaces=True, validator=absolute_path),
    "volumeName": schema.text(replaces=True),
    "readOnly": schema.flag(replaces=True),
    "selinuxRelabel": schema.text(replaces=True, validator=matches("^(z|Z)$")),
}
_PORT = {
    "internal": schema.number(required=True, replaces=True),
    "external": schema.number(computed=True, replaces=True),
    "ip": schema.text(default="0.0.0.0", replaces=True),
    "protocol": schema.text(default="tcp", replaces=True),
}
_NETWORK = {
    "name": schema.text(required=True, replaces=True),
    "aliases": schema.text_set(replaces=True),
    "ipv4Address": schema.text(replaces=True),
    "ipv6Address": schema.text(replaces=True),
    **schema.strange("linkLocalIps", "macAddress", "driverOpts", "gwPriority"),
}
_UPLOAD = {
    "content": schema.text(replaces=True),
    "contentBase64": schema.text(replaces=True),
    "file": schema.text(required=True, replaces=True),
    "executable": schema.flag(default=False, replaces=True),
    "permissions": schema.text(replaces=True, validator=matches("^0[0-7]{3}$")),
    "source": schema.text(replaces=True),
    "sourceHash": schema.text(replaces=True),
}
_NETWORK_DATA = {
    name: schema.text(output=True)
    for name in ("networkName", "ipAddress", "gateway", "globalIpv6Address", "ipv6Gateway", "macAddress")
} | {name: schema.number(output=True) for name in ("ipPrefixLength", "globalIpv6PrefixLength")}
HEALTHCHECK = {
    "tests": schema.texts(),
    "interval": schema.text(default="0s", validator=duration),
    "timeout": schema.text(default="0s", validator=duration),
    "startPeriod": schema.text(default="0s", validator=duration),
    "startInterval": schema.text(default="0s", validator=duration),
    "retries": schema.number(default=0, validator=at_least(0)),
}
_CAPABILITIES = {"adds": schema.text_set(replaces=True), "drops": schema.text_set(replaces=True)}
_HOST = {"ip": schema.text(required=True, replaces=True), "host": schema.text(required=True, replaces=True)}
_ULIMIT = {
    "name": schema.text(required=True, replaces=True),
    "soft": schema.number(required=True, replaces=True),
    "hard": schema.number(required=True, replaces=True),
}

CONTAINER = {
    # What it runs
    "name": schema.text(replaces=True),
    "image": schema.text(required=True, replaces=True),
    "command": schema.texts(computed=True, replaces=True),
    "entrypoints": schema.texts(computed=True, replaces=True),
    "envs": schema.text_set(computed=True, replaces=True),
    "labels": schema.labels(replaces=True, computed=True),
    "hostname": schema.text(computed=True, replaces=True),
    "domainname": schema.text(replaces=True),
    "user": schema.text(replaces=True, kept_if_empty=True),
    "workingDir": schema.text(replaces=True, kept_if_empty=True),
    "tty": schema.flag(default=False, replaces=True),
    "stdinOpen": schema.flag(default=False, replaces=True),
    "init": schema.flag(computed=True),
    "uploads": schema.object_set(_UPLOAD, replaces=True),
    # How it lives and ends
    "start": schema.flag(default=True),
    "mustRun": schema.flag(default=True),
    "wait": schema.flag(default=False),
    "waitTimeout": schema.number(default=60),
    "attach": schema.flag(default=False),
    "logs": schema.flag(default=False),
    "rm": schema.flag(default=False),
    "removeVolumes": schema.flag(default=True),
    "restart": schema.text(default="no", validator=matches("^(no|on-failure|always|unless-stopped)$")),
    "maxRetryCount": schema.number(),
    "stopSignal": schema.text(computed=True, replaces=True),
    "stopTimeout": schema.number(computed=True, replaces=True),
    "destroyGraceSeconds": schema.number(),
    "healthcheck": schema.block(HEALTHCHECK, computed=True),
    "containerReadRefreshTimeoutMilliseconds": schema.number(default=LONGEST_READ),
    # What it may
    "readOnly": schema.flag(default=False, replaces=True),
    "privileged": schema.flag(replaces=True),
    "capabilities": schema.set_block(_CAPABILITIES, replaces=True),
    "securityOpts": schema.text_set(computed=True, replaces=True),
    "groupAdds": schema.text_set(replaces=True),
    "pidMode": schema.text(replaces=True),
    "ipcMode": schema.text(computed=True, replaces=True),
    "usernsMode": schema.text(replaces=True),
    "runtime": schema.text(computed=True, replaces=True),
    "platform": schema.text(computed=True, replaces=True),
    "sysctls": schema.mapping(replaces=True),
    "ulimits": schema.object_set(_ULIMIT, replaces=True),
    # What it gets
    "memory": schema.number(validator=at_least(0)),
    "memoryReservation": schema.number(default=0, validator=at_least(0)),
    "memorySwap": schema.number(validator=at_least(-1)),
    "shmSize": schema.number(computed=True, replaces=True, validator=at_least(0)),
    "cpus": schema.text(replaces=True),
    "cpuShares": schema.number(validator=at_least(0)),
    "cpuSet": schema.text(validator=matches(r"^\d+([,-]\d+)*$")),
    "volumes": schema.object_set(_VOLUME, replaces=True),
    "mounts": schema.object_set(_MOUNT, replaces=True),
    "tmpfs": schema.mapping(),
    "logDriver": schema.text(computed=True, replaces=True),
    "logOpts": schema.mapping(replaces=True),
    # Whom it reaches
    "networkMode": schema.text(default="bridge", replaces=True),
    "networksAdvanced": schema.object_set(_NETWORK, replaces=True),
    "ports": schema.objects(_PORT, replaces=True, any_order=True),
    "publishAllPorts": schema.flag(replaces=True),
    "dns": schema.text_set(replaces=True),
    "dnsOpts": schema.text_set(replaces=True),
    "dnsSearches": schema.text_set(replaces=True),
    "hosts": schema.object_set(_HOST, replaces=True),
    # What is told of it
    "exitCode": schema.number(output=True),
    "containerLogs": schema.text(output=True),
    "bridge": schema.text(output=True),
    "networkDatas": schema.objects(_NETWORK_DATA, output=True),
    **schema.strange(
        *("devices", "deviceReadBps", "deviceReadIops", "deviceWriteBps", "deviceWriteIops"),
        *("deviceRequests", "gpus", "storageOpts", "cpuPeriod", "cpuQuota", "cgroupnsMode", "cgroupParent"),
    ),
}
