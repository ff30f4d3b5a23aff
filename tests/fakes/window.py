"""A browser window on one page, without a browser."""

from dataclasses import dataclass, field

from streamlit.testing.v1 import AppTest

from interview.practice import Practice
from tests.fakes.routes import FakeRoutes


@dataclass
class Window:
    """A page drawn by AppTest, and where it led to."""

    page: str
    practice: Practice
    attempt: str = ""
    routes: FakeRoutes = field(default_factory=FakeRoutes)
    app: AppTest = field(init=False)

    def __post_init__(self) -> None:
        self.app = AppTest.from_function(
            _draw, args=(self.page, self.practice, self.routes), default_timeout=60
        )
        if self.attempt:
            self.app.query_params["attempt"] = self.attempt
        self.reload()

    def reload(self) -> None:
        self.app.run()
        self.is_whole()

    def is_whole(self) -> None:
        assert not self.app.exception, [item.value for item in self.app.exception]

    def press(self, key: str) -> None:
        self.app.button(key=key).click().run()
        self.is_whole()

    def write(self, key: str, text: str) -> None:
        self.app.text_area(key=key).set_value(text).run()
        self.is_whole()

    def has_button(self, key: str) -> bool:
        return any(button.key == key for button in self.app.button)

    @property
    def led_to(self) -> tuple[str, str] | None:
        """The last way taken."""
        return self.routes.taken[-1] if self.routes.taken else None

    @property
    def html(self) -> str:
        """All our own markup on the page."""
        return "\n".join(str(item.proto.body) for item in self.app.get("html"))

    @property
    def errors(self) -> str:
        return "\n".join(str(item.value) for item in self.app.error)


def _draw(name: str, practice: object, routes: object) -> None:
    # AppTest runs a copy of this source, so its names have to be inside it.
    import importlib

    importlib.import_module(f"ui.pages.{name}").render(practice, routes)
