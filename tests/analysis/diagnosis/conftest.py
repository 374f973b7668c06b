"""Where the recordings are made that several tests of this folder measure."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "made"))
