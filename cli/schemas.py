"""The JSON Schemas of everything the command line prints, and of packs."""

import json
from pathlib import Path

from cli.outcome import OUTPUTS
from scenarios.schema import write_schemas


def output_schemas_folder() -> Path:
    """Tell where the schemas of the outputs are kept."""
    return Path(__file__).parents[1] / "docs" / "reference" / "cli"


def output_schemas() -> dict[str, str]:
    """Make the schema of each command's `--json` output; file name to text."""
    return {
        f"{command}.schema.json": json.dumps(
            model.model_json_schema(mode="serialization"), indent=2, sort_keys=True
        )
        + "\n"
        for command, model in OUTPUTS.items()
    }


def write_all() -> tuple[Path, ...]:
    """Write all schemas anew and tell which files they are."""
    folder = output_schemas_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in output_schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    return (*(folder / name for name in output_schemas()), *write_schemas())
