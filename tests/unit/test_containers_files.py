"""What an engine that died had not written is written by the next update."""

import io
import tarfile
from base64 import b64encode

from celery_stack.targets.containers.engine import connect
from celery_stack.targets.containers.files import complete

from .docker_api import FakeEngine, Refusal

FILES = {f"/run/secrets/{name}": b64encode(name.encode()).decode() for name in ("ONE", "TWO")}
WRITTEN = "PUT /containers/c1/archive"


def written(engine: FakeEngine) -> dict[str, tuple[bytes, int]]:
    found = {}
    for body in [body for what, _, body in engine.asked if what.startswith(WRITTEN)]:
        with tarfile.open(fileobj=io.BytesIO(body)) as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                assert content
                found[entry.name] = (content.read(), entry.mode)
    return found


def check(engine: FakeEngine) -> None:
    complete(connect("", "target.docker"), "c1", FILES)


def test_what_is_there_is_not_written_again(engine: FakeEngine) -> None:
    check(engine)
    assert written(engine) == {}


def test_what_is_missing_is_written_so_that_the_process_can_read_it(engine: FakeEngine) -> None:
    missing = Refusal("Could not find the file in container c1")
    engine.answers |= {"GET /containers/c1/archive": iter([b"", missing]), WRITTEN: b""}
    engine.answers["GET /containers/json"] = [{"Id": "c1"}]
    check(engine)
    assert written(engine) == {"run/secrets/TWO": (b"TWO", 0o644)}


def test_a_container_that_was_pruned_has_brought_its_files(engine: FakeEngine) -> None:
    engine.answers["GET /containers/c1/archive"] = Refusal("No such container: c1")
    check(engine)
    assert written(engine) == {}
    [listed] = [what for what, _, _ in engine.asked if what.startswith("GET /containers/json")]
    assert '"id": ["c1"]' in listed
    assert "all=1" in listed  # it never runs
