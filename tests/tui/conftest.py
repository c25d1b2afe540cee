from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the screens as they are now; review them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a screen with the one kept under a name."""
    is_updating = request.config.getoption("--update-goldens", default=False)

    def compare(name: str, screen: str) -> None:
        path = GOLDENS / f"{name}.txt"
        if is_updating:
            path.write_text(screen, "utf-8")
        kept = path.read_text("utf-8") if path.exists() else "(none is kept: pytest tests/tui --update-goldens)"
        assert screen == kept, f"{path.name} differs from what is drawn"

    return compare
