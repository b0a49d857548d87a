"""A stand-in for the random provider plugin, for tests only: RandomPassword as the official one makes it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from bridge.server import Provider, serve
from password import RandomPassword

VERSION = "4.21.1"

serve(Provider(VERSION, [RandomPassword()], lambda config: None, {}))
