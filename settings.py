"""The only reader of environment variables; settings reach the rooms as values."""

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside, each as `LOADBEARING_<NAME>`."""

    model_config = SettingsConfigDict(
        env_prefix="LOADBEARING_", env_ignore_empty=True, frozen=True
    )

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("loadbearing"),
        description="folder of the database and its lock file",
    )
    database_url: str | None = Field(
        default=None, description="SQLAlchemy URL; default: an SQLite file in the data folder"
    )
