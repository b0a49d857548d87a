"""Machines of clouds with what they are told to do when they start first, and what rules say of it."""

from base64 import b64encode
from gzip import compress
from typing import Any

import yaml
from case import Case
from host_texts import BEAT_UNIT, CELERY, WORKER_UNIT, redis_conf, unit, units, written

SCRIPT, ROOT = "#!/bin/bash\n" + units(), "#!/bin/bash\n" + units(User="root")
EDITED = "#!/bin/sh\nsed -i 's/^bind .*/bind 0.0.0.0/' /etc/redis/redis.conf\n"


def encoded(text: str) -> str:
    """As clouds want it that take no plain text."""
    return b64encode(text.encode()).decode()


def zipped(text: str) -> str:
    """As cloud-init's provider does it by default."""
    return b64encode(compress(text.encode())).decode()


def config(*commands: Any, **files: Any) -> str:
    """cloud-init's own configuration, with files by their text or by more that is said of them."""
    written_files = [
        {"path": f"/etc/systemd/system/{name}.service", **(given if isinstance(given, dict) else {"content": given})}
        for name, given in files.items()
    ]
    return "#cloud-config\n" + yaml.safe_dump(
        {"packages": ["redis"], "write_files": written_files, "runcmd": list(commands)}
    )


def parts(*texts: str) -> str:
    """Several texts in one, as cloud-init takes them."""
    bodies = "".join(f'--=b\nContent-Type: text/x-shellscript; charset="utf-8"\n\n{text}\n' for text in texts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=b"\n\n{bodies}--=b--\n'


GOOD = [
    SCRIPT,
    config(worker=unit()),
    "#!/bin/sh\napt-get install -y redis\n",
    "",
    "sha1-of-something",
    encoded(SCRIPT),
]
BAD = [
    ROOT,
    encoded(ROOT),
    zipped(ROOT),
    f"\n  {ROOT}",
    parts("#!/bin/sh\necho hello", ROOT),
    config(worker=unit(User="root")),
    "## template: jinja\n" + config(worker=unit(User="root")),
    config(worker={"content": encoded(unit(User="root")), "encoding": "b64"}),
    zipped(config(worker={"content": zipped(unit(User="root")), "encoding": "gz+b64"})),
    config(["sh", "-c", written((WORKER_UNIT, unit(User="root")))]),
    config("sudo -u root celery -A shop worker --uid=0"),
]

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "instance": ("aws:ec2/instance:Instance", {"ami": "ami-1", "userData": SCRIPT}),
    "template": ("aws:ec2/launchTemplate:LaunchTemplate", {"userData": encoded(SCRIPT)}),
    "droplet": ("digitalocean:index/droplet:Droplet", {"image": "ubuntu-24-04-x64", "userData": config(worker=unit())}),
    "server": ("hcloud:index/server:Server", {"userData": config("systemctl restart celery")}),
    "google": ("gcp:compute/instance:Instance", {"metadataStartupScript": SCRIPT}),
    "azure": ("azure:compute/linuxVirtualMachine:LinuxVirtualMachine", {"customData": encoded(SCRIPT)}),
    "azure native": ("azure-native:compute:VirtualMachine", {"osProfile": {"customData": encoded(SCRIPT)}}),
    "parts": ("cloudinit:index/config:Config", {"parts": [{"contentType": "text/x-shellscript", "content": SCRIPT}]}),
    "linode": ("linode:index/instance:Instance", {"metadatas": [{"userData": encoded(SCRIPT)}]}),
}

CASES = [
    Case("worker-not-root", "instance", "userData", GOOD, BAD),
    Case("worker-not-root", "instance", "userDataBase64", [None, zipped(SCRIPT)], [encoded(ROOT), zipped(ROOT)]),
    Case("worker-not-root", "template", "userData", [encoded(SCRIPT)], [encoded(ROOT)]),
    Case("worker-not-root", "droplet", "userData", GOOD, BAD),
    Case("worker-not-root", "server", "userData", GOOD, BAD),
    Case("worker-not-root", "google", "metadataStartupScript", [SCRIPT], [ROOT]),
    Case(
        "worker-not-root",
        "google",
        "metadata",
        [{"startup-script": SCRIPT}],
        [{"startup-script": units(User="root")}, {"user-data": ROOT}],
    ),
    Case("worker-not-root", "azure", "customData", [None], [encoded(ROOT)]),
    Case("worker-not-root", "azure native", "osProfile.customData", [None], [encoded(ROOT)]),
    Case("worker-not-root", "parts", "parts", [[]], [[{"content": "#!/bin/sh\n"}, {"content": text}] for text in BAD]),
    Case("worker-not-root", "linode", "metadatas", [[]], [[{"userData": encoded(ROOT)}]]),
    Case("redis-bind-not-wildcard", "instance", "userData", [], [EDITED, config("redis-server --bind 0.0.0.0")]),
    Case(
        "redis-protected-mode",
        "droplet",
        "userData",
        [],
        ["#!/bin/sh\n" + written(("/etc/redis/redis.conf", redis_conf(protected_mode="no", requirepass=None)))],
    ),
    Case("worker-not-root-unset", "instance", "userData", [], [f"#!/bin/sh\nnohup {CELERY} -A shop worker &"]),
    Case("restart-always", "instance", "userData", [], [f"#!/bin/sh\nnohup {CELERY} -A shop worker &"]),
    Case(
        "celery-single-beat",
        "instance",
        "userData",
        [config(beat=unit(f"{CELERY} -A shop beat"))],
        [
            "#!/bin/sh\n"
            + written(
                (BEAT_UNIT, unit(f"{CELERY} -A shop beat")),
                ("/etc/systemd/system/b.service", unit(f"{CELERY} -A shop beat")),
            )
        ],
    ),
]
