"""The properties of docker.Service."""

from bridge import schema
from bridge.validators import at_least, duration, matches, ratio


def _file_of(kind: str) -> schema.Schema:
    """How a secret or a config becomes a file."""
    return {
        f"{kind}Id": schema.text(required=True),
        f"{kind}Name": schema.text(),
        "fileName": schema.text(required=True),
        "fileUid": schema.text(default="0"),
        "fileGid": schema.text(default="0"),
        "fileMode": schema.number(default=0o444, validator=at_least(0)),
    }


_TMPFS = {"sizeBytes": schema.number(), "mode": schema.number()}
_MOUNT = {
    "target": schema.text(required=True),
    "source": schema.text(),
    "type": schema.text(required=True, validator=matches("^(bind|volume|tmpfs)$")),
    "readOnly": schema.flag(),
    "tmpfsOptions": schema.block(_TMPFS),
    **schema.strange("bindOptions", "volumeOptions"),
}
_HEALTHCHECK = {
    "tests": schema.texts(),
    "interval": schema.text(default="0s", validator=duration),
    "timeout": schema.text(default="0s", validator=duration),
    "startPeriod": schema.text(default="0s", validator=duration),
    "retries": schema.number(default=0, validator=at_least(0)),
}
_HOST = {"ip": schema.text(required=True, replaces=True), "host": schema.text(required=True, replaces=True)}
_DNS = {"nameservers": schema.texts(required=True), "searches": schema.texts(), "options": schema.texts()}
_CONTAINER = {
    "image": schema.text(required=True),
    "labels": schema.labels(replaces=True),
    "commands": schema.texts(),
    "args": schema.texts(),
    "hostname": schema.text(),
    "env": schema.mapping(),
    "dir": schema.text(),
    "user": schema.text(),
    "groups": schema.texts(),
    "readOnly": schema.flag(),
    "mounts": schema.object_set(_MOUNT),
    "stopSignal": schema.text(),
    "stopGracePeriod": schema.text(computed=True, validator=duration),
    "healthcheck": schema.block(_HEALTHCHECK, computed=True),
    "hosts": schema.object_set(_HOST, replaces=True),
    "dnsConfig": schema.block(_DNS, computed=True),
    "secrets": schema.object_set(_file_of("secret")),
    "configs": schema.object_set(_file_of("config")),
    "isolation": schema.text(default="default", validator=matches("^(default|process|hyperv)$")),
    "sysctl": schema.mapping(replaces=True),
    "capAdds": schema.texts(),
    "capDrops": schema.texts(),
    "init": schema.flag(computed=True),
    **schema.strange("privileges"),
}
_AMOUNT = {"nanoCpus": schema.number(), "memoryBytes": schema.number()}
_RESOURCES = {
    "limits": schema.block(_AMOUNT),
    "reservation": schema.block({**_AMOUNT, **schema.strange("genericResources")}),
}
_RESTART = {
    "condition": schema.text(validator=matches("^(none|on-failure|any)$")),
    "delay": schema.text(validator=duration),
    "maxAttempts": schema.number(validator=at_least(0)),
    "window": schema.text(validator=duration),
}
_PLATFORM = {"architecture": schema.text(required=True), "os": schema.text(required=True)}
_PLACEMENT = {
    "constraints": schema.text_set(),
    "prefs": schema.text_set(),
    "maxReplicas": schema.number(validator=at_least(0)),
    "platforms": schema.object_set(_PLATFORM),
}
_NETWORK = {
    "name": schema.text(replaces=True),
    "id": schema.text(replaces=True),
    "aliases": schema.text_set(replaces=True),
    "driverOpts": schema.text_set(replaces=True),
}
_TASK = {
    "containerSpec": schema.block(_CONTAINER, required=True),
    "resources": schema.block(_RESOURCES, computed=True),
    "restartPolicy": schema.block(_RESTART, computed=True),
    "placement": schema.block(_PLACEMENT, computed=True),
    "forceUpdate": schema.number(computed=True, validator=at_least(0)),
    "runtime": schema.text(computed=True, validator=matches("^(container|plugin)$")),
    "networksAdvanceds": schema.object_set(_NETWORK),
    "logDriver": schema.block({"name": schema.text(required=True), "options": schema.mapping()}),
}
_REPLICATED = {"replicas": schema.number(default=1, validator=at_least(0))}
_MODE = {
    "replicated": schema.block(_REPLICATED, computed=True, conflicts="global"),
    "global": schema.flag(default=False, conflicts="replicated"),
}
_ROLLING = {
    "parallelism": schema.number(default=1, validator=at_least(0)),
    "delay": schema.text(default="0s", validator=duration),
    "monitor": schema.text(default="5s", validator=duration),
    "maxFailureRatio": schema.text(default="0.0", validator=ratio),
    "order": schema.text(default="stop-first", validator=matches("^(stop-first|start-first)$")),
}
_UPDATE = {
    **_ROLLING,
    "failureAction": schema.text(default="pause", validator=matches("^(pause|continue|rollback)$")),
}
_ROLLBACK = {**_ROLLING, "failureAction": schema.text(default="pause", validator=matches("(pause|continue)"))}
_PORT = {
    "name": schema.text(),
    "protocol": schema.text(default="tcp", validator=matches("^(tcp|udp|sctp)$")),
    "targetPort": schema.number(required=True),
    "publishedPort": schema.number(computed=True),
    "publishMode": schema.text(default="ingress", validator=matches("^(host|ingress)$")),
}
_ENDPOINT = {
    "mode": schema.text(computed=True, validator=matches("^(vip|dnsrr)$")),
    "ports": schema.objects(_PORT),
}

SERVICE = {
    "name": schema.text(replaces=True),
    "labels": schema.labels(replaces=False, computed=True),
    "taskSpec": schema.block(_TASK, required=True),
    "mode": schema.block(_MODE, computed=True, replaces=True),
    "updateConfig": schema.block(_UPDATE),
    "rollbackConfig": schema.block(_ROLLBACK),
    "endpointSpec": schema.block(_ENDPOINT, computed=True),
    **schema.strange("auth", "convergeConfig"),
}
