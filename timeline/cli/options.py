"""Options, each written once, in groups that commands take as one argument.

``flat`` turns a command that takes groups into one whose parameters are the fields of those groups, which is what the
command line library reads. No annotation here is a string: resolving them would cost every start.
"""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Optional

from typer import Argument, Option

from timeline.cli import complete

_WHICH = "Which events"
_HOW = "How they are shown"


class Group:
    """A set of options; the fields are the parameters, the values what was given."""

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)


class Files(Group):
    """What is asked, and on which day."""

    file: Annotated[Optional[list[str]], Option("--file", "-f", help="A file of events, - for standard input; repeatable.", metavar="FILE")] = None  # fmt: skip # noqa: E501, UP045
    today: Annotated[Optional[str], Option("--today", help="The day to count from instead of today.", metavar="DAY")] = None  # fmt: skip # noqa: UP045, E501


class Selection(Files):
    """A question."""

    query: Annotated[Optional[list[str]], Argument(help="A query: actor:Serbia and not kind:assault and date:1999..", metavar="[QUERY]...")] = None  # fmt: skip # noqa: E501, UP045
    actor: Annotated[Optional[list[str]], Option("--actor", "-a", help="Someone who acts, or for whom someone acts; repeat for either.", metavar="NAME", autocompletion=complete.actors)] = None  # fmt: skip # noqa: E501, UP045
    kind: Annotated[Optional[list[str]], Option("--kind", "-k", help="A kind of event; repeat for either.", metavar="KIND", autocompletion=complete.kinds)] = None  # fmt: skip # noqa: E501, UP045
    status: Annotated[Optional[list[str]], Option("--status", help="occurred, ongoing, expected, overdue, hypothetical, denied, cancelled.", metavar="STATUS", autocompletion=complete.statuses)] = None  # fmt: skip # noqa: E501, UP045
    place: Annotated[Optional[list[str]], Option("--place", help="A place, or a part of its name.", metavar="NAME")] = None  # fmt: skip # noqa: UP045, E501
    tag: Annotated[Optional[list[str]], Option("--tag", help="A tag; repeat for either.", metavar="TAG", autocompletion=complete.tags)] = None  # fmt: skip # noqa: E501, UP045
    text: Annotated[Optional[list[str]], Option("--text", help="Words anywhere in the event; case, script and accents do not matter.", metavar="WORDS")] = None  # fmt: skip # noqa: E501, UP045
    since: Annotated[Optional[str], Option("--since", "-s", help="From the first day of this date on: 2023, 2023-Q3, '44 BCE', 'last spring'.", metavar="DATE", autocompletion=complete.years)] = None  # fmt: skip # noqa: E501, UP045
    until: Annotated[Optional[str], Option("--until", "-u", help="Up to the last day of this date.", metavar="DATE", autocompletion=complete.years)] = None  # fmt: skip # noqa: E501, UP045
    certain: Annotated[bool, Option("--certain", help="Leave out what only possibly lies in the period.")] = False


class Engine(Group):
    """Who answers about worlds."""

    engine: Annotated[Optional[str], Option("--engine", help="Have a Spark cluster ask the worlds: spark://HOST:7077, local[2].", metavar="URL")] = None  # fmt: skip # noqa: E501, UP045


class Order(Group):
    """The order of the answer, and how much of it."""

    sort: Annotated[str, Option("--sort", help="date, title, kind, status or id.", metavar="FIELD")] = "date"
    reverse: Annotated[bool, Option("--reverse", "-r", help="Last first.")] = False
    limit: Annotated[Optional[int], Option("--limit", "-n", min=0, help="At most so many.", metavar="N")] = None  # fmt: skip # noqa: UP045, E501


class Output(Group):
    """Where it goes, and as what."""

    format: Annotated[Optional[str], Option("--format", "-F", help="table, or one of `timeline formats`.", metavar="FORMAT", autocompletion=complete.formats)] = None  # fmt: skip # noqa: E501, UP045
    json: Annotated[bool, Option("--json", help="One JSON document; short for --format json.")] = False
    output: Annotated[Optional[str], Option("--output", "-o", help="Write to a file; its name tells the format.", metavar="FILE")] = None  # fmt: skip # noqa: E501, UP045
    force: Annotated[bool, Option("--force", help="Overwrite the file if it exists.")] = False
    exit_status: Annotated[bool, Option("--exit-status", help="Exit with 4 where nothing matches.")] = False


class Json(Group):
    """A report that can be had as JSON."""

    json: Annotated[bool, Option("--json", help="The report itself, as JSON.")] = False


class Screen(Group):
    """What the terminal is like."""

    width: Annotated[Optional[int], Option("--width", min=20, help="Columns; else COLUMNS, the terminal's, 80.", metavar="N")] = None  # fmt: skip # noqa: E501, UP045
    color: Annotated[str, Option("--color", help="auto, always or never.", metavar="WHEN")] = "auto"
    ascii: Annotated[bool, Option("--ascii", help="Draw with 7-bit signs.")] = False
    pager: Annotated[bool, Option("--pager/--no-pager", help="Page what is more than a screen.")] = True


def _fields(group: type[Group]) -> dict[str, tuple[Any, Any]]:
    """Give the fields of a group, with those of the groups that it extends first: name, annotation, default."""
    return {
        name: (annotation, getattr(group, name))
        for part in reversed(group.__mro__)
        for name, annotation in inspect.get_annotations(part).items()
    }


def flat(run: Callable[..., Any]) -> Callable[..., Any]:
    """Spread the groups that a command takes over its signature; ``run``'s own annotations must not be strings."""
    groups: dict[str, type[Group]] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(run).parameters.items():
        if isinstance(parameter.annotation, type) and issubclass(parameter.annotation, Group):
            groups[name] = parameter.annotation
            fields = _fields(parameter.annotation)
        else:
            fields = {name: (parameter.annotation, parameter.default)}
        parameters += [
            inspect.Parameter(field, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for field, (annotation, default) in fields.items()
        ]

    def command(**values: Any) -> Any:
        given = {
            name: group(**{field: values.pop(field) for field in _fields(group)}) for name, group in groups.items()
        }
        return run(**given, **values)

    command.__doc__ = run.__doc__
    command.__name__ = run.__name__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command
