"""Rules on what the prompt and the probes may say: L23, L24."""

import re
from collections.abc import Iterable, Iterator

from architecture.kinds import KINDS
from architecture.model import Kind
from architecture.selector import GraphPredicate
from estimation.reading import quantities
from grading.lexicon import lexicon
from grading.rubric import Claim
from scenarios.lint.subject import Problems, Subject

PROMPT_WORDS = (60, 110)
SHARED_WORDS = 6
SAME_VALUE_WITHIN = 0.01
# A prompt cannot tell its story without these.
_EVERYDAY: frozenset[Kind] = frozenset({"client", "service", "external", "unknown"})


def l23_prompt(subject: Subject) -> Problems:
    """60 to 110 spoken words; no estimation's value, no kind that a graph check looks for."""
    prompt = subject.scenario.prompt
    place = subject.in_scenario(("prompt",))
    words = len(prompt.split())
    if not PROMPT_WORDS[0] <= words <= PROMPT_WORDS[1]:
        yield place.problem("L23", f"the prompt has {words} words", "write 60 to 110")
    stated = quantities(prompt)
    for item in subject.scenario.estimations:
        for quantity in stated:
            if abs(quantity.value - item.value) <= SAME_VALUE_WITHIN * abs(item.value):
                yield place.problem(
                    "L23",
                    f"the prompt says '{quantity.text}', the result of {item.id}",
                    "let the candidate work it out",
                )
    for kind in sorted(_looked_for(subject)):
        info = KINDS[kind]
        for name in (info.label, *info.aliases):
            if _has_word(prompt, name):
                yield place.problem(
                    "L23", f"the prompt says '{name}', which a graph check looks for",
                    "tell the pain, not the part",
                )  # fmt: skip
                break


def _looked_for(subject: Subject) -> frozenset[Kind]:
    """Collect the kinds that graph checks look for in a drawing."""
    found: set[Kind] = set()
    for _, _, check in subject.checks():
        facts = check.evidence.facts if check.kind == "graph" and check.evidence else None
        for name in facts.ids if facts else ():
            predicate = subject.scenario.graph_facts.get(name)
            if predicate is not None:
                found.update(_kinds(predicate))
    return frozenset(found) - _EVERYDAY


def _kinds(predicate: GraphPredicate) -> Iterator[Kind]:
    """Tell what the predicate is about: what it counts or must pass, else both ends."""
    sought = predicate.via or predicate.where
    for selector in (sought,) if sought else (predicate.source, predicate.target):
        if selector is not None:
            yield from selector.kind


def l24_leaks(subject: Subject) -> Problems:
    """No check shares more than 6 words in a row with probe or prompt; none is met by it."""
    prompt = _words(subject.scenario.prompt)
    probes = {
        f"probe {state} of '{criterion.id}'": _words(probe.text)
        for _, criterion in subject.criteria()
        for state, probe in (
            ("if_missing", criterion.probes.if_missing),
            ("if_partial", criterion.probes.if_partial),
            ("if_strong", criterion.probes.if_strong),
        )
    }
    sources = {"the prompt": prompt, **probes}
    runs = {name: _runs(words) for name, words in sources.items()}
    for path, _, check in subject.checks():
        mine = _runs(_words(check.text))
        for name, theirs in runs.items():
            shared = mine & theirs
            if shared:
                yield subject.in_rubric((*path, "text")).problem(
                    "L24",
                    f"shares '{' '.join(min(shared))}' with {name}",
                    f"say it in other words, at most {SHARED_WORDS} the same in a row",
                )
        for index, claim in enumerate(check.evidence.claims if check.evidence else ()):
            if _said_by(subject.scenario.prompt, claim):
                yield subject.in_rubric((*path, "evidence", "claims", index)).problem(
                    "L24",
                    "one sentence of the prompt has a phrase of every group",
                    "ask for a concept that the prompt does not give away",
                )


def _said_by(prompt: str, claim: Claim) -> bool:
    """Whether repeating the prompt would hit all concepts of the claim."""
    sentences = re.split(r"(?<=[.!?])\s+", prompt)
    return any(
        all(any(_has_word(sentence, word) for word in _phrases(group)) for group in claim.concepts)
        for sentence in sentences
    )


def _phrases(group: Iterable[str]) -> Iterator[str]:
    known = lexicon().by_id
    for phrase in group:
        if not phrase.startswith("@"):
            yield phrase
        elif phrase[1:] in known:
            yield from known[phrase[1:]].phrases


def _has_word(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9']+", text.casefold()))


def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    length = SHARED_WORDS + 1
    return frozenset(words[start : start + length] for start in range(len(words) - length + 1))
