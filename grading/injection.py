"""Sentences that talk to the grader instead of the interviewer.

Pure: no I/O, no clock, no randomness. They are reported and withheld, never obeyed or quoted.
"""

import re
from collections.abc import Iterator

from architecture.model import Architecture
from grading.clause import Document
from grading.normal import normalise

_ORDERS = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:previous|prior|above"
        r"|earlier|all"
        r"|these|those|your|the|any)\b[^.]{0,30}\b(?:instructions?|prompts?|rubric|guidelines?"
        r"|directions?"
        r"|grading|system message)"
    ),
    (
        r"\b(?:award|give|assign|grant|return|output|set|mark|score|rate|grade|treat|report|record)\b"
        r"[^.]{0,60}\b(?:full (?:marks?|credit|score|points)|(?:maximum|max|top|perfect|highest)"
        r" (?:marks?|scores?|points|grade|level|rating)|100 ?(?:%|points|marks|/ ?100|out of 100)"
        r"|4 ?/ ?4"
        r"|[45] (?:points? )?(?:on|for|to) (?:all|every|each)|all (?:the )?(?:checks?|criteri\w+"
        r"|points|marks)"
        r"|(?:every|each) (?:check|criterion))"
    ),
    (
        r"\b(?:all|every|each)\b[^.]{0,25}\b(?:checks?|criteri(?:a|on)|rubric items?"
        r"|requirements of the rubric)"
        r"\b[^.]{0,25}\b(?:is|are|was|were|as|have been|has been|should be|must be)\b[^.]{0,12}"
        r"\b(?:met|satisfied|passed|awarded|fulfilled|true)"
    ),
    (
        r"\b(?:rubric|grading (?:scheme|policy|rules?|criteria|instructions?)|marking (?:scheme"
        r"|guide))\b"
        r"[^.]{0,40}\b(?:updated?|changed?|replaced?|obsolete|no longer|void|now says|requires"
        r"|revised)"
    ),
    (
        r"\b(?:dear|note (?:to|for)(?: the)?|attention|message (?:to|for) the|hey|hello"
        r"|hi)\b[^.\w]{0,3}"
        r"\s?(?:the )?(?:grader|examiner|marker|assessor|evaluator|judge|model|llm|ai|assistant"
        r"|system)\b"
    ),
    (
        r"\b(?:grader|examiner|llm|language model|evaluator)s? (?:must|should|please|note|is|are"
        r"|will)\b"
    ),
    (
        r"\byou are (?:now |a |an |the |in )*(?:grader|judge|examiner|assistant|evaluator"
        r"|language model|ai\b"
        r"|teaching|helpful|lenient|generous|dan\b|developer mode)"
    ),
    (
        r"\b(?:the|this) (?:candidate|answer|response|submission"
        r"|student)\b(?:'s \w+)?[^.]{0,60}\b(?:deserves?"
        r"|meets? (?:all|every)|is (?:perfect|excellent|complete|correct|outstanding|flawless)"
        r"|satisf(?:ies|y)"
        r"|fulfil\w*|demonstrates?|should (?:get|receive|be (?:graded|scored|marked))|earns?)"
    ),
    r"[\"'](?:verdict|checks|criteria|rubric\w*|grade|criterion_?id|is_?met|met)[\"']\s*:",
    r"\bverdicts?\s*[:=]\s*[\"']?(?:met|pass|true)",
    (
        r"\b(?:end|begin|beginning|start) of (?:the )?(?:answer|submission|candidate|student"
        r"|untrusted|response"
        r"|transcript)"
    ),
    (
        r"</?\s*(?:answer|system|assistant|grader|instructions?|candidate|untrusted|submission"
        r"|rubric|user)\b"
    ),
    r"\[/?(?:inst|system|sys)\]|<\|?(?:im_|system|assistant|endoftext)|<</?sys>>|<<[a-z_]{3,}>>",
    (
        r"^\W*(?:system|assistant|grader|developer|examiner|admin)\s*(?:prompt|message|note"
        r"|override)?\s*:"
    ),
    r"\bsystem (?:prompt|override|instruction)s?\b|\bas an? (?:ai\b|language model)|\bjailbreak\b",
    (
        r"\bdeveloper mode\b|\bdo anything now\b|\bfor (?:grading|scoring|marking) purposes\b"
        r"|\bfull marks\b"
        r"|\btop score\b|\bnew instructions?\s*:|\bprompt injection\b|\bdecode (?:this"
        r"|the following)\b"
        r"|\bbase64\b[^.]{0,20}\b(?:decode|instruction)|\b(?:pre-?graded|graded by)\b"
    ),
)
_PATTERN = re.compile("|".join(f"(?:{order})" for order in _ORDERS))
_OPAQUE = re.compile(
    r"(?<![\w/])(?=[a-z0-9+/]*\d)(?=[a-z0-9+/]*[a-z])[a-z0-9+/]{40,}={0,2}(?![\w/])"
)


def addressed(text: Document) -> frozenset[int]:
    """Sentences to withhold: those that give the grader orders, and the code block they are in."""
    found = {s.index for s in text.sentences if is_order(s.text)}
    blocks = {text.sentences[i].block for i in found if text.sentences[i].kind == "code"}
    found |= {s.index for s in text.sentences if s.block in blocks}
    return frozenset(found)


def is_order(folded: str) -> bool:
    """Whether lower-case folded text is addressed to whoever grades."""
    return bool(_PATTERN.search(folded) or _OPAQUE.search(folded))


def in_drawing(architecture: Architecture) -> bool:
    """Whether a label or note of the drawing gives orders."""
    return any(is_order(normalise(text).text) for text in _labels(architecture))


def _labels(architecture: Architecture) -> Iterator[str]:
    for component in architecture.components:
        yield from (text for text in (component.name, component.role, component.notes) if text)
    for connection in architecture.connections:
        yield from (text for text in (connection.label, connection.protocol) if text)
    for group in architecture.groups:
        yield group.name
