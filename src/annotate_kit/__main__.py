"""The console script: `annotate-kit`, or `python -m annotate_kit`."""

import sys

from annotate_kit._version import __version__

__all__ = ["main"]


_YOUNG = 100_000
"""Objects that are made before those that hold each other in a circle are looked for; Python's own number is 700."""


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
        import gc  # noqa: PLC0415  # the same as below

        # What imports and schemas make stays, and going through all of it again and again is a tenth of a small check.
        gc.set_threshold(_YOUNG)
        from annotate_kit.cli import quick  # noqa: PLC0415  # the version must not pay for it

        code = quick.run(sys.argv[1:])
        gc.freeze()  # nor is it gone through once more at the end
        if code is not None:
            return code
    from annotate_kit.cli.app import run  # noqa: PLC0415  # the same

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
