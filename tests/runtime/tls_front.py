"""TLS in front of a Redis that speaks none, with a certificate of a private authority."""

import asyncio
import ssl
import threading
from contextlib import suppress
from pathlib import Path

from .redis_server import free_port


class TlsFront:
    def __init__(self, target: int, certificate: Path) -> None:
        self.target, self.port = target, free_port()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.thread.start()
        assert self.ready.wait(timeout=10)

    async def _serve(self) -> None:
        self.loop, self.end = asyncio.get_running_loop(), asyncio.Event()
        await asyncio.start_server(self._connected, "127.0.0.1", self.port, ssl=self.context)
        self.ready.set()
        await self.end.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        redis_reader, redis_writer = await asyncio.open_connection("127.0.0.1", self.target)
        with suppress(asyncio.CancelledError):
            await asyncio.gather(carry(reader, redis_writer), carry(redis_reader, writer))

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join()


async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    sink.close()
