"""A Docker engine of the tests' own, apart from any other of the machine: sockets, mounts, network, images."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
    """`dockerd` in namespaces of its own."""

    def __init__(self, data: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="celery-stack-engine-"))
        self.network = NetworkNamespace(self.folder.name)
        self.url = f"unix://{self.folder}/docker.sock"
        self._log = self.folder / "log"
        self._pidfile = self.folder / "pid"
        settings = {"data-root": data, "exec-root": self.folder / "exec", "pidfile": self._pidfile, "hosts": [self.url]}
        (self.folder / "daemon.json").write_text(json.dumps(settings, default=str))

    def start(self) -> None:
        command = ["nsenter", f"--net={self.network.path}", "unshare", "--mount", "sh", "-c", ENTER]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*command, self.folder / "daemon.json"], stdout=log, stderr=log, start_new_session=True
            )
        wait_for(lambda: answers(self.url) or self._is_dead(), "dockerd answers", 60)
        assert not self._is_dead(), f"dockerd does not start:\n{self._last_lines()}"

    def clear(self) -> None:
        """Remove everything but images, also what an earlier run left that was cut off."""
        with closing(docker.DockerClient(self.url)) as engine:
            engine.swarm.leave(force=True)
            for container in engine.containers.list(all=True):
                container.remove(force=True, v=True)
            engine.networks.prune()
            for volume in engine.volumes.list():
                volume.remove()

    def kill(self) -> None:
        """As when the machine is short of memory: the engine does not end in order, and containers go on."""
        self._process.kill()
        self._process.wait()
        # By these files a process that nobody has waited for yet looks alive.
        for pid in (self._pidfile, self.folder / "exec" / "containerd" / "containerd.pid"):
            pid.unlink()

    def end(self) -> None:
        """Stop it, with every container and process of its own."""
        try:
            if self._is_dead():
                self.start()
            self.clear()
        finally:
            self._process.terminate()
            self._process.wait(60)
            for left in self._processes():
                left.kill()
            self.network.remove()
            shutil.rmtree(self.folder)

    def _is_dead(self) -> bool:
        return self._process.poll() is not None

    def _processes(self) -> list[psutil.Process]:
        """What a killed engine did not find again: shims of its containers."""
        found = [(one, one.info["cmdline"] or ()) for one in psutil.process_iter(["cmdline"])]
        return [one for one, words in found if str(self.folder) in " ".join(words)]

    def _last_lines(self) -> str:
        return "\n".join(self._log.read_text().splitlines()[-20:])


@contextmanager
def own_engine(data: Path) -> Iterator[OwnEngine]:
    """An engine that is gone afterwards; its images stay in `data` for the next time."""
    engine = OwnEngine(data)
    try:
        engine.start()
        engine.clear()
        yield engine
    finally:
        engine.end()
