"""The command line: ``chat-analyser serve | parse | annotate | evaluate | policy check | version``.

Bad input ends with exit code 2 and one plain sentence on standard error. The heavy libraries are imported by the
command that needs them, so that ``version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import analyser
from analyser.errors import AnalyserError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=analyser.__doc__)
policy_app = typer.Typer(no_args_is_help=True, help="The school's code of conduct as a file.")
app.add_typer(policy_app, name="policy")

BAD_INPUT = 2


class DateOrder(StrEnum):
    """The order of day, month and year, when the reader knows it."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


Export = Annotated[Path, typer.Argument(help="The export: a .txt, or the .zip that WhatsApp made.")]
Output = Annotated[Path, typer.Option("--output", "-o", help="Where to write: .csv, .jsonl or .parquet.")]
Order = Annotated[DateOrder | None, typer.Option(help="Say it when the file cannot decide it.")]
Chat = Annotated[str | None, typer.Option(help="Which chat to read, where a zip holds several.")]
PolicyFile = Annotated[Path | None, typer.Option(help="The school's own policy file.")]


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on this computer.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,  # noqa: FBT002 - Typer makes --no-browser of it
    policy: PolicyFile = None,
) -> None:
    """Open the app in the browser. Only this computer can reach it."""
    if policy:  # the shipped one needs no check, which takes a second
        with _plain_errors():
            analyser.load_policy(policy)
    from analyser.ui import serve as start

    start(port, open_browser=browser, policy=policy)


@app.callback()
def main() -> None:
    """Print whatever a chat holds, also where the screen does not know the letters: it shows their numbers then."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@app.command()
def parse(export: Export, output: Output, date_order: Order = None, chat: Chat = None) -> None:
    """Read an export into a table of messages and say what was observed."""
    from analyser.pack.tables import check_output, write_table

    with _plain_errors():
        check_output(output)
        with _progress("reading messages") as progress:
            parsed = analyser.read_export(export, date_order=date_order, chat=chat, progress=progress)
        write_table(parsed.messages, output)
    typer.echo(f"{len(parsed.messages):,} messages written to {output.name}. SHA-256 {parsed.source.sha256}")
    for what, how in parsed.dialect.decided_by.items():
        typer.echo(f"{what}: {how}")
    for row in parsed.observations.itertuples():
        typer.echo(f"{row.id}: {row.observed}" + (f" (lines {row.lines})" if row.lines else ""))


@app.command()
def annotate(
    export: Export, output: Output, date_order: Order = None, chat: Chat = None, policy: PolicyFile = None
) -> None:
    """Mark the messages to read against the code of conduct and write the marks as a table."""
    from analyser.pack.tables import check_output, write_table

    with _plain_errors():
        check_output(output)
        nlp = analyser.build_pipeline(analyser.load_policy(policy))
        messages = analyser.read_export(export, date_order=date_order, chat=chat).messages
        with _progress("looking at messages") as progress:
            annotations = analyser.annotate(messages, nlp, progress=progress)
        write_table(annotations, output)
    to_read = annotations.loc[annotations["strength"] != "set aside", "message_id"].nunique()
    typer.echo(f"{to_read:,} of {len(messages):,} messages are marked to read. Written to {output.name}.")


@app.command()
def evaluate(
    output: Annotated[Path, typer.Option(help="Folder for measured.md and measured.csv.")] = Path("docs"),
    cache: Annotated[Path, typer.Option(help="Folder for finished parts, so that it can go on later.")] = Path(
        ".evaluated"
    ),
    groups: Annotated[int, typer.Option(min=0, help="Voices are left out in so many groups; 0: one at a time.")] = 4,
) -> None:
    """Measure what is marked, on voices that the classifier has not learnt from."""
    try:
        from analyser.training.evaluate import run_evaluate
    except ModuleNotFoundError as missing:
        typer.echo(f"Measuring needs {missing.name}. Install it with: pip install -r requirements-test.lock", err=True)
        raise typer.Exit(BAD_INPUT) from None
    run_evaluate(output, cache, groups=groups, say=typer.echo)


@policy_app.command()
def check(path: Annotated[Path, typer.Argument(help="A policy file.")]) -> None:
    """Explain every mistake in a policy file by file, line and rule."""
    from analyser.annotation import mistaken_examples
    from analyser.policy import check as complaints_of

    complaints = complaints_of(path) or mistaken_examples(analyser.load_policy(path))
    for complaint in complaints:
        typer.echo(complaint, err=True)
    if complaints:
        raise typer.Exit(BAD_INPUT)
    typer.echo(f"{path.name}: no mistakes found.")


@app.command()
def version() -> None:
    """Print the version of the program."""
    typer.echo(analyser.__version__)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except AnalyserError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show '``what`` 1,000/40,000' on standard error while the block runs."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


if __name__ == "__main__":
    app()
