"""The only room that opens project files: reading that never writes, writing that never loses, journals, history."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.store.code import code_stamp
    from annotate_kit.store.folding import Folded, Version, fold, open_journal, read_version
    from annotate_kit.store.fs import DiskFs, Fs, Stat
    from annotate_kit.store.git import changed_since, repository_prefix
    from annotate_kit.store.journal import Entry, Header, JournalContent, JournalFile, Ref, entry_line
    from annotate_kit.store.paths import FINAL
    from annotate_kit.store.recovery import Pending, Recovered, history, pending_journals, recover
    from annotate_kit.store.shipped import shipped_files
    from annotate_kit.store.store import Loaded, Store, digest
    from annotate_kit.store.writing import Writer, write_file_atomically

__all__ = [
    "FINAL",
    "DiskFs",
    "Entry",
    "Folded",
    "Fs",
    "Header",
    "JournalContent",
    "JournalFile",
    "Loaded",
    "Pending",
    "Recovered",
    "Ref",
    "Stat",
    "Store",
    "Version",
    "Writer",
    "changed_since",
    "code_stamp",
    "digest",
    "entry_line",
    "fold",
    "history",
    "open_journal",
    "pending_journals",
    "read_version",
    "recover",
    "repository_prefix",
    "shipped_files",
    "write_file_atomically",
]

__getattr__ = offer(
    __name__,
    {
        "code": "code_stamp",
        "folding": "Folded Version fold open_journal read_version",
        "fs": "DiskFs Fs Stat",
        "git": "changed_since repository_prefix",
        "journal": "Entry Header JournalContent JournalFile Ref entry_line",
        "paths": "FINAL",
        "recovery": "Pending Recovered history pending_journals recover",
        "shipped": "shipped_files",
        "store": "Loaded Store digest",
        "writing": "Writer write_file_atomically",
    },
)
