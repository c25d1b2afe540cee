"""The terminal app: the only room that imports Textual. It hands keys to `keys` and draws what comes back."""
