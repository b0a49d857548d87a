"""A child process as a stream of what it writes."""

import subprocess
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

Chunk = dict[str, Any]  # {"stdout": bytes} or {"stderr": bytes}: the fields of the protocol's messages


def output(process: subprocess.Popen[bytes]) -> Iterator[Chunk]:
    """Whatever the process writes, as soon as it does, until it closed both of its streams."""
    chunks: SimpleQueue[Chunk | None] = SimpleQueue()
    streams = {"stdout": process.stdout, "stderr": process.stderr}
    for name, stream in streams.items():
        Thread(target=_read, args=(name, stream, chunks), daemon=True).start()
    still_open = len(streams)
    while still_open:
        chunk = chunks.get()
        if chunk is None:
            still_open -= 1
        else:
            yield chunk


def _read(name: str, stream: IO[bytes], chunks: "SimpleQueue[Chunk | None]") -> None:
    for data in iter(stream.read1, b""):  # type: ignore[attr-defined]  # a pipe has it, IO does not say so
        chunks.put({name: data})
    chunks.put(None)
