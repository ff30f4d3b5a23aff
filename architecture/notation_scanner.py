"""A place in one line of the notation: what stands there, and what to say when it is wrong.

Pure: no I/O, no clock, no randomness. Every pattern is matched at one place and never backtracks
further than the characters it has read, so a line is read in linear time.
"""

import re
from dataclasses import dataclass

from architecture.model import ID_PATTERN
from architecture.notation_label import decode
from architecture.notation_problem import Problem, Unreadable

_SPACE = re.compile(r"\s*")
_ID = re.compile(ID_PATTERN)
_BETWEEN = re.compile(r"[\s;]*")
_LONGEST_ID = 80
_LONGEST_LABEL = 200
_QUOTE_REMEDY = "put the whole label in double quotes; a quote inside it is written #quot;"


@dataclass(slots=True)
class Scanner:
    """Reads one line from left to right."""

    text: str
    line: int
    at: int = 0

    @property
    def is_done(self) -> bool:
        """Nothing is left on the line."""
        return self.at >= len(self.text)

    def sees(self, *words: str) -> bool:
        """Whether one of the words stands here."""
        return self.text.startswith(words, self.at)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Go past what matches here, if anything does."""
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def skip_space(self) -> None:
        """Go past white space."""
        self.take(_SPACE)

    def skip_between(self) -> None:
        """Go past what may stand between statements."""
        self.take(_BETWEEN)

    def recover(self) -> str:
        """Go to the next statement of the line after an unreadable one; give what was left out."""
        start = self.at
        stop = self.text.find(";", start)
        if stop < 0 or self.text.count('"', start, stop) % 2:
            stop = len(self.text)
        self.at = stop
        return self.text[start:stop]

    def problem(self, message: str, remedy: str, at: int | None = None) -> Problem:
        """Tell a problem at this place, or at another one of the line."""
        return Problem(self.line, (self.at if at is None else at) + 1, message, remedy)

    def unreadable(self, message: str, remedy: str, at: int | None = None) -> Unreadable:
        """Make the error that gives this statement up."""
        return Unreadable(self.problem(message, remedy, at))

    def identifier(self) -> str | None:
        """Take an id, if one stands here."""
        match = self.take(_ID)
        if match is None:
            return None
        if len(match[0]) > _LONGEST_ID:
            raise self.unreadable(
                f"an id of {len(match[0])} characters is too long",
                f"use at most {_LONGEST_ID} characters and put the words in a label",
                match.start(),
            )
        return match[0]

    def quoted(self) -> str:
        """Take a text in double quotes; its escapes are resolved by the caller."""
        opened = self.at
        closed = self.text.find('"', opened + 1)
        if closed < 0:
            self.at = len(self.text)
            raise self.unreadable(
                f"the quote opened at column {opened + 1} is never closed",
                'close it with " on the same line; a line break is written <br/>',
                opened,
            )
        self.at = closed + 1
        return self.text[opened + 1 : closed]

    def label_until(self, closers: tuple[str, ...], opener: str) -> str:
        """Take a label and the closer after it, the opener having been taken.

        Raises:
            Unreadable: It is never closed, empty, too long or holds a stray quote or bracket.
        """
        opened = self.at - len(opener)
        self.skip_space()
        if self.sees('"'):
            label = self._quoted_label()
            self.skip_space()
            self._close(closers, opener, opened)
        else:
            label = self._bare_label(closers, opener, opened)
        return self.meant(label.strip(), opened)

    def _close(self, closers: tuple[str, ...], opener: str, opened: int) -> None:
        closer = next((closer for closer in closers if self.sees(closer)), None)
        if closer is not None:
            self.at += len(closer)
            return
        if self.is_done:
            raise self._unclosed(opener, closers, opened)
        raise self.unreadable(f"after the quoted label '{closers[0]}' is missing", _QUOTE_REMEDY)

    def _quoted_label(self) -> str:
        raw = self.quoted()
        is_markdown = len(raw) > 1 and raw[0] == raw[-1] == "`"
        return raw[1:-1] if is_markdown else raw

    def _bare_label(self, closers: tuple[str, ...], opener: str, opened: int) -> str:
        ends = [
            (end, closer) for closer in closers if (end := self.text.find(closer, self.at)) >= 0
        ]
        if not ends:
            raise self._unclosed(opener, closers, opened)
        end, closer = min(ends)
        label = self.text[self.at : end]
        self._check_bare(label, opener, closers, opened)
        self.at = end + len(closer)
        return label

    def _check_bare(self, label: str, opener: str, closers: tuple[str, ...], opened: int) -> None:
        for bracket in "[{":
            if bracket in label:
                raise self._unclosed(opener, closers, opened)
        for stray in '"]}|':
            if stray in label:
                place = self.at + label.index(stray)
                raise self.unreadable(
                    f"{stray} inside a label without quotes", _QUOTE_REMEDY, place
                )
        if label.count("(") != label.count(")"):
            raise self._unclosed(opener, closers, opened)

    def _unclosed(self, opener: str, closers: tuple[str, ...], opened: int) -> Unreadable:
        return self.unreadable(
            f"'{opener}' opened at column {opened + 1} is never closed",
            f"close it with '{closers[0]}'; a label with brackets in it, or with / or \\ at its "
            "start, needs double quotes",
            opened,
        )

    def meant(self, raw: str, opened: int) -> str:
        """Resolve the escapes of a label; refuse an empty or overlong one."""
        label = decode(raw)
        if not label:
            raise self.unreadable("an empty label", "write a name in it, or leave it out", opened)
        if len(label) > _LONGEST_LABEL:
            raise self.unreadable(
                f"a label of {len(label)} characters is too long",
                f'use at most {_LONGEST_LABEL} characters; more fits in notes="..."',
                opened,
            )
        return label
