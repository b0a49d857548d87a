"""Ask a running stack how it is."""

import http.client
import socket
import time
from urllib.parse import urlsplit

OK = 200
PATIENCE = 30.0  # seconds for the first worker and beat to report
BETWEEN = 0.5
ANSWERED_WITHIN = 5.0


def ask(url: str, path: str) -> tuple[int, str]:
    """The status and the text of a health answer; status 0 and the reason when there is none."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=ANSWERED_WITHIN)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    finally:
        connection.close()


def accepts(host: str, port: int) -> bool:
    """Whether a server takes connections there."""
    try:
        socket.create_connection((host, port), ANSWERED_WITHIN).close()
    except OSError:
        return False
    return True


def wait_until_healthy(url: str, path: str, patience: float = PATIENCE) -> tuple[int, str]:
    """The first healthy answer, or the last one when `patience`, in seconds, is over."""
    end = time.monotonic() + patience
    while True:
        status, text = ask(url, path)
        if status == OK or time.monotonic() > end:
            return status, text
        time.sleep(BETWEEN)
