"""The gRPC server of the language host."""

import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import grpc

from engine.language_host.protocol import language_pb2_grpc
from engine.language_host.service import PythonLanguageHost

CALLS_AT_ONCE = 64  # each running plugin or policy pack holds one


def serve() -> None:
    """Serve on a free port of the loopback address until the engine ends this process, or ends itself."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: os._exit(0))
    logging.getLogger("grpc").setLevel(logging.CRITICAL)
    unlimited = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    server = grpc.server(ThreadPoolExecutor(max_workers=CALLS_AT_ONCE), options=unlimited)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(PythonLanguageHost(sys.argv[-1]), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    engine = os.getppid()
    while os.getppid() == engine:
        server.wait_for_termination(timeout=1)
    server.stop(grace=0).wait()  # ends what is still running
