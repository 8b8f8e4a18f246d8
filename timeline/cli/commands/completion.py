"""``timeline completion``."""

from typing import Annotated

from typer import Argument

from timeline.cli.console import write
from timeline.errors import UsageError


def run(shell: Annotated[str, Argument(help="bash, zsh or fish.", metavar="SHELL")]) -> None:
    """Print the script that teaches a shell to complete commands, options, actors, kinds, tags, ids and years.

    \b
    timeline completion bash > ~/.local/share/bash-completion/completions/timeline
    timeline completion zsh > ~/.zfunc/_timeline
    timeline completion fish > ~/.config/fish/completions/timeline.fish
    """
    from typer._completion_shared import get_completion_script

    if shell not in {"bash", "zsh", "fish"}:
        raise UsageError(f"no completion for '{shell}'", "one of: bash zsh fish")
    write([get_completion_script(prog_name="timeline", complete_var="_TIMELINE_COMPLETE", shell=shell), "\n"])
