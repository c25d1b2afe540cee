"""What people see, kept in files; ANNOTATE_KIT_GOLDENS=write writes them anew, to be looked at before they are kept."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["check_golden"]


def check_golden(path: Path, made: bytes) -> None:
    if os.environ.get("ANNOTATE_KIT_GOLDENS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert path.read_bytes().decode() == made.decode()
