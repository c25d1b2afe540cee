"""Exporters: each takes a source and where to write, and returns a receipt of what it wrote and had to change."""

from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.exporters.json import EXPORT_FORMAT
from annotate_kit.exporters.registry import EXPORTERS, GROUP, export_to, find_exporter, get_exporter

__all__ = [
    "EXPORTERS",
    "EXPORT_FORMAT",
    "GROUP",
    "Exporter",
    "Options",
    "Output",
    "export_to",
    "find_exporter",
    "get_exporter",
]
