"""Words that candidates use for one thing when they ask, beside the field's own terms.

Pure: no I/O, no clock, no randomness. A word may stand in several groups.
"""

_GROUPS = """
people: attendee, audience, buyer, client, consumer, crowd, customer, dau, fan, guest, mau,
    member, people, person, player, rider, shopper, subscriber, traveller, user, viewer,
    visitor
quantity: amount, at most, average, count, how big, how large, how many, how much, max,
    maximum, minimum, number of, per order, total, volume
load: at once, burst, concurrency, concurrent, hit, load, peak, qps, ramp, request rate, rps,
    rush, same time, scale, simultaneous, spike, spiky, surge, throughput, traffic, workload
arrive: arrival, arrive, come, hit the site, join, open, pile in, show up, turn up
pattern: distribution, factor, mix, pattern, proportion, ratio, shape, share, split, spread
reads: read, read heavy, read write ratio, reads, reads to writes, write, write heavy, writes
peak: burst, busiest, busy, higher, peak, spike, spiky, surge
duration: duration, hour, how fast, how long, how many hours, how many minutes, how many
    seconds, how quickly, last, long, minute, period, time, window
expiry: deadline, expire, expiry, lapse, release, time limit, time out, timeout, ttl
hold: basket, blocked, cart, check out, checkout, hold, keep, lock, reservation, reserve
payment: billing, card, charge, checkout provider, pay, payment, paypal, psp, stripe
provider: acquirer, contract, external, gateway, in house, partner, processor, provider, third
    party, vendor
limit: cap, ceiling, contract, limit, maximum, quota, rate limit, throttle
speed: fast, how fast, how quick, how quickly, how soon, quick, quickly, speed
latency: fast, how fast, latency, milliseconds, p95, p99, page load, percentile, request hold,
    request occupy, request take, respond, response time, service time, tail
target: goal, objective, promise, requirement, target
slo: availability target, nines, sla, slo, service level, uptime, availability
slo: percentile, p95, p99
repeat: again, at least once, duplicate, more than once, redeliver, repeat, twice
double: both, double, double booked, double booking, duplicate booking, oversell, overselling,
    oversold, same item, same room, same seat, sell twice, sold twice, two people
consistent: accurate, consistency, consistent, correct, eventual, exact, guarantee, precise,
    strict, strong
fresh: behind, current, delay, fresh, freshness, immediately, lag, minute old, old, out of
    date, outdated, own booking, read your own writes, stale, staleness, up to date
fair: ballot, random draw, equal, equitable, fair, fairness, first come, first come first
    served, in what order, line, lottery, order of the queue, queue order, random, waiting line
bots: abuse, automated, bot, fake, reseller, scalper, scraper, script, scripted, tout
choose: allocate, assign, best available, choice, choose, map, numbered, pick, select,
    selection, specific
sellout: be gone, duration of the sale, length of the sale, sale be over, sale duration, sale
    last, sale run, sale take, sell out, selling out, sold out
slow: bottleneck, busy, cause, hot spot, hotspot, limiting, overloaded, pain, saturated, slow,
    struggling, time goes, time going
measure: apm, flame graph, instrument, measure, measurement, metric, monitoring data, profile,
    profiled, profiler, profiling, trace, tracing
cpu: cpu, resource, saturated, usage, utilisation, utilization
queries: n+1, orm, query, sql, sql query, statement
jobs: async, asynchronous, background, background job, broker, celery, cron, job, scheduled,
    task, worker
broker: broker, queue, rabbitmq, redis, task queue
session: cookie, logged in, login state, session
files: attachment, file, image, media, photo, upload, uploaded
state: disk, filesystem, local disk, local state, nfs, state, stateful, stateless, volume
where: go, keep, kept, live, put, saved, store, stored, where
money: afford, bill, budget, cheap, cost, dollar, euro, expensive, financial, invest, money,
    spend, spending
hosting: cloud bill, hosting, infrastructure, machine, server, setup
place: country, geography, located, location, region, where
"""

_EMPTY = """
a about acceptable after all allow allowed allows already also an and any app application
approximately are around as assume assumption at be been before but by can care clock compare
compared compares complete concern concerned consider contain could current currently design
designing did do does each ever every exactly expect expected expecting fine for from get gets
give going got had handle handled happen happens hard has have he her here his how hows i if
important in into is it its just kind know let lets like little look looked looking looks make
makes many may me meet might moment more most much must my need needs no normally not now of
off ok okay on one onto or our out over platform please really relevant right roughly say see
seeing seen service set shall she should show shows site slightly so some somebody someone sort
system tell than that the their them then there these they thing things think this those to
today tolerate too type typical typically up us use used using usually very want was we were
what whats when where wheres which while who whom whose why will with work works worry would
yes you your
"""

GENERIC = frozenset({"quantity", "duration", "speed", "limit", "where", "target", "place"})
"""Groups that ask for a kind of answer; by themselves they don't say of what."""

EMPTY = frozenset(_EMPTY.split())
"""Words that ask or fill; what is asked for stands in the others."""


def groups() -> dict[str, frozenset[str]]:
    """Give each word or set phrase the names of its groups."""
    found: dict[str, set[str]] = {}
    for entry in _GROUPS.replace("\n    ", " ").strip().splitlines():
        name, _, words = entry.partition(":")
        for word in words.split(","):
            found.setdefault(word.strip(), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
