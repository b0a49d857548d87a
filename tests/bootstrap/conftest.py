from collections.abc import Iterator

import pytest

from engine.checkout import THIS
from engine.session import engine_of

from .project import Project, make


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that the tests of one file share, in their order; taken down at the end."""
    made = make(tmp_path_factory.mktemp("engine") / "a lab", engine_of(THIS).pulumi.resolve())
    yield made
    made.path("hold").unlink(missing_ok=True)
    down = made.run("down")
    assert down.returncode == 0, down.stdout
