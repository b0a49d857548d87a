"""A policy pack in a process of its own, as the engine starts it, and a client that calls it as the engine does."""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import grpc

SERVICE = "/pulumirpc.Analyzer"
NO_ENGINE = "127.0.0.1:1"  # the pack has something to say to the engine at the end of a run; here it goes nowhere
LARGEST = 400 * 1024 * 1024


class Served:
    """Requests and answers stay bytes: in earnest they are made by the engine, which costs no Python."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        command = [sys.executable, str(folder), NO_ENGINE]
        begin = time.perf_counter()
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        assert self._process.stdout
        port = int(self._process.stdout.readline())
        self.start_seconds = time.perf_counter() - begin
        limits = [("grpc.max_send_message_length", LARGEST), ("grpc.max_receive_message_length", LARGEST)]
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=limits)

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def call(self, method: str, request: bytes) -> bytes:
        answer: bytes = self._channel.unary_unary(f"{SERVICE}/{method}")(request)
        return answer

    @property
    def peak_megabytes(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
