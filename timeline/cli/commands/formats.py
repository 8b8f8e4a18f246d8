"""``timeline formats``."""

from timeline.cli.options import Json, Screen
from timeline.cli.reference import reference
from timeline.read import feeds, reader
from timeline.read import names as readable
from timeline.view import picture
from timeline.write import names as writable
from timeline.write import writer


def run(form: Json, screen: Screen) -> None:
    """List the formats that can be read and written, and the feeds that can be imported.

    \b
    timeline formats
    """
    rows = [("table", "", "write", "for the terminal")]
    for name in sorted({*readable(), *writable()}):
        module = writer(name) if name in writable() else reader(name)
        way = " ".join(word for word, known in (("read", readable()), ("write", writable())) if name in known)
        rows.append((name, " ".join(module.SUFFIXES), way, module.ABOUT))
    for name in picture.names():
        kind = picture.load(name)
        rows.append((name, " ".join(kind.SUFFIXES), "export", kind.ABOUT))
    rows += [(name, "", "import", feeds.feed(name).ABOUT) for name in feeds.names()]
    reference(("format", "suffixes", "ways", "about"), rows, form, screen, "formats")
