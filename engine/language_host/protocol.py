"""Pulumi's protocol, without the rest of its SDK.

The SDK's own way to these modules, `pulumi.runtime.proto`, imports the whole SDK: 0.15 s of every start, and
`pulumi up` starts the language host three times.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2
else:
    _package = ModuleType("pulumi_protocol")
    _package.__path__ = [str(Path(find_spec("pulumi").origin).parent / "runtime" / "proto")]
    sys.modules[_package.__name__] = _package
    from pulumi_protocol import language_pb2, language_pb2_grpc, plugin_pb2

__all__ = ["language_pb2", "language_pb2_grpc", "plugin_pb2"]
