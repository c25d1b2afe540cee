"""The terminal app: the only room that imports Textual. It hands keys to `keys` and draws what comes back."""

from annotate_kit.tui.run import ReplayResult, replay, run_app

__all__ = ["ReplayResult", "replay", "run_app"]
