"""Colours of the drawing, light and dark.

Pure: no I/O, no clock, no randomness. Text on plates and on the page keeps a contrast of at
least 4.5 to 1 (tested). The background stays transparent; `page` is the colour it is made for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from architecture.model import Kind

ThemeName = Literal["light", "dark"]
Family = Literal["entry", "door", "compute", "memory", "store", "message", "outside", "unknown"]
Tone = Literal["critical", "warning", "info", "ok"]

FAMILIES: Mapping[Kind, Family] = {
    "client": "entry",
    "dns": "door",
    "cdn": "door",
    "load_balancer": "door",
    "api_gateway": "door",
    "rate_limiter": "door",
    "admission": "door",
    "pooler": "door",
    "service": "compute",
    "serverless": "compute",
    "worker": "compute",
    "scheduler": "compute",
    "cache": "memory",
    "sql_db": "store",
    "nosql_db": "store",
    "wide_column": "store",
    "search_index": "store",
    "object_store": "store",
    "data_warehouse": "store",
    "queue": "message",
    "stream": "message",
    "identity": "outside",
    "monitoring": "outside",
    "external": "outside",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class Accent:
    """A family's colour: the strong one, its tint behind the icon, the plate's border."""

    strong: str
    tint: str
    border: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one drawing."""

    page: str
    plate: str
    text: str
    muted: str
    sync: str
    queued: str
    copied: str
    group: str
    zone: str
    group_fill: str
    on_tone: str
    accents: Mapping[Family, Accent]
    tones: Mapping[Tone, str]


LIGHT = Theme(
    page="#ffffff",
    plate="#ffffff",
    text="#1b2430",
    muted="#586372",
    sync="#4a5667",
    queued="#a34a06",
    copied="#0b7167",
    group="#98a3b3",
    zone="#5b6b80",
    group_fill="#64748b0d",
    on_tone="#ffffff",
    accents={
        "entry": Accent("#475569", "#e8ecf1", "#b4bfcc"),
        "door": Accent("#1d5fc4", "#e3edfb", "#a3c1ee"),
        "compute": Accent("#6039c9", "#ece7fb", "#c0b0ef"),
        "memory": Accent("#a16207", "#fbf0d5", "#e4c77d"),
        "store": Accent("#0f766e", "#dcf3ef", "#8ccfc5"),
        "message": Accent("#b3430a", "#fde9dc", "#efb591"),
        "outside": Accent("#a81e56", "#fbe5ee", "#e9a9c3"),
        "unknown": Accent("#586372", "#eef0f3", "#98a3b3"),
    },
    tones={"critical": "#c02626", "warning": "#a34a06", "info": "#1d5fc4", "ok": "#157347"},
)
DARK = Theme(
    page="#0e1117",
    plate="#1a202b",
    text="#eef2f7",
    muted="#a5b0c0",
    sync="#aab6c6",
    queued="#f2a65a",
    copied="#5fd0c0",
    group="#566275",
    zone="#8492a6",
    group_fill="#94a3b80d",
    on_tone="#0e1117",
    accents={
        "entry": Accent("#c3cedb", "#2c3542", "#4e5b6d"),
        "door": Accent("#8ab8ff", "#1e3050", "#3a5f9c"),
        "compute": Accent("#baa5ff", "#2e2752", "#5a4c9c"),
        "memory": Accent("#f0c25a", "#3c3115", "#7c6527"),
        "store": Accent("#5fd0c0", "#153a37", "#2c7169"),
        "message": Accent("#f7a873", "#42281a", "#865030"),
        "outside": Accent("#f79bbf", "#43202f", "#86405e"),
        "unknown": Accent("#a5b0c0", "#2a313c", "#566275"),
    },
    tones={"critical": "#ff8f8f", "warning": "#f2a65a", "info": "#8ab8ff", "ok": "#6fd39b"},
)
THEMES: Mapping[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}
