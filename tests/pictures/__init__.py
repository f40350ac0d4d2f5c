"""The pictures in `screenshots/`: `python -m tests.pictures` draws them from the real reader."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[2] / "screenshots"
PNG_ZOOM: Final = 0.8
"""How large the PNG is, beside the SVG."""
