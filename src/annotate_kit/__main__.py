"""The console script: `annotate-kit`, or `python -m annotate_kit`."""

import sys

from annotate_kit._version import __version__

__all__ = ["main"]


def main() -> int:
    """Run the command line, and return its exit code.

    The version is answered before anything else is imported.
    """
    if sys.argv[1:] == ["--version"]:
        try:
            sys.stdout.write(f"annotate-kit {__version__}\n")
            sys.stdout.flush()
        except OSError as error:
            sys.stderr.write(f"annotate-kit: the version cannot be written: {error.strerror}.\n")
            return 3
        return 0
    if sys.argv[1:2] == ["validate"]:
        from annotate_kit.cli import quick  # noqa: PLC0415  # the version must not pay for it

        code = quick.run(sys.argv[1:])
        if code is not None:
            return code
    from annotate_kit.cli.app import run  # noqa: PLC0415  # the same

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
