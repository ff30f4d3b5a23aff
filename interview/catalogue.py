"""The scenarios that can be played, out of packs that are loaded already."""

from dataclasses import dataclass

from interview.errors import UnknownScenario
from scenarios.model import Pack
from scenarios.topics import TopicTree


@dataclass(frozen=True)
class PackCatalogue:
    """Lists the active packs only: a draft is not ready, a retired one is not started again."""

    loaded: tuple[Pack, ...]
    tree: TopicTree

    def packs(self) -> tuple[Pack, ...]:
        """Give the active packs, by title."""
        active = (pack for pack in self.loaded if pack.scenario.status == "active")
        return tuple(sorted(active, key=lambda pack: pack.scenario.title.casefold()))

    def pack(self, slug: str) -> Pack:
        """Look an active pack up.

        Raises:
            UnknownScenario: There is none of this slug; the message lists those there are.
        """
        packs = self.packs()
        for pack in packs:
            if pack.scenario.slug == slug:
                return pack
        raise UnknownScenario(slug, tuple(pack.scenario.slug for pack in packs))

    def topics(self) -> TopicTree:
        """Give the taxonomy that the packs' topic ids come from."""
        return self.tree
