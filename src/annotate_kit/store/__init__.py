"""The only room that opens project files: reading that never writes, writing that never loses, journals, history."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.store.code import code_stamp
    from annotate_kit.store.corrected import carried_over, keep_text, text_of
    from annotate_kit.store.folding import Folded, Version, fold, open_journal, read_version, retire
    from annotate_kit.store.fs import DiskFs, Fs, Stat
    from annotate_kit.store.git import (
        changed_since,
        make_repository,
        repository_prefix,
        revision_before,
        revision_of,
        set_merge_driver,
    )
    from annotate_kit.store.journal import Entry, Header, JournalContent, JournalFile, Ref, entry_line
    from annotate_kit.store.paths import FINAL
    from annotate_kit.store.recovery import Pending, Recovered, history, pending_journals, recover, start_of, unfolded
    from annotate_kit.store.shipped import EXAMPLES, shipped_files
    from annotate_kit.store.store import Loaded, Store, digest
    from annotate_kit.store.temporary import PrivateFolder, private_folder, sweep_private_folders
    from annotate_kit.store.unfinished import common_ground
    from annotate_kit.store.writing import Writer, write_file_atomically

__all__ = [
    "EXAMPLES",
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
    "PrivateFolder",
    "Recovered",
    "Ref",
    "Stat",
    "Store",
    "Version",
    "Writer",
    "carried_over",
    "changed_since",
    "code_stamp",
    "common_ground",
    "digest",
    "entry_line",
    "fold",
    "history",
    "keep_text",
    "make_repository",
    "open_journal",
    "pending_journals",
    "private_folder",
    "read_version",
    "recover",
    "repository_prefix",
    "retire",
    "revision_before",
    "revision_of",
    "set_merge_driver",
    "shipped_files",
    "start_of",
    "sweep_private_folders",
    "text_of",
    "unfolded",
    "write_file_atomically",
]

__getattr__ = offer(
    __name__,
    {
        "code": "code_stamp",
        "corrected": "carried_over keep_text text_of",
        "folding": "Folded Version fold open_journal read_version retire",
        "fs": "DiskFs Fs Stat",
        "git": "changed_since make_repository repository_prefix revision_before revision_of set_merge_driver",
        "journal": "Entry Header JournalContent JournalFile Ref entry_line",
        "paths": "FINAL",
        "recovery": "Pending Recovered history pending_journals recover start_of unfolded",
        "shipped": "EXAMPLES shipped_files",
        "store": "Loaded Store digest",
        "temporary": "PrivateFolder private_folder sweep_private_folders",
        "unfinished": "common_ground",
        "writing": "Writer write_file_atomically",
    },
)
