"""``timeline schema``."""

import json

from timeline.cli.console import write


def run() -> None:
    """Print the JSON Schema of a file of events, of the document that --json writes, and of one event.

    \b
    timeline schema > events.schema.json
    """
    from timeline.read.record import json_schema

    write([json.dumps(json_schema(), indent=2, ensure_ascii=False), "\n"])
