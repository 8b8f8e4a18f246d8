"""Writing a file whole or not at all, and holding one so that nobody else of us writes to it meanwhile."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import TimelineError


def write_whole(path: str, parts: Iterable[bytes], mode: int, *, replace: bool) -> None:
    """Write a file beside its place and move it there once it is complete and on the disk.

    ``mode`` are its permissions. With ``replace`` it takes the place of a file of that name (where that is a link, of
    what the link leads to); without, ``FileExistsError`` is raised where there is one by then. Raises ``TimelineError``
    where the system refuses.
    """
    target = os.path.realpath(path)
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{Path(target).name}.", dir=Path(target).parent)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if replace:
            os.replace(temporary, target)
        else:
            os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        raise TimelineError(
            f"cannot write '{path}': {error.strerror}", "check the folder, its permissions and the disk"
        ) from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


@contextmanager
def locked(path: str, flags: int, *, shared: bool = False) -> Iterator[int]:
    """Open a file under a lock, and make sure that it still has that name once the lock is had.

    ``flags`` are those of ``os.open``; with ``shared`` others may read too. Raises ``OSError`` where it cannot be
    opened.
    """
    import fcntl

    while True:
        descriptor = os.open(path, flags | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
            if os.path.exists(path) and os.path.samestat(os.fstat(descriptor), os.stat(path)):
                yield descriptor
                return
        finally:
            os.close(descriptor)
