"""Structured records out of news articles, with evidence for every value."""

from annotate_kit._version import __version__

__all__ = ["__version__"]
