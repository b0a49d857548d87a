"""What the policy pack costs for each resource, beside the same number of plain SDK policies, in one run.

    .venv/bin/python benchmarks/policy_pack.py [RESOURCES]

Both packs are processes as the engine starts them, with Python's caches filled, and are asked over gRPC what the engine
asks: each resource of a mixed stack by itself, one after the other, then all together. The claims are that all rules
together, the stack's own included, take less than a millisecond for each resource, and the pack less than a second to
start; the exit code says whether they hold. What a call that does nothing takes is not the rules': it is gRPC between
two Python processes, of which the engine is none. The engine also asks each resource to be mended, which is a second
such call and shown apart.
"""

import os
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks/policy_pack"), str(ROOT / "policies")]

from facts.families import are_in  # noqa: E402 - in a folder of the line above, as the others
from facts.stack import Stack  # noqa: E402
from google.protobuf.empty_pb2 import Empty  # noqa: E402
from pulumi.runtime.proto import analyzer_pb2  # noqa: E402
from rules import discover  # noqa: E402
from served import Served  # noqa: E402
from stack import request, requests, resources  # noqa: E402

MILLISECONDS, START_SECONDS = 1.0, 1.0
RESOURCES = 1000
STARTS = 5
NAIVE = ROOT / "benchmarks/policy_pack/naive"


class Cost(NamedTuple):
    """Of one run over a stack, in seconds."""

    start: float
    nothing: float
    """As many calls that do nothing as there are resources."""
    mending: float
    alone: float
    together: float
    megabytes: float
    findings: int


def cost(folder: Path, environment: dict[str, str], alone: list[bytes], together: bytes) -> Cost:
    starts = []
    for _ in range(STARTS):
        with Served(folder, environment) as pack:
            starts.append(pack.start_seconds)
    with Served(folder, environment) as pack:
        pack.call("GetAnalyzerInfo", Empty().SerializeToString())
        pack.call("Configure", analyzer_pb2.ConfigureAnalyzerRequest().SerializeToString())
        calls = [("GetPluginInfo", [b""] * len(alone)), ("Remediate", alone), ("Analyze", alone)]
        rounds = [timed(pack, *call) for call in (*calls, ("AnalyzeStack", [together]))]
        megabytes = pack.peak_megabytes
    found = sum(len(analyzer_pb2.AnalyzeResponse.FromString(one).diagnostics) for _, said in rounds[2:] for one in said)
    return Cost(statistics.median(starts), *(seconds for seconds, _ in rounds), megabytes, found)


def timed(pack: Served, method: str, asked: list[bytes]) -> tuple[float, list[bytes]]:
    begin = time.perf_counter()
    said = [pack.call(method, one) for one in asked]
    return time.perf_counter() - begin, said


def show(name: str, of: Cost, number: int) -> float:
    """Prints a line, and answers with the milliseconds that the rules take for each resource."""
    each, nothing = (of.alone + of.together) / number * 1000, of.nothing / number * 1000
    alone, mending = of.alone / number * 1000, of.mending / number * 1000
    print(
        f"{name:18} {each - nothing:5.2f} ms a resource, {each:.2f} with a call that does nothing: {alone:.2f} alone"
        f" and {of.together:.2f} s for the stack; to be mended {mending:.2f}; start {of.start:.2f} s;"
        f" {of.megabytes:.0f} MB; {of.findings} findings"
    )
    return each - nothing


def main(number: int) -> int:
    stack, rules = resources(number), discover()
    read, of_a_stack = sum(are_in(one.type) for one in stack), sum(rule.on is Stack for rule in rules)
    print(
        f"{number} resources, {read} of types that the pack reads; {len(rules)} rules, {of_a_stack} of them on a stack"
    )
    policies = {"POLICIES_OF_A_RESOURCE": str(len(rules) - of_a_stack), "POLICIES_OF_A_STACK": str(of_a_stack)}
    alone, together = requests(stack), request(stack)
    with TemporaryDirectory() as caches:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": caches, "PYTHONDONTWRITEBYTECODE": ""}
        ours = cost(ROOT / "policies", environment, alone, together)
        naive = cost(NAIVE, {**environment, **policies}, alone, together)
    each, peer = show("celery-checklist", ours, number), show("plain SDK policies", naive, number)
    print(f"ratio {peer / each:.0f}; claimed: less than {MILLISECONDS:g} ms, a start in less than {START_SECONDS:g} s")
    return 0 if each < MILLISECONDS and ours.start < START_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RESOURCES))
