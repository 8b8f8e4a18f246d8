"""The program: arguments in, pictures and bytes out. Only here is there a console, a clock and an environment."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the program and exit."""
    arguments = sys.argv[1:]
    try:
        if arguments in (["--version"], ["-V"]):
            # Answered before the command line library is loaded, which takes several times as long as Python itself.
            from timeline import __version__

            sys.stdout.write(f"timeline {__version__}\n")
            sys.stdout.flush()
            return
        import gc

        # A command makes a great many objects at once and ends: collecting cycles among them every 700 is time lost.
        gc.set_threshold(100_000, 20, 20)
        from timeline.cli.app import run

        code = run(arguments)
    except KeyboardInterrupt:
        code = 130
    except OSError as error:  # the version cannot be written: the disk is full, or nobody listens
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0 if isinstance(error, BrokenPipeError) else 1
        if code:
            sys.stderr.write(f"timeline: the system refused: {error.strerror}\n")
    sys.exit(code)
