"""Run one Pulumi program, in a process and an interpreter of its own.

The request comes on standard input, the engine's address as the argument.

Started by its path, by any Python that has Pulumi's SDK, so it imports nothing else of this project.
"""

import asyncio
import json
import logging
import os
import runpy
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

import grpc
import pulumi
from pulumi import runtime
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc
from pulumi.runtime.proto import language_pb2 as pb

REPORTED = 32  # the exit code after an error that the user has already been shown
THREADS_PER_OPERATION = 4  # each resource in progress can wait in several calls at once


class Engine:
    """The engine as the program calls it: debug messages are told without waiting for its answer.

    The SDK has several to say of each resource, and the waits were a tenth of a second in a stack of twenty.
    """

    def __init__(self, address: str) -> None:
        self._stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))
        self._told: list[grpc.Future[Any]] = []

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802 - the protocol's name
        if request.severity == engine_pb2.DEBUG:
            self._told.append(self._stub.Log.future(request))
        else:
            self._stub.Log(request)

    def wait_until_told(self) -> None:
        """For the end of the program."""
        for message in self._told:
            message.exception()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)


def run(request: pb.RunRequest, engine: Engine) -> int:
    """Run the program that the engine asks for; the exit code is 0, `REPORTED`, or the program's own."""
    program = Path(request.info.program_directory, request.info.entry_point)
    _configure(request, engine)
    sys.argv = [str(program), *request.args]
    sys.path[0] = str(program if program.is_dir() else program.parent)
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(max(request.parallel, 1) * THREADS_PER_OPERATION))
    try:
        loop.run_until_complete(runtime.run_in_stack(lambda: _execute(program)))
    except SystemExit as stop:
        return _exit_code(stop)
    except Exception as error:
        return _report(error)
    return 0


def _execute(program: Path) -> None:
    runpy.run_path(str(program), run_name="__main__")


def _configure(request: pb.RunRequest, engine: Engine) -> None:
    os.environ["PULUMI_CONFIG"] = json.dumps(dict(request.config))
    os.environ["PULUMI_CONFIG_SECRET_KEYS"] = json.dumps(list(request.configSecretKeys))
    runtime.set_all_config(dict(request.config), list(request.configSecretKeys))
    settings = runtime.Settings(
        project=request.project,
        stack=request.stack,
        organization=request.organization,
        root_directory=request.info.root_directory,
        monitor=request.monitor_address,
        engine=engine,
        parallel=request.parallel,
        dry_run=request.dryRun,
    )
    runtime.configure(settings)


def _exit_code(stop: SystemExit) -> int:
    if stop.code is None or isinstance(stop.code, int):
        return stop.code or 0
    pulumi.log.error(str(stop.code))
    return REPORTED


def _report(error: Exception) -> int:
    """Show the error once. An engine that has gone away is no error of the program."""
    if isinstance(error, grpc.RpcError):
        if error.code() != grpc.StatusCode.UNAVAILABLE:
            pulumi.log.error(f"The engine refused a request: {error.details()}")
    elif isinstance(error, pulumi.RunError):
        pulumi.log.error(str(error))
    else:
        pulumi.log.error("Program failed with an unhandled exception:\n" + _traceback(error))
    return REPORTED


def _traceback(error: Exception) -> str:
    """The traceback, from the program's first line on: beyond this file's last one, and beyond runpy."""
    first = step = error.__traceback__
    while step:
        if _file(step) == __file__:
            first = step.tb_next
        step = step.tb_next
    while first and _file(first).startswith("<frozen "):
        first = first.tb_next
    return "".join(traceback.format_exception(type(error), error, first))


def _file(step: TracebackType) -> str:
    return step.tb_frame.f_code.co_filename


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine's way to end it: without a traceback
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    engine = Engine(sys.argv[1])
    code = run(pb.RunRequest.FromString(sys.stdin.buffer.read()), engine)
    engine.wait_until_told()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # threads that still wait for the engine must not hold the process
