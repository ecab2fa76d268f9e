#!/usr/bin/env python3
"""Measure how well copies of the same quotation are found.

usage: python3 score_repeats.py ONRECORD TEXTS NOISE_PY [--seed N] [--quotes N] [--others N] [--rate R]

Takes sentences from the .txt files of the folder TEXTS, makes 2 to 50 copies of N of them (2,000)
among others (100,000) that stand once, and writes all as quotations in articles, one JSON record
each: trimmed at either end, with other punctuation, and damaged by `make_noisy` of NOISE_PY at R
words in a thousand (20). Then runs `ONRECORD extract` and compares the `cluster` column of
quotes.csv with what was made. Others are made of sentences of the texts, each put together of the
head of one and the tail of another, so that they share words and phrases with each other and with
the quotations.

Counts pairs of rows: precision is the share of pairs in one cluster that are copies of one
quotation, recall the share of pairs of copies that are in one cluster. "Of all made" counts copies
too that are not found as a quotation at all, or by less than half of their words; "of those found"
leaves them out. Plain Python 3, no packages. The same seed gives the same articles.
"""
import argparse
import collections
import csv
import importlib.util
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

MARKS = re.compile(r"[“”\"„«»]")
NAMES = "Mary Oakes|John Tillman|Wei Zhang|Anna Petrova|Luis Ortega|Karen Whitfield|Samuel Osei|Helen Brandt".split("|")
OUTLETS = "Herald|Courier|Tribune|Gazette|Observer|Mercury".split("|")


def load_noise(path):
    spec = importlib.util.spec_from_file_location("noise", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentences(folder):
    """Sentences of 8 to 60 words, without quotation marks, each once, in order."""
    found = {}
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        text = MARKS.sub("", path.read_bytes().decode("utf-8"))
        for line in text.splitlines():
            for sentence in re.split(r"(?<=[a-z]{3}[.!?]) (?=[A-Z])", line):
                words = sentence.split()
                if 8 <= len(words) <= 60 and sentence[:1].isupper() and sentence[-1] in ".!?":
                    found.setdefault(" ".join(words))
    return list(found)


def trim(dice, words):
    """Most copies are whole; others lose up to half, at one end or at both."""
    kept = len(words) if dice.random() < 0.5 else max(8, dice.randint(len(words) // 2, len(words)))
    start = dice.choice([0, len(words) - kept, dice.randint(0, len(words) - kept)])
    return words[start : start + kept]


def punctuate(dice, words):
    """Marks inside are lost or changed; the case of the first letter too."""
    out = []
    for word in words:
        if word[-1] in ",;:" and dice.random() < 0.3:
            word = word[:-1] + dice.choice(["", " –", ";", ","])
        elif dice.random() < 0.01:
            word += ","
        out.append(word.replace("'", "’") if dice.random() < 0.5 else word)
    text = " ".join(out).rstrip(".!?,;: –")
    return text[:1].upper() + text[1:]


def make(args, noise):
    """Records, each with the number of its quotation."""
    dice = random.Random(args.seed)
    all_sentences = sentences(args.texts)
    dice.shuffle(all_sentences)
    originals, rest = all_sentences[: args.quotes], all_sentences[args.quotes :]
    said = []
    for number, sentence in enumerate(originals):
        name = dice.choice(NAMES)
        for _ in range(dice.randint(2, 50)):
            said.append((number, name, punctuate(dice, trim(dice, sentence.split()))))
    seen = set()
    while len(seen) < args.others:
        head, tail = dice.choice(rest).split(), dice.choice(rest).split()
        words = head[: max(4, len(head) // 2)] + tail[len(tail) // 2 :]
        if tuple(words) not in seen:
            seen.add(tuple(words))
            text = " ".join(words).rstrip(".!?,;:")
            said.append((-len(seen), dice.choice(NAMES), text[:1].upper() + text[1:]))
    dice.shuffle(said)
    records = []
    for nth, (number, name, text) in enumerate(said):
        body = f"The hearing went on for hours. “{text},” {name} said on Tuesday. Then it was over.\n"
        if number >= 0:
            tokens, out, _ = noise.make_noisy(body, random.Random(f"{args.seed}:{nth}"), args.rate / 1000, noise.KINDS)
            body = "".join(out)
        records.append((number, text, {"id": str(nth), "text": body, "outlet": dice.choice(OUTLETS), "date": f"2019-07-{dice.randint(1, 28):02}"}))
    return records


def n_pairs(counts):
    return sum(n * (n - 1) // 2 for n in counts)


def score(records, output):
    csv.field_size_limit(1 << 30)
    rows = {}
    articles = {row["article_id"]: int(row["doc"]) for row in read(output / "articles.csv")}
    for row in read(output / "quotes.csv"):
        nth = articles[row["article_id"]]
        number, text, _ = records[nth]
        letters = lambda text: sum(map(str.isalnum, text))
        is_found = letters(row["text"]) * 2 >= letters(text)
        if is_found and letters(row["text"]) > letters(rows.get(nth, {"text": ""})["text"]):
            rows[nth] = row
    clusters = collections.Counter(row["cluster"] for row in rows.values())
    both = collections.Counter((records[nth][0], row["cluster"]) for nth, row in rows.items())
    made = collections.Counter(number for number, _, _ in records)
    found = collections.Counter(records[nth][0] for nth in rows)
    right = n_pairs(both.values())
    share = lambda part, whole: f"{100 * part / max(whole, 1):.2f}"
    print(f"{len(records):,} quotations, {len(rows):,} found, {len(clusters):,} clusters")
    print(f"pairs: precision {share(right, n_pairs(clusters.values()))}, recall of those found {share(right, n_pairs(found.values()))}, "
          f"of all made {share(right, n_pairs(made.values()))}")
    # The worst of both kinds, to look at.
    mixed = collections.defaultdict(set)
    for nth, row in rows.items():
        mixed[row["cluster"]].add(records[nth][0])
    wrong = [cluster for cluster, numbers in mixed.items() if len(numbers) > 1]
    print(f"clusters of several quotations: {len(wrong):,}")
    return wrong, rows


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("texts")
    ap.add_argument("noise")
    ap.add_argument("--seed", type=int, default=6)
    ap.add_argument("--quotes", type=int, default=2000)
    ap.add_argument("--others", type=int, default=100_000)
    ap.add_argument("--rate", type=float, default=20)
    ap.add_argument("--show", type=int, default=0, help="how many wrong clusters to print")
    args = ap.parse_args()
    records = make(args, load_noise(args.noise))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "made.jsonl", "w", encoding="utf-8") as file:
            for _, _, record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        start = time.monotonic()
        done = subprocess.run([args.program, "extract", "-q", "--plain", folder / "made.jsonl", "-o", folder / "out"])
        if done.returncode > 1:
            sys.exit(done.returncode)
        print(f"extract: {time.monotonic() - start:.1f} s")
        wrong, rows = score(records, folder / "out")
        for cluster in wrong[: args.show]:
            print()
            for nth, row in rows.items():
                if row["cluster"] == cluster:
                    print(records[nth][0], row["speaker_name"], "|", row["text"])


if __name__ == "__main__":
    main()
