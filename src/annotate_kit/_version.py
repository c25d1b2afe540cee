"""The version, a literal: reading package metadata costs four times an empty Python."""

__version__ = "0.1.0"
