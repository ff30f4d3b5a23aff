"""`python -m cli`: settings become values here, as in app.py; the commands take values only."""

import sys

from cli.commands import application
from cli.doctor import Surroundings
from settings import Settings


def main() -> None:
    """Run the command line with the settings of this machine."""
    settings = Settings()
    application(
        obj=Surroundings(
            data_dir=settings.data_dir,
            database_url=settings.database_url,
            python=sys.version.split()[0],
        )
    )


if __name__ == "__main__":
    main()
