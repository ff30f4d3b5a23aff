"""How any text is written inside quotes of the notation, and read back.

Pure: no I/O, no clock, no randomness. The escapes are Mermaid's own: `#quot;`, `#35;`, `<br/>`.
"""

import re

_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "apos": "'", "nbsp": "\u00a0"}
_ESCAPE = {"\n": "<br/>", '"': "#quot;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "#": "#35;"}
_JOINERS = {"\u200c", "\u200d"}
_CODED = re.compile(r"(?i:<br)\s{0,4}/?>|\\n|#(\w{1,10});|&#?(\w{1,10});")
_WRITTEN_BREAK = re.compile(r"\\n")
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.'+-]*[A-Za-z0-9])?")
_END = re.compile(r"\bend\b", re.IGNORECASE)
_LAST_CODE_POINT = 0x10FFFF


def decode(text: str) -> str:
    """Turn what stands between quotes or brackets into the text that is meant."""
    return _CODED.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    if code is None:
        return "\n"
    if code.isascii() and code.isdigit():
        point = int(code)
        is_character = point <= _LAST_CODE_POINT and not 0xD800 <= point <= 0xDFFF  # noqa: PLR2004
        return chr(point) if is_character else match.group(0)
    return _NAMED.get(code, match.group(0))


def encode(text: str, *, also: str = "") -> str:
    """Write a text so that it can stand between quotes; plain text stays as it is.

    Args:
        text: Any text without lone surrogates.
        also: Further characters that may not stand there as they are.
    """
    inner = {index for index, character in enumerate(text) if _needs_code(character, also)}
    inner |= {match.start() for match in _WRITTEN_BREAK.finditer(text)}
    inner |= {index for index in (0, len(text) - 1) if text[index : index + 1] in {" ", "`"}}
    if not inner and ";" not in text:
        return text
    return "".join(
        _ESCAPE.get(character) or (f"#{ord(character)};" if index in inner else character)
        for index, character in enumerate(text)
    )


def _needs_code(character: str, also: str) -> bool:
    if character in '"<>' or character in also:
        return True
    return not character.isprintable() and character not in _JOINERS


def quoted(text: str, *, also: str = "") -> str:
    """Write a text between quotes."""
    return f'"{encode(text, also=also)}"'


def label(text: str) -> str:
    """Write a label: bare where every Mermaid reader agrees on it, quoted elsewhere."""
    if _PLAIN.fullmatch(text) and not _END.search(text) and "--" not in text:
        return text
    return quoted(text)
