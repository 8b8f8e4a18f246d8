"""``timeline kinds``."""

from collections import Counter

from timeline.cli.options import Files, Json, Screen
from timeline.cli.reference import reference
from timeline.cli.session import Session


def run(files: Files, form: Json, screen: Screen) -> None:
    """List the kinds of event: PLOVER's sixteen and our own, with how many events each has.

    \b
    timeline kinds
    timeline kinds --json
    """
    from timeline.lexicon.kinds import kinds

    session = Session(files)
    counts: Counter[str] = Counter()
    for file in session.files:
        counts.update(file.kinds())
    known = kinds()
    rows = [(kind.id, counts[kind.id], kind.group, kind.about) for kind in known.values()]
    rows += [
        (name, counts[name], "unknown", "not in the list of kinds") for name in sorted(counts.keys() - known.keys())
    ]
    reference(("kind", "events", "group", "what_belongs_to_it"), rows, form, screen, "kinds")
