from architecture.notation import parse
from ui.components.drawing_problems import problem_html


def shown(text: str) -> str:
    return problem_html(parse(text).errors[0], text.splitlines())


def test_a_problem_shows_its_line_with_a_caret_below_its_column() -> None:
    markup = shown('web --> api\napi --> db["Redis')
    line, caret = markup.split("<pre>")[1].split("</pre>")[0].split("\n")
    assert line == "api --&gt; db[&quot;Redis"
    assert caret.endswith("^")


def test_markup_in_a_line_is_escaped() -> None:
    assert "<script>" not in shown('web["<script>')


def test_a_long_line_is_cut_around_the_problem() -> None:
    text = "a" * 40 + " --> " + "b" * 40 + '["open'
    markup = shown(text)
    assert len(markup.split("<pre>")[1].split("\n")[0]) < len(text)
