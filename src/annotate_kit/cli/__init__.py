"""The command line: the only Typer; one module a command; stdout is data, stderr is talk."""
