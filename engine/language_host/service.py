"""The calls of Pulumi's `LanguageRuntime` service that running and inspecting programs needs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty

from engine.language_host.install import commands
from engine.language_host.interpreter import Interpreter, interpreter_of, missing
from engine.language_host.packages import dependencies, required_packages
from engine.language_host.protocol import language_pb2 as pb
from engine.language_host.protocol import language_pb2_grpc, plugin_pb2
from engine.language_host.streams import output

PROGRAM = Path(__file__).with_name("program.py")
REPORTED = 32  # program.REPORTED; importing it from there would load the SDK into this process


class PythonLanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Answers the engine at the address `engine`; whatever it runs gets a process of its own."""

    def __init__(self, engine: str) -> None:
        self.engine = engine

    def Handshake(
        self, request: pb.LanguageHandshakeRequest, context: grpc.ServicerContext
    ) -> pb.LanguageHandshakeResponse:
        return pb.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo()

    def About(self, request: pb.AboutRequest, context: grpc.ServicerContext) -> pb.AboutResponse:
        version = ".".join(str(part) for part in sys.version_info[:3])
        return pb.AboutResponse(executable=interpreter_of(request.info).executable, version=version)

    def GetRequiredPackages(
        self, request: pb.GetRequiredPackagesRequest, context: grpc.ServicerContext
    ) -> pb.GetRequiredPackagesResponse:
        search_path = _usable(request.info, context).search_path()
        return pb.GetRequiredPackagesResponse(packages=required_packages(search_path))

    def GetProgramDependencies(
        self, request: pb.GetProgramDependenciesRequest, context: grpc.ServicerContext
    ) -> pb.GetProgramDependenciesResponse:
        search_path = _usable(request.info, context).search_path()
        found = dependencies(search_path, transitive=request.transitiveDependencies)
        return pb.GetProgramDependenciesResponse(dependencies=found)

    def Run(self, request: pb.RunRequest, context: grpc.ServicerContext) -> pb.RunResponse:
        """Run the program; what it writes goes to this process's own streams, which the engine shows."""
        if request.attach_debugger:
            return pb.RunResponse(error="--attach-debugger needs Pulumi's own language host for Python")
        python = _usable(request.info, context)
        with subprocess.Popen(
            [python.executable, "-u", str(PROGRAM), self.engine],
            cwd=request.pwd,
            env=python.environment(os.environ),
            stdin=subprocess.PIPE,
        ) as process:
            context.add_callback(process.terminate)
            process.communicate(request.SerializeToString())
        if process.returncode in (0, REPORTED):
            return pb.RunResponse(bail=process.returncode == REPORTED)
        return pb.RunResponse(error=f"Program exited with non-zero exit code: {process.returncode}")

    def RunPlugin(self, request: pb.RunPluginRequest, context: grpc.ServicerContext) -> Iterator[pb.RunPluginResponse]:
        """Run a policy pack or a provider from its folder until it ends or the engine hangs up."""
        python = _usable(request.info, context)
        folder = Path(request.info.program_directory, request.info.entry_point)
        inherited = dict(entry.split("=", 1) for entry in request.env)
        process = subprocess.Popen(
            [python.executable, "-u", str(folder), *request.args],
            cwd=request.pwd,
            env=python.environment(inherited),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        context.add_callback(process.terminate)
        for chunk in output(process):
            yield pb.RunPluginResponse(**chunk)
        yield pb.RunPluginResponse(exitcode=process.wait())

    def InstallDependencies(
        self, request: pb.InstallDependenciesRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.InstallDependenciesResponse]:
        for command in commands(request.info):
            process = subprocess.Popen(
                command, cwd=request.info.program_directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for chunk in output(process):
                yield pb.InstallDependenciesResponse(**chunk)
            if process.wait():
                context.abort(grpc.StatusCode.INTERNAL, f"{' '.join(command)}: exit code {process.returncode}")

    def RuntimeOptionsPrompts(
        self, request: pb.RuntimeOptionsRequest, context: grpc.ServicerContext
    ) -> pb.RuntimeOptionsResponse:
        return pb.RuntimeOptionsResponse()

    def Template(self, request: pb.TemplateRequest, context: grpc.ServicerContext) -> pb.TemplateResponse:
        return pb.TemplateResponse()

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        return Empty()


def _usable(info: pb.ProgramInfo, context: grpc.ServicerContext) -> Interpreter:
    interpreter = interpreter_of(info)
    if problem := missing(interpreter):
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, problem)
    return interpreter
