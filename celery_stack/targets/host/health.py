"""Whether a process that was started works."""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from ...address import reachable

CONNECT_SECONDS = 2
STALE_SECONDS = 60
SETTLED_SECONDS = 5  # a process that nothing else can be asked about is taken as well when it lived this long


def works(health: dict[str, Any], since: float) -> bool:
    """Whether what `health` names is well; `since` is the time of the start, 0 when it was not started now."""
    if health["kind"] == "http":
        return _answers(health["url"])
    if health["kind"] == "port":
        return listens(health["bind"], health["port"])
    if health["kind"] == "files":
        return all(_fresh(Path(path), since) for path in health["paths"])
    return time.time() - since > SETTLED_SECONDS


def listens(bind: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    try:
        with socket.create_connection((reachable(bind), port), CONNECT_SECONDS):
            return True
    except OSError:
        return False


def listened_by(pids: Iterable[int], port: int) -> bool:
    """Whether one of these processes, or a child of one, is who listens on the port."""
    return any(
        connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
        for process in _with_children(pids)
        for connection in _connections(process)
    )


def _with_children(pids: Iterable[int]) -> Iterator[psutil.Process]:
    for pid in pids:
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            yield from (process, *process.children(recursive=True))


def _connections(process: psutil.Process) -> list[Any]:
    try:
        return list(process.net_connections(kind="tcp"))
    except psutil.Error:
        return []


def _answers(url: str) -> bool:
    """Asked without urllib, which would ask a company's proxy for our own machine."""
    where = urlsplit(url)
    connection = HTTPConnection(str(where.hostname), where.port, timeout=CONNECT_SECONDS)
    try:
        connection.request("GET", where.path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _fresh(path: Path, since: float) -> bool:
    return path.is_file() and path.stat().st_mtime >= max(since, time.time() - STALE_SECONDS)
