"""A TCP proxy that can fall silent without closing a connection, as a broken network does."""

import socket
import threading


class SwallowingProxy:
    def __init__(self, port: int) -> None:
        self.target = ("127.0.0.1", port)
        self.swallows = threading.Event()
        self.closed = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self.closed:
            try:
                inner, _ = self.listener.accept()
                outer = socket.create_connection(self.target)
            except OSError:
                continue
            self.sockets += [inner, outer]
            for source, sink in ((inner, outer), (outer, inner)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                if not self.swallows.is_set():
                    sink.sendall(data)
        except OSError:
            pass
        if not self.swallows.is_set():
            sink.close()

    def close(self) -> None:
        self.closed = True
        for each in self.sockets:
            each.close()
