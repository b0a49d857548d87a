"""From the start until every container is healthy: a stack on the target docker against two ways by hand.

    python -m engine exec -- .venv/bin/python benchmarks/docker_up.py [ROUNDS] [--at-once]

One peer is a Pulumi program of the same resources that waits by the provider's `wait`, the other is `docker-compose`.
All make the same containers, networks and volumes, which is compared in every round; every other round goes backwards.
Healthy is what the engine calls so, and a web that answers. The peers start Redis first and wait for it, as
celery_stack does; with --at-once they start everything at once. CELERY_STACK_TEST_PLUGINS names the folder with the
official provider plugins; without it the stand-ins of the tests are used, which is said.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from docker import DockerClient

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / part) for part in ("benchmarks/docker_up", "tests", "tests/engine", "")]

from containers import reach  # noqa: E402 - in a folder of the line above, as the others
from containers.images import make  # noqa: E402
from deployment import environment  # noqa: E402
from described import NAME, OURS, described, files, running  # noqa: E402
from outside import free_port  # noqa: E402
from plugins.install import install  # noqa: E402
from ways import PATIENCE, Way, by_compose, by_pulumi, give  # noqa: E402

POLL_SECONDS = 0.1
LONGEST = 420  # seconds after which no new round begins; a busy machine gets fewer of them
PROCESSES = 5  # Redis, web, two groups of workers, beat
MOMENTS = ("all healthy", "command ended", "unchanged")
Seconds = tuple[float, float, float]


def is_well(engine: DockerClient) -> bool:
    """Whether the engine calls every process healthy, and the web answers from outside."""
    if len(running(engine, health="healthy")) < PROCESSES:
        return False
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['WEB_PORT']}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def up(engine: DockerClient, way: Way) -> tuple[float, float]:
    """Seconds until all was well, and until the command had ended, which may be before or after."""
    begin = time.monotonic()
    process, ended = way.start(way.up), 0.0
    while not is_well(engine):
        if not ended and process.poll() is not None:
            way.finish(process)
            ended = time.monotonic() - begin
        if time.monotonic() - begin > PATIENCE:
            raise SystemExit(f"{way.name}: not healthy after {PATIENCE:.0f} s\n{way.said()}")
        time.sleep(POLL_SECONDS)
    healthy = time.monotonic() - begin
    way.finish(process)
    return healthy, ended or time.monotonic() - begin


def again(engine: DockerClient, way: Way) -> float:
    """Seconds of the same command where nothing is to be done."""
    before, begin = {one.id for one in running(engine)}, time.monotonic()
    way.run(way.again)
    taken = time.monotonic() - begin
    if before != {one.id for one in running(engine)}:
        raise SystemExit(f"{way.name}: the second run made containers anew\n{way.said()}")
    return taken


def down(engine: DockerClient, way: Way) -> None:
    for process in running(engine):
        process.kill()  # how they stop is not measured, and would take most of the time
    way.run(way.down)
    if found := list(left(engine)):
        raise SystemExit(f"{way.name} left {', '.join(found)}")


def left(engine: DockerClient) -> Iterator[str]:
    """What of any way is on the engine."""
    yield from (f"container {one.name}" for one in engine.containers.list(all=True, filters={"name": NAME}))
    yield from (f"network {one.name}" for one in engine.networks.list(filters={"name": NAME}))
    yield from (f"volume {one.name}" for one in engine.volumes.list(filters={"name": NAME}))


def ready(engine: DockerClient, folder: Path, cleanup: ExitStack, *, at_once: bool) -> list[Way]:
    """The ways; the first one goes once, unmeasured, to show the others what to make."""
    ours = by_pulumi("celery_stack", OURS, folder / OURS)
    cleanup.callback(ours.run, ours.down)
    up(engine, ours)
    wanted, contents = described(engine), files(engine)
    down(engine, ours)
    peers = [by_pulumi("plain Pulumi", "plain", folder / "plain"), by_compose(folder / "compose")]
    for peer in peers:
        give(peer.folder, wanted, contents, at_once=at_once)
        cleanup.callback(peer.run, peer.down)
    return [ours, *peers]


def measure(engine: DockerClient, ways: list[Way], rounds: int) -> dict[str, list[Seconds]]:
    """Seconds of every way, in every round, until each of the moments."""
    taken: dict[str, list[Seconds]] = {way.name: [] for way in ways}
    wanted, end = None, time.monotonic() + LONGEST
    for number in range(rounds):
        if time.monotonic() > end:
            break
        for way in ways[:: -1 if number % 2 else 1]:
            first, seen = up(engine, way), described(engine)
            if (wanted := wanted or seen) != seen:
                raise SystemExit(f"{way.name} made something else: {seen}\nwanted: {wanted}")
            taken[way.name].append((*first, again(engine, way)))
            down(engine, way)
    return taken


def tell(taken: dict[str, list[Seconds]]) -> None:
    (_, ours), *_ = taken.items()
    for number, moment in enumerate(MOMENTS):
        print(f"\n{moment}, median of {len(ours)}")
        for name, seconds in taken.items():
            ratios = sorted(mine[number] / peer[number] for mine, peer in zip(ours, seconds, strict=True))
            spread = f"celery_stack / this: {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
            median = statistics.median(one[number] for one in seconds)
            print(f"  {name:14} {median:5.1f} s   {spread if seconds is not ours else ''}".rstrip())


def main(arguments: list[str]) -> None:
    if not shutil.which("docker-compose"):
        raise SystemExit("docker-compose not found. On Debian: apt-get install --no-install-recommends docker-compose")
    url = reach.look().url
    if not url:
        raise SystemExit("No Docker engine answers: start one, or name one in DOCKER_HOST")
    at_once = "--at-once" in arguments
    rounds = int(next((one for one in arguments if one.isdigit()), 5))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as cleanup:
        engine = DockerClient(url, timeout=PATIENCE)
        cleanup.callback(engine.close)
        images = make(engine)
        os.environ.update(environment(Path(folder)), DOCKER_HOST=url, WEB_PORT=str(free_port()))
        os.environ.update(APP_IMAGE=images.app, REDIS_IMAGE=images.redis)
        plugins = install(Path(os.environ["PULUMI_HOME"]))
        print(f"Docker {engine.version()['Version']}; plugins: {plugins}", flush=True)
        print("The peers start", "everything at once." if at_once else "Redis first, and wait for it.", flush=True)
        tell(measure(engine, ready(engine, Path(folder), cleanup, at_once=at_once), rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
