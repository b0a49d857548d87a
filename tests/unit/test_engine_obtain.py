"""Getting an engine: the installer where it is reached, one run at a time, whole or not at all."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from engine import version
from engine.checkout import Checkout
from engine.find import Engine, kept
from engine.installer import install
from engine.lock import exclusive
from engine.obtain import obtain

BRINGS = """\
echo "$@" > "{folder}/asked"
echo "$HOME" > "{folder}/home"
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho v{version}\\n' > "$3/bin/pulumi"
chmod +x "$3/bin/pulumi"
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of `tmp_path`, over HTTP on the loopback address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def script(folder: Path, body: str) -> None:
    (folder / "install.sh").write_text(body)


def test_the_installer_gets_the_folder_and_the_version_and_no_home_of_the_user(tmp_path: Path, served: str) -> None:
    script(tmp_path, BRINGS.format(folder=tmp_path, version=version.PINNED))
    folder = tmp_path / "a folder"
    assert install(folder, f"{served}/install.sh")
    asked = f"--no-edit-path --install-root {folder} --version {version.PINNED}\n"
    assert (tmp_path / "asked").read_text() == asked
    home = Path((tmp_path / "home").read_text().strip())
    assert home != Path.home()
    assert not home.exists()


def test_an_installer_that_fails_or_brings_the_wrong_version_is_no_success(tmp_path: Path, served: str) -> None:
    script(tmp_path, "exit 1\n")
    assert not install(tmp_path / "failed", f"{served}/install.sh")
    script(tmp_path, BRINGS.format(folder=tmp_path, version="3.1.0"))
    assert not install(tmp_path / "old", f"{served}/install.sh")


def test_an_installer_out_of_reach_is_no_success(tmp_path: Path, served: str) -> None:
    assert not install(tmp_path / "folder", f"{served}/no-such-file")
    assert not install(tmp_path / "folder", "http://127.0.0.1:9/install.sh")
    assert not (tmp_path / "folder").exists()


def test_an_engine_that_is_kept_is_not_got_again(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    kept(checkout).parent.mkdir(parents=True)
    kept(checkout).touch()
    assert obtain(checkout, path="/nonexistent") == Engine(kept(checkout))


def test_the_lock_waits_for_its_holder_and_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with exclusive(tmp_path / "lock", "child waits"):
            os.write(writing, b"held")
            threading.Event().wait(0.3)
            (tmp_path / "finished").touch()
        os._exit(0)
    assert os.read(reading, 4) == b"held"
    with exclusive(tmp_path / "lock", "waiting for the other"):
        assert (tmp_path / "finished").exists()
    os.waitpid(child, 0)
    assert capfd.readouterr().err == "waiting for the other\n"
