"""Which places of the corpora were read for the labels of claims: python3 sample_claims.py CORPORA

Prints `kind|polarity doc start end` (code points of the cue), and `quantities|dates doc`.
"""

import json
import random
import re
import sys

CORPORA = sys.argv[1]
GOLD = [json.loads(line) for line in open(f"{CORPORA}/polnear-train/gold.jsonl")]
# Cues and openings of contents around which a denial may stand; two thirds of the polarity
# sample are drawn from these, for one attribution in fifteen only is negated.
NEGATIVE = re.compile(
    r"\b(not|n.t|never|no|nor|neither|without|den\w+|reject\w*|declin\w*|refus\w*|disput\w*"
    r"|refut\w*|dismiss\w*|disagree\w*|disavow\w*|repudiat\w*|doubt\w*|cannot|rebut\w*"
    r"|contradict\w*|disbelie\w*|unaware|unclear|unsure|unlikely|silent|immediately|respond\w*"
    r"|return\w*|none|nobody|hardly|fail\w*|oppos\w*)\b",
    re.I,
)


def text(doc):
    return open(f"{CORPORA}/polnear-train/text/{doc}.txt", newline="").read()


def kinds():
    dice = random.Random(611)
    by_doc = {line["doc"]: line["attributions"] for line in GOLD}
    for doc in dice.sample(sorted(doc for doc, all in by_doc.items() if len(all) >= 3), 100):
        full = [one for one in by_doc[doc] if one["cue"] and one["content"]]
        if len(full) >= 3:
            for one in sorted(dice.sample(full, 3), key=lambda one: one["cue"][0]):
                yield doc, *one["cue"][0]


def key(place):
    return place[0], tuple(place[1]["cue"][0])


def may_be_negative(place):
    doc, one = place
    (start, _), (_, end), content = one["cue"][0], one["cue"][-1], one["content"][0][0]
    return NEGATIVE.search(text(doc)[max(0, start - 25) : end] + " " + text(doc)[content:][:15])


def polarity():
    everything = [
        (line["doc"], one)
        for line in GOLD
        for one in line["attributions"]
        if one["cue"] and one["content"]
    ]
    negative = sorted(filter(may_be_negative, everything), key=key)
    dice = random.Random(612)
    chosen = dice.sample(negative, 110)
    seen = {key(place) for place in chosen}
    plain = dice.sample([place for place in sorted(everything, key=key) if key(place) not in seen], 90)
    plain.sort(key=key)
    # Two more draws, until 60 of the 200 were denials or no word.
    for seed, n in [(613, 40), (614, 16)]:
        dice = random.Random(seed)
        seen = {key(place) for place in chosen + plain} if seed == 613 else seen | {
            key(place) for place in chosen
        }
        chosen += dice.sample([place for place in negative if key(place) not in seen], n)
        gone = {key(place) for place in dice.sample(plain, n)}
        plain = [place for place in plain if key(place) not in gone]
    return sorted({key(place) for place in chosen + plain})


def quantities():
    return random.Random(621).sample(sorted(line["doc"] for line in GOLD), 60)


def dates():
    seesaw = [json.loads(line) for line in open(f"{CORPORA}/seesaw-dev/gold.jsonl")]
    return random.Random(631).sample(sorted(one["doc"] for one in seesaw if one["published"]), 60)[:46]


for place in kinds():
    print("kind", *place)
for doc, (start, end) in polarity():
    print("polarity", doc, start, end)
for name, docs in [("quantities", quantities()), ("dates", dates())]:
    for doc in docs:
        print(name, doc)
