import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_architecture import architectures, texts

from architecture.model import Architecture
from architecture.notation import Comment, format_notation, parse
from architecture.notation_label import decode, encode


@settings(max_examples=200)
@given(architectures())
def test_reading_what_was_written_gives_the_same_drawing(architecture: Architecture) -> None:
    result = parse(format_notation(architecture))
    assert result.errors == ()
    assert result.architecture == architecture
