"""The only room that opens project files: reading that never writes, writing that never loses, journals, history."""

from annotate_kit.store.fs import DiskFs, Fs, Stat
from annotate_kit.store.paths import FINAL
from annotate_kit.store.shipped import shipped_files
from annotate_kit.store.store import Loaded, Store, digest
from annotate_kit.store.writing import Writer, write_file_atomically

__all__ = [
    "FINAL",
    "DiskFs",
    "Fs",
    "Loaded",
    "Stat",
    "Store",
    "Writer",
    "digest",
    "shipped_files",
    "write_file_atomically",
]
