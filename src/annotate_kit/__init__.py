"""Structured records out of news articles, with evidence for every value.

`open_project` is the way in for scripts and notebooks; see `annotate_kit.api`.
"""

from annotate_kit._version import __version__

# What `typing` says, without importing it: the version must cost next to nothing.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from annotate_kit.api import open_project

__all__ = ["__version__", "open_project"]


def __getattr__(name: str) -> object:
    # Lazy, so that `annotate-kit --version` pays for nothing else.
    if name == "open_project":
        from annotate_kit.api import open_project  # noqa: PLC0415  # see above

        return open_project
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
