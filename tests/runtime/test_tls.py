"""rediss:// is verified, for messages, results and /health."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .application import Application
from .conftest import every_version
from .tls_front import TlsFront
from .waiting import wait_for
from .web import serve

MAKE_CERTIFICATE = """
import sys, trustme
authority = trustme.CA()
authority.cert_pem.write_to_path(sys.argv[1])
authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(sys.argv[2])
"""


@pytest.fixture
def tls(application: Application) -> Iterator[TlsFront]:
    application.run("-c", MAKE_CERTIFICATE, "authority.pem", "server.pem")
    front = TlsFront(application.server.port, application.folder / "server.pem")
    yield front
    front.close()


def urls(port: int, query: str) -> dict[str, str]:
    address = f"rediss://default@127.0.0.1:{port}"
    return {"CELERY_STACK_BROKER_URL": f"{address}/0{query}", "CELERY_STACK_RESULT_URL": f"{address}/1{query}"}


def trusting(folder: Path) -> str:
    return f"?ssl_cert_reqs=required&ssl_ca_certs={folder / 'authority.pem'}"


@every_version
def test_everything_works_where_the_authority_is_known(application: Application, tls: TlsFront) -> None:
    secured = urls(tls.port, trusting(application.folder))
    application.worker(**secured)
    code = "import json, demo; print(json.dumps(demo.add.delay(2, 3).get(timeout=20)))"
    assert application.answer(code, **secured) == 5
    web = serve(application, "wsgi", **secured)
    wait_for(lambda: web.ask("/health").status_code == 200)


def test_a_bare_rediss_url_does_not_trust_a_stranger(application: Application, tls: TlsFront) -> None:
    code = (
        "import json, demo\ntry: demo.app.connection().ensure_connection(max_retries=1, interval_start=0)\n"
        "except Exception as error: print(json.dumps(str(error)))"
    )
    assert "CERTIFICATE_VERIFY_FAILED" in application.answer(code, **urls(tls.port, ""))
    web = serve(application, "wsgi", **urls(tls.port, ""))
    assert web.ask("/health").json()["redis"]["ok"] is False


def test_pool_processes_that_are_made_during_a_heartbeat_work(application: Application, tls: TlsFront) -> None:
    """A process that is forked while a thread talks TLS inherits its locks, and would wait for ever."""
    secured = urls(tls.port, trusting(application.folder))
    application.worker("--concurrency=2", "--max-tasks-per-child=1", **secured, CELERY_STACK_HEARTBEAT_SECONDS="0.1")
    code = (
        "import json, demo; results = [demo.add.delay(number, 1) for number in range(30)];"
        "print(json.dumps([result.get(timeout=40) for result in results]))"
    )
    assert application.answer(code, **secured) == list(range(1, 31))
