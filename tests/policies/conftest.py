"""The pack's folder on the path, as the engine puts it there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "policies"))
