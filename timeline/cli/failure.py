"""Errors as a person, or a program, reads them: on stderr, all at once, with what to do next."""

from __future__ import annotations

import json
import sys
from typing import Any

from timeline.errors import DataError, Problem, TimelineError, UsageError
from timeline.model.text import visible

MAX_SHOWN = 50


def tell(error: TimelineError, *, as_json: bool) -> int:
    """Write an error to stderr and give its exit code."""
    if as_json:
        sys.stderr.write(json.dumps(document(error), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write("".join(f"{line}\n" for line in lines(error)))
    return error.exit_code


def document(error: TimelineError) -> dict[str, Any]:
    """Give an error as JSON values."""
    problems = error.problems if isinstance(error, DataError) else ()
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "hint": error.hint or None,
            "exit": error.exit_code,
            "problems": [problem._asdict() for problem in problems],
        }
    }


def lines(error: TimelineError) -> list[str]:
    """Give an error as lines of text, safe to print."""
    if not isinstance(error, DataError):
        shown = ["timeline: " + "\n".join(visible(line) for line in error.message.split("\n"))]
        return [*shown, *(f"  {visible(line)}" for line in error.hint.split("\n") if line)]
    texts: dict[str, list[str]] = {}
    result = []
    for problem in error.problems[:MAX_SHOWN]:
        result += problem_lines(problem, texts)
    more = len(error.problems) - MAX_SHOWN
    if more > 0:
        result.append(f"… and {more} more")
    return [*result, f"timeline: {error.message}"]


def problem_lines(problem: Problem, texts: dict[str, list[str]]) -> list[str]:
    """Show a fault as compilers do: place and cause, the line with a caret, the way out."""
    result = [visible(f"{problem.where}: {problem.message}")]
    source = _line(problem, texts)
    if source is not None:
        start = max(0, problem.column - 60)
        shown = visible(source[start : start + 100])
        before = visible(source[start : problem.column - 1])
        gutter = f"{problem.line:>6} | "
        result += [gutter + shown, " " * (len(gutter) + _width(before)) + "^"]
    if problem.hint:
        result.append(f"       = {visible(problem.hint)}")
    return result


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _line(problem: Problem, texts: dict[str, list[str]]) -> str | None:
    """Get the line that a fault is on, reading its file once; None where it cannot be had."""
    if not problem.line or problem.path == "-" or problem.code in {"binary", "not-utf8", "too-large"}:
        return None
    if problem.path not in texts:
        try:
            with open(problem.path, encoding="utf-8-sig", errors="replace") as file:
                texts[problem.path] = file.read(64 << 20).split("\n")
        except OSError:
            texts[problem.path] = []
    found = texts[problem.path]
    return found[problem.line - 1].rstrip("\r") if problem.line <= len(found) else None


def usage(error: Any) -> UsageError:
    """Make an error of the command line library one of ours."""
    message = str(error.format_message()).split(" (Possible options:")[0].rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "timeline"
    near = getattr(error, "possibilities", None)
    hint = f"did you mean {' or '.join(sorted(near))}?\n" if near and "Did you mean" not in message else ""
    return UsageError(message[:1].lower() + message[1:], f"{hint}'{path} --help' shows what there is")


def system(error: BaseException) -> str:
    """Word a failure of the machine."""
    if isinstance(error, OSError):
        name = f" '{error.filename}'" if error.filename else ""
        return f"the system refused{name}: {error.strerror or error}"
    return "this is more than the machine can hold" if isinstance(error, MemoryError) else "this is nested too deeply"
