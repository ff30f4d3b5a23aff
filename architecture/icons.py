"""A simple line icon per kind, drawn for this project.

Pure: no I/O, no clock, no randomness. Paths are SVG path data on a 24 by 24 grid, meant to be
stroked (width 1.7, round caps and joins) and not filled.
"""

from architecture.model import Kind

ICONS: dict[Kind, str] = {
    "client": "M4 5h16v11H4z M12 16v4 M8 20h8",
    "dns": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M3 12h18 M12 3c5 5.5 5 12.5 0 18 "
    "M12 3c-5 5.5-5 12.5 0 18",
    "cdn": "M7 18.5h10.2a3.9 3.9 0 0 0 .5-7.8A6 6 0 0 0 6.2 9.6A4.5 4.5 0 0 0 7 18.5z",
    "load_balancer": "M3 12h6 M9 12l6-6.5h5 M9 12h11 M9 12l6 6.5h5 M18 3.5l2 2l-2 2 "
    "M18 10l2 2l-2 2 M18 16.5l2 2l-2 2",
    "api_gateway": "M3 20.5h18 M5 20.5V11a7 7 0 0 1 14 0v9.5 M9.5 20.5V12a2.5 2.5 0 0 1 5 0v8.5",
    "rate_limiter": "M4.5 18a8.5 8.5 0 1 1 15 0 M12 14l4-5 M12 14v.01 M4 18h3 M17 18h3",
    "admission": "M6.5 3h11 M6.5 21h11 M8 3v3c0 3 4 4 4 6s-4 3-4 6v3 M16 3v3c0 3-4 4-4 6s4 "
    "3 4 6v3",
    "service": "M12 2.8l8 4.6v9.2l-8 4.6l-8-4.6V7.4z M12 9.2a2.8 2.8 0 1 0 0 "
    "5.6a2.8 2.8 0 1 0 0-5.6",
    "serverless": "M13.5 2.8L5 13.5h6l-1 7.7l8.5-10.7h-6z",
    "worker": "M12 7a5 5 0 1 0 0 10a5 5 0 1 0 0-10 M12 2.8V7 M12 17v4.2 M2.8 12H7 "
    "M17 12h4.2 M5.5 5.5l3 3 M15.5 15.5l3 3 M5.5 18.5l3-3 M15.5 8.5l3-3",
    "scheduler": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M12 6.8V12l3.6 2.2",
    "cache": "M7 7h10v10H7z M9.5 3v4 M14.5 3v4 M9.5 17v4 M14.5 17v4 M3 9.5h4 M3 14.5h4 "
    "M17 9.5h4 M17 14.5h4",
    "pooler": "M3 5.5h5l5.5 6.5 M3 12h18 M3 18.5h5l5.5-6.5 M18.5 9.5l2.5 2.5l-2.5 2.5",
    "sql_db": "M4 6a8 3 0 1 0 16 0a8 3 0 1 0-16 0 M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6 "
    "M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
    "nosql_db": "M9 3.5C6.5 3.5 6.5 5 6.5 7.5S6 11.3 4 12c2 .7 2.5 2 2.5 "
    "4.5S6.5 20.5 9 20.5 M15 3.5c2.5 0 2.5 1.5 2.5 4S18 11.3 20 12c-2 .7-2.5 "
    "2-2.5 4.5S17.5 20.5 15 20.5 M12 10v.01 M12 14v.01",
    "wide_column": "M3.5 4.5h17v15h-17z M3.5 9.5h17 M9.2 4.5v15 M14.8 4.5v15",
    "search_index": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13 M15.3 15.3L21 21",
    "object_store": "M4 6a8 2.6 0 1 0 16 0a8 2.6 0 1 0-16 0 M4 6l2 13c.3 1.2 2.8 2 6 "
    "2s5.7-.8 6-2L20 6",
    "queue": "M3 8h4.5v8H3z M9.8 8h4.5v8H9.8z M16.6 8H21v8h-4.4z",
    "stream": "M3 7c3-3 6 3 9 0s6 3 9 0 M3 12c3-3 6 3 9 0s6 3 9 0 M3 17c3-3 6 3 9 0s6 3 9 0",
    "data_warehouse": "M3 20.5h18 M5 20.5V12h3v8.5 M10.5 20.5V5h3v15.5 M16 20.5V9h3v11.5",
    "identity": "M12 2.8l8 3V12c0 4.8-3.4 8-8 9.2C7.4 20 4 16.8 4 12V5.8z M8.5 12l2.5 2.5l4.5-4.8",
    "monitoring": "M3 12.5h4l3-8.5l4 16l3-7.5h4",
    "external": "M14 4h6v6 M20 4l-9 9 M18 14.5V20H4V6h5.5",
    "unknown": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4"
    "-1.1 1-1.1 1.8 M12 16.7v.01",
}
