"""What ties the ideas of a sentence together: purpose, mechanism, consequence, number, choice.

Pure: no I/O, no clock, no randomness. A noun earns nothing; a noun in one of these relations may.
"""

import re
from collections.abc import Iterable

from grading.clause import Sentence
from grading.rubric import Relation
from grading.stem import stem, word_set

_PURPOSE = re.compile(
    r"\b(?:so that|in order to|so as to|because|since(?! (?:19|20)\d\d)|due to|as the|as it"
    r"|as they"
    r"|as we|thanks to|which lets|lets? (?:us|the|me|it|people|users|clients|them)|allow(?:s|ing)?"
    r"|enables?|guarantee(?:s|d|ing)?|ensur(?:e|es|ed|ing)|that way|this way|protects?|makes sure"
    r"|the (?:reason|point|aim|goal|purpose)|why|for (?:safety|fairness|durability|isolation)"
    r"|to (?!the\b|a\b|an\b|our\b|its\b|it\b|be\b|this\b|that\b|each\b|every\b|one\b|two\b|\d"
    r"|another\b"
    r"|other\b|users?\b|clients?\b|people\b|redis\b|postgres\w*\b|kafka\b|s3\b|primary\b"
    r"|replicas?\b)"
    r"[a-z]{3,}"
    r"|so (?:we|i|the|a|an|no|it|they|that|each|every|one|people|users|nothing|nobody|only"
    r"|this|there|when|if))\b"
)
_CONSEQUENCE = re.compile(
    r"\b(?:so|then|therefore|thus|hence|which means|that means|this means|meaning|means"
    r"|as a result"
    r"|otherwise|if|when|whenever|until|unless|once|consequently|leads? to|causes?|results? in"
    r"|ends? up|after that|only then|in that case|in case|on (?:failure|conflict|timeout"
    r"|error|loss)"
    r"|at worst|worst case|becomes?|turns? into|falls? back|without (?:it|that|this))\b"
    r"|=>|->|→|⇒|==>"
)
_NUMBER = re.compile(
    r"(?<![\w.#/-])[~≈<>≤≥]?\s?[$€£]?\d[\d,.]*(?:\s?(?:[x\u00d7%]|[kmbgt]\b|[a-zµμ]{1,12}\b))?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty"
    r"|hundred"
    r"|half|twice|double|dozen|thousand|million|every|each) "
    r"(?:hundred |thousand |million )?(?:seconds?|minutes?|hours?|days?|ms|milliseconds?"
    r"|times|percent"
    r"|requests?|users?|people|retries|attempts|replicas|nodes|workers|rows|orders|seats"
    r"|zones|instances"
    r"|processes|copies|pods|connections|engineers|weeks|months|years|quarters?|thirds?)\b"
    r"|\b(?:a|an|about a|half a|half an|one|per) (?:second|minute|hour|day|week|month"
    r"|millisecond)\b"
    r"|\b(?:once|twice|thrice|double|half|a third|a quarter|a dozen)\b"
)
_ALTERNATIVE = re.compile(
    r"\b(?:instead of|instead|rather than|as opposed to|over (?:a|an|the)|consider(?:ed|ing)?"
    r"|reject(?:ed|s)?"
    r"|trade-?offs?|trades?|costs?|price|downside|drawback|disadvantage|versus|vs"
    r"|compared? (?:to|with)"
    r"|compare|alternative(?:ly)?|but|although|though|however|whereas|while|not needed"
    r"|not necessary"
    r"|not worth|overkill|unnecessary|does not pay|doesn't pay|would not|wouldn't|do not need"
    r"|(?:do|does|did|will)(?: not|n't) (?:use|add|take|build|buy|split|shard|want|run|introduce)"
    r"|don't need|no need|weak(?:ness| point| spot)|either|option|options|in exchange"
    r"|at the expense"
    r"|gives? up|giving up|sacrific\w+|simpler|cheaper|faster than|slower|easier|harder"
    r"|better than"
    r"|worse|more \w+ than|less \w+ than|too (?:much|many|slow|complex|expensive|risky|early|big)"
    r"|postpon\w+|defer(?:red)?|later|unless|only if|switch to|move to|revisit|chose|choose"
    r"|prefer(?:red)?"
    r"|picked|pick|decided (?:against|on)|against|keep(?:s|ing)? (?:the|it|one)|not yet"
    r"|never needed"
    r"|(?<=[,;] )(?:and |but )?(?:never|not)|(?<=[,;] )only|first|last resort|before any"
    r"|acceptable|accept(?:s|ed)?|i would|we would|risk|limit(?:ation)?|premature|no reason"
    r"|skip(?:ped)?)\b"
)
_MECHANISM = re.compile(
    r"\bby \w+ing\b|\bvia\b|\bthrough\b|\busing\b|=>|->|→|⇒|\bin front of\b|\bbehind (?:a|an"
    r"|the)\b"
    r"|\bon \(|\bwith (?:a|an|the|its|one) (?:unique|signed|short|own|separate|fixed|hard|max"
    r"|timeout)"
    r"|\b(?:select|update|insert into|delete from|where|for update|skip locked|on conflict"
    r"|returning)\b|\b(?:primary key|partial index)\b|\bunique(?: \w+)? ?(?:\(|on\b)"
    r"|\b(?:get|post|put|patch|delete) /|\b[1-5]\d\d\b(?= |,|\.|\)|$)"
    r"|\w+\s?(?:==?|<=|>=|<|>)\s?['\w(]|\bkeyed (?:by|on)\b|\bbound to\b|\btied to\b|\bper \w+"
    r"|\bat (?:the )?(?:edge|database|db|source|store|write|read|commit|confirm|checkout)\b"
    r"|\b\w+\(\w*\)"
    r"|\b(?:under|inside|within|behind|beside|outside|in) (?:a|an|the|one|its own|their own"
    r"|his own) (?:\w+ )?"
    r"(?:lock|transaction|primary|pooler|pgbouncer|table|row|column|queue|cache|same|database"
    r"|store|edge|cdn)"
    r"|\b(?:on|from|to|at|in|into|against) (?:the )?(?:primary|replicas?|edge|cdn|origin"
    r"|master|standby|redis"
    r"|postgres\w*|s3|outbox|queue|broker)\b"
    r"|\b(?:lives?|sits?|goes|go|comes?|stays?|runs?) (?:in|on|at|to|through|from|behind"
    r"|between|with|under)\b"
)
_DOING = word_set("""accept acquire acknowledge add admit advance allocate append apply
archive assert assign attach authenticate authorise back backfill balance batch bind block
bound break buffer build bump cache calculate call cancel cap capture carry catch challenge
change charge check claim clear close coalesce collect combine commit compare compensate
compress compute confirm consume contain continue control convert copy count cover create cut
debit decide decouple decrement decrypt dedupe deduplicate define degrade delay delete deliver
denormalise deny derive detach detect die disable discard dispatch divide drain draw drop dump
duplicate embed emit empty encode encrypt end enforce enqueue enter erase escalate evaluate
evict exceed execute expire export expose extend extract fail fall fan feed fence fetch fill
filter finalise find fire flag flush follow force fork forward free freeze generate give grant
grow guard halve handle hash hide hit hold host ignore increase increment index inform initiate
insert inspect invalidate isolate issue join jump keep kill lapse last launch lease leave
lengthen let limit link listen live load lock log look loop lose lower maintain mark match
measure merge migrate mirror mix monitor move multiply notify observe offload omit open order
outlive overload override own page paginate park partition pass pause pay permit persist pick
pin place poll pool populate post precompute prefetch prepare prevent prewarm prioritise probe
process produce project prohibit promote propagate protect prove publish pull purge push put
query queue quarantine raise rank reach read rebalance rebuild receive recheck recompute
reconcile reconnect record recover redirect reduce refill refresh refund refuse register reject
release reload rely remain remove render renew repair repeat replay replace replicate reply
report request require reroute reserve reset resolve respond restart restore restrict resume
retain retry return reuse reveal reverse revert revoke roll rotate route run sample save
saturate scale scan schedule score scrub see select send separate serialise serve set settle
shape shard share shed shift ship show shrink shut sign size skip slow smooth snapshot sort
spill split spread stagger stamp start stay stop store stream strip submit subscribe subtract
succeed survive suspend swap switch sync take target tell terminate test throttle throw tie
time touch trace track transfer transition trigger trip truncate try tune turn unlock update
upload validate vary verify version void wait wake warm warn watch weigh win wipe wrap write""")
_DOING_STEMS = frozenset(stem(verb) for verb in _DOING)
# Verbs of doing that are as often nouns in this trade.
_NOUNS_TOO = frozenset(
    stem(word)
    for word in word_set(
        """access batch block buffer bump cache call cap capture catch challenge
change charge check claim control copy count cover cut delay die draw drop dump end fan feed
fence fetch filter flag flow force guard hash hit hold host index issue join lease limit link
live load lock log look loop lower mark match measure mirror monitor move order page park
partition pass pause pay pin place poll pool post probe process produce project pull purge push
put query queue range rank reach read record refund release reload repair replay report request
reserve restart retry return roll rotate route run sample save scale schedule score set shape
shard share shift ship show sign size slow snapshot sort spread stamp start store
stream strip switch sync target test throttle tie time touch trace track transfer trigger trip
turn update upload view wait wake watch weigh write"""
    )
)
_NEVER_VERBS = frozenset({"string", "thing", "during", "kind", "speed", "need", "shared", "bed"})
_PAST = word_set(
    "held sold sent kept written wrote built chosen bought paid taken took given gave ran "
    "made lost broken thrown drawn read left caught led split cut put hit shut set told"
)
_BEFORE_VERBS = word_set(
    "to we i they you it he she that which who can will must should would could may and or "
    "then never only also not don't cannot doesn't won't users clients workers people pods "
    "they'll we'll i'll let lets always first each everyone nobody nothing both"
)
_AFTER_VERBS = word_set(
    "the a an its it them each every all "
    "no one only when if until two three itself themselves our their his"
)
_PATTERNS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("purpose", _PURPOSE),
    ("consequence", _CONSEQUENCE),
    ("alternative", _ALTERNATIVE),
    ("mechanism", _MECHANISM),
)
_NOTE_LEAST = 5
_NOTE_MARKS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("purpose", re.compile(r"\w \((?!\d+\))[a-z ]{8,}")),
    ("mechanism", re.compile(r"\w: \w|\w = \w|\w, own \w")),
)
JUSTIFIES: frozenset[Relation] = frozenset({"purpose", "consequence", "number", "alternative"})


def relations(sentence: Sentence, given: Iterable[str] = ()) -> frozenset[Relation]:
    """Which relations the sentence expresses.

    Args:
        sentence: In folded text.
        given: Numbers of the prompt, without separators; repeating them is no number.
    """
    found: set[Relation] = {name for name, cue in _PATTERNS if cue.search(sentence.text)}
    if any(_does(sentence, i) for i in range(len(sentence.tokens))):
        found.add("mechanism")
    if _own_number(sentence, frozenset(given)):
        found.add("number")
    if sentence.kind == "bullet" and len(sentence.tokens) >= _NOTE_LEAST:
        # Notes tie with marks: "sync gunicorn (short requests)", "page: SLO burn".
        found |= {name for name, mark in _NOTE_MARKS if mark.search(sentence.text)}
    return frozenset(found)


def is_question(sentence: Sentence, text: str) -> bool:
    """Whether the sentence asks."""
    return (
        text[sentence.end - 1 : sentence.end + 2].strip().startswith("?") or "?" in sentence.text
    )


def _does(sentence: Sentence, i: int) -> bool:
    """Whether this word is a verb of doing, as far as its form and neighbours tell.

    "Cache", "queue" and "index" are nouns in a list of terms and verbs in a sentence.
    """
    token = sentence.tokens[i]
    if token.stem not in _DOING_STEMS or token.word in _NEVER_VERBS:
        return False
    if token.word.endswith(("ed", "ing")) or token.word in _PAST:
        return True
    before = sentence.tokens[i - 1].word if i else ""
    after = sentence.tokens[i + 1].word if i + 1 < len(sentence.tokens) else ""
    if before in _BEFORE_VERBS or after in _AFTER_VERBS:
        return True
    return token.stem not in _NOUNS_TOO and (token.word.endswith("s") or not before)


def _own_number(sentence: Sentence, given: frozenset[str]) -> bool:
    for found in _NUMBER.finditer(sentence.text):
        digits = re.sub(r"[^\d.]", "", found.group()).strip(".")
        if digits not in given:
            return True
    return False
