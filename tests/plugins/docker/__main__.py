"""A stand-in for the docker provider plugin, for tests only: it does what the official one was seen to do."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from bridge.server import Provider, serve
from container import Container
from daemon import CONFIG, Engine
from image import RemoteImage
from network import Network
from secret import Secret, ServiceConfig
from service import Service
from volume import Volume

VERSION = "5.1.0"

KINDS = [Container(), Network(), RemoteImage(), Secret(), Service(), ServiceConfig(), Volume()]

serve(Provider(VERSION, KINDS, Engine, CONFIG))
