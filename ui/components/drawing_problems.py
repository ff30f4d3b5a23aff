"""What is wrong with a drawing's text, each problem shown at its line."""

from html import escape

import streamlit as st

from architecture.notation import ParseResult, Problem
from ui import words

_SHOWN = 12
_EXCERPT = 60


def drawing_problems(result: ParseResult, text: str) -> None:
    """Draw the errors, and folded away what was understood or ignored."""
    lines = text.splitlines()
    if result.errors:
        more = len(result.errors) - _SHOWN
        rest = f'<p class="lb-muted">and {more} more</p>' if more > 0 else ""
        st.html(
            f'<div role="alert"><b>{words.counted(len(result.errors), "error")}</b>'
            + "".join(problem_html(problem, lines) for problem in result.errors[:_SHOWN])
            + f"{rest}</div>"
        )
    if result.notices:
        label = f"{words.counted(len(result.notices), 'notice')}: understood, or left out"
        with st.expander(label, type="compact"):
            st.html(
                "".join(
                    problem_html(notice, lines, style="lb-problem lb-notice")
                    for notice in result.notices[:_SHOWN]
                )
            )


def problem_html(problem: Problem, lines: list[str], *, style: str = "lb-problem") -> str:
    """Write one problem with the words around it and a caret below its column."""
    return (
        f'<div class="{style}"><b>Line {problem.line}, column {problem.column}</b>'
        f"<pre>{escape(_excerpt(problem, lines))}</pre>"
        f"<div>{escape(words.sentence(problem.message))}"
        f" <span>{escape(words.sentence(problem.remedy))}</span></div></div>"
    )


def _excerpt(problem: Problem, lines: list[str]) -> str:
    if not 1 <= problem.line <= len(lines):
        return ""
    line, column = lines[problem.line - 1].replace("\t", " "), problem.column - 1
    start = max(0, column - _EXCERPT // 2)
    return f"{line[start : start + _EXCERPT]}\n{' ' * max(0, column - start)}^"
