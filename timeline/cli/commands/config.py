"""``timeline config``."""

from timeline import lexicon
from timeline.cli import settings
from timeline.cli.console import Console, number
from timeline.cli.options import Json, Screen
from timeline.cli.reference import reference
from timeline.model.day import iso_day


def run(form: Json, screen: Screen) -> None:
    """Show each setting, its value and where it comes from.

    \b
    timeline config

    Settings are made in config.toml in the configuration folder (file, color, width, pager), by variables
    (TIMELINE_FILE, TIMELINE_COLOR, TIMELINE_WIDTH, TIMELINE_PAGER, TIMELINE_TODAY, NO_COLOR, FORCE_COLOR, COLUMNS),
    or on the command line, which comes first. Actors of your own go into actors/*.yaml in that folder, or into
    actors.yaml beside the file of events.
    """
    import os

    paths, origin = settings.files()
    console = Console(screen)
    config, cache = settings.config_folder(), settings.cache_folder()
    rows = [
        *(("file", path, origin) for path in paths),
        ("today", iso_day(settings.today(None)), "TIMELINE_TODAY" if os.environ.get("TIMELINE_TODAY") else "the clock"),
        ("width", str(console.width or "unlimited"), _width_origin(screen, console)),
        ("color", "yes" if console.color else "no", _color_origin(screen)),
        (
            "signs",
            "7-bit" if console.ascii else "Unicode",
            "--ascii" if screen.ascii else "TERM, LC_ALL, LC_CTYPE, LANG",
        ),
        ("pager", *_pager()),
        ("configuration", str(config) if config else "none: HOME is not set", "XDG_CONFIG_HOME, HOME"),
        ("cache", str(cache) if cache else "none: HOME is not set", "XDG_CACHE_HOME, HOME"),
        *(
            ("actors", str(path), "shipped" if str(path.parent) == lexicon.ACTORS else "yours")
            for path in settings.registry(paths)
        ),
    ]
    reference(("setting", "value", "origin"), rows, form, screen, "settings")


def _width_origin(screen: Screen, console: Console) -> str:
    import os

    if screen.width:
        return "--width"
    if number(os.environ.get("COLUMNS")):
        return "COLUMNS"
    configured = settings.setting("width", "TIMELINE_WIDTH")
    return (
        configured.origin if number(configured.value) else "the terminal" if console.is_terminal else "not a terminal"
    )


def _color_origin(screen: Screen) -> str:
    import os

    if screen.color != "auto":
        return "--color"
    configured = settings.setting("color", "TIMELINE_COLOR")
    if configured.value:
        return configured.origin
    return next((name for name in ("NO_COLOR", "FORCE_COLOR") if os.environ.get(name)), "the terminal")


def _pager() -> tuple[str, str]:
    import os

    found = next((name for name in ("TIMELINE_PAGER", "PAGER") if os.environ.get(name)), "")
    return (os.environ[found], found) if found else ("less -FRX", "default")
