"""Start the service and print its port, as the engine expects of every plugin."""

import sys
from pathlib import Path

# The engine starts this folder by its path, from any working directory.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.language_host.server import serve

serve()
