"""What the environment can and cannot set."""

import pytest

from settings import Settings


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOADBEARING_DATA_DIR")
    usual = Settings().data_dir
    monkeypatch.setenv("LOADBEARING_DATA_DIR", "")
    monkeypatch.setenv("LOADBEARING_DATABASE_URL", "")
    assert Settings().data_dir == usual
    assert Settings().database_url is None
