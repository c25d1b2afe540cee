"""What choosing a row means, for each list whose answer is an act of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotate_kit.core import Ids
from annotate_kit.keys import form_finding, linking, project_pairs, say_once, suggesting
from annotate_kit.keys.overlays import Chosen, Picker
from annotate_kit.keys.view import Step, View

__all__ = ["CHOOSERS"]

CHOOSERS: Mapping[str, Callable[[View, Picker, Chosen, Ids], Step]] = {
    "accept": suggesting.all_chosen,
    "filter": suggesting.filter_chosen,
    "find": linking.found_chosen,
    "join": linking.join_chosen,
    "line": form_finding.line_chosen,
    "merge": linking.merge_chosen,
    "pair": linking.pair_chosen,
    "pairs": project_pairs.pairs_chosen,
    "preview": say_once.preview_chosen,
    "retype": linking.retype_chosen,
    "split": linking.split_chosen,
}
"""`Picker.pick_for` → what it does."""
