"""The page that explains the notation tells the truth."""

import re
from pathlib import Path
from typing import get_args

import pytest

from architecture.model import (
    MAX_COMPONENTS,
    MAX_CONNECTIONS,
    MAX_GROUPS,
    MAX_ROUTES,
    RESERVED_IDS,
    Kind,
)
from architecture.notation import MAX_CHARACTERS, format_notation, parse
from architecture.notation_attribute import COMPONENT_KEYS, CONNECTION_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "notation.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```mermaid\n.*?^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read_and_written_without_loss(example: str) -> None:
    result = parse(example)
    assert result.errors == ()
    assert result.architecture is not None
    written = format_notation(result.architecture, result.comments)
    assert parse(written).architecture == result.architecture
    assert parse(written).comments == result.comments


@pytest.mark.parametrize("shape", re.findall(r"`(a[\[({>][^`]*x[^`]*)`", PAGE))
def test_every_shape_of_the_page_is_read(shape: str) -> None:
    assert parse(shape).errors == ()


def test_the_page_names_every_attribute_kind_and_reserved_word() -> None:
    words = set(re.findall(r"[A-Za-z_]+", PAGE))
    assert {*COMPONENT_KEYS, *CONNECTION_KEYS, *get_args(Kind), *RESERVED_IDS} <= words


def test_the_page_states_the_limits() -> None:
    for limit, what in (
        (MAX_COMPONENTS, "components"),
        (MAX_CONNECTIONS, "connections"),
        (MAX_GROUPS, "groups"),
        (MAX_ROUTES, "flows"),
        (MAX_CHARACTERS, "characters"),
    ):
        assert f"{limit:,} {what}" in PAGE
