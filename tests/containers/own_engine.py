"""A Docker engine of the tests' own, apart from any other of the machine: sockets, mounts, network, images."""

import json
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import docker
import psutil
from waiting import wait_for

from .network_namespace import NetworkNamespace
from .reach import answers

# In a mount namespace, so that no mount outlives the engine; a containerd of the machine's is hidden, because dockerd
# would use it, and it would not see these mounts.
ENTER = 'mkdir -p /run/containerd && mount -t tmpfs tmpfs /run/containerd && exec dockerd --config-file "$0"'


class OwnEngine:
    """`dockerd` in namespaces of its own; images stay in `data` for the next time."""

    def __init__(self, data: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="celery-stack-engine-"))
        self.network = NetworkNamespace(self.folder.name)
        self.url = f"unix://{self.folder}/docker.sock"
        self._log = self.folder / "log"
        self._pidfile = self.folder / "pid"
        settings = {"data-root": data, "exec-root": self.folder / "exec", "pidfile": self._pidfile, "hosts": [self.url]}
        (self.folder / "daemon.json").write_text(json.dumps(settings, default=str))
        self.start()
        self.clear()

    def start(self) -> None:
        command = ["nsenter", f"--net={self.network.path}", "unshare", "--mount", "sh", "-c", ENTER]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*command, self.folder / "daemon.json"], stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: answers(self.url) or self._process.poll() is not None, "dockerd answers", 60)
        assert self._process.poll() is None, f"dockerd does not start:\n{self._last_lines()}"

    def clear(self) -> None:
        """Remove everything but images, also what an earlier run left that was cut off."""
        engine = docker.DockerClient(self.url)
        engine.swarm.leave(force=True)
        for container in engine.containers.list(all=True):
            container.remove(force=True, v=True)
        for kept in (engine.networks, engine.volumes):
            kept.prune()
        engine.close()

    def kill(self) -> None:
        """As when the machine's memory is short: no process of the engine's ends in order."""
        self._process.kill()
        self._process.wait()
        self._pidfile.unlink()

    def stop(self) -> None:
        if self._process.poll() is not None:
            self.start()
        self.clear()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)
        for left in self._processes():
            left.kill()
        self.network.remove()
        shutil.rmtree(self.folder)

    def _processes(self) -> list[psutil.Process]:
        """What a killed engine did not find again: shims of its containers."""
        return [
            one for one in psutil.process_iter(["cmdline"]) if str(self.folder) in " ".join(one.info["cmdline"] or ())
        ]

    def _last_lines(self) -> str:
        return "\n".join(self._log.read_text().splitlines()[-20:])
