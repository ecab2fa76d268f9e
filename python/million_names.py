#!/usr/bin/env python3
"""Measure what a large list of one's own costs.

usage: python3 million_names.py ONRECORD TEXTS [N]

Makes a gazetteer of N made-up officials (a million by default) in a temporary folder, runs
`ONRECORD extract TEXTS` with and without it, and prints how long loading takes, how much memory the
process holds at most, and how much longer the whole job takes. Loading is the time of a run over
one short text. Each run is timed three times; the fastest counts. One thread.

Plain Python 3, no packages; Linux.
"""
import csv
import itertools
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
STARTS = "Bar Bel Bor Cal Cor Dal Dem Fal Fen Gar Gol Hal Hem Jor Kal Kel Lam Lor Mal Mer Nor Pal Per Rad Ros Sal Ser Tal Tor Val Var Wal Zan Zel".split()
MIDDLES = "a an ar e en er i in is o on or u un al el ov ash ith amb".split()
ENDS = "berg by dale field ford gren ham ich ins ko land ley low man mann ov quist ridge sen son ston ter ton vic wall well wick worth zak".split()


def names(n):
    """So many different names: listed first names, made-up surnames, in no order."""
    lines = (ROOT / "gazetteers/words/given-names.txt").read_text("utf-8").splitlines()
    given = [line.split()[0] for line in lines if line and not line.startswith("#")]
    families = ["".join(parts) for parts in itertools.product(STARTS, MIDDLES, ENDS)]
    dice = random.Random(7)
    made = set()
    while len(made) < n:
        made.add(f"{dice.choice(given)} {dice.choice(families)}")
    return sorted(made)


def write(folder, n):
    """A gazetteer of so many people; every tenth has another form and an office."""
    folder.mkdir()
    with open(folder / "officials.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("id name aliases country wikidata".split())
        for number, name in enumerate(names(n)):
            first, last = name.split(" ", 1)
            other = f"{first} X. {last}" if number % 10 == 0 else ""
            out.writerow([f"own/p{number:07}", name, other, "us", ""])


def run(command):
    """Seconds of one run by the clock and by the processor, and its peak of memory in megabytes."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(command):
    runs = [run(command) for _ in range(3)]
    return min(wall for wall, _, _ in runs), min(cpu for _, cpu, _ in runs), max(mem for _, _, mem in runs)


def main():
    program, texts = sys.argv[1:3]
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        write(folder / "own", n)
        (folder / "one.txt").write_text("Nobody came.\n")
        size = sum(path.stat().st_size for path in pathlib.Path(texts).rglob("*") if path.is_file())
        if pathlib.Path(texts).is_file():
            size = pathlib.Path(texts).stat().st_size
        base = [program, "extract", "-q", "--force", "--threads", "1", "-o", folder / "out"]
        own = ["--gazetteer", folder / "own"]
        rows = {}
        for label, texts_of, more in [
            ("load, built-in lists", folder / "one.txt", []),
            (f"load, {n:,} names more", folder / "one.txt", own),
            ("job, built-in lists", texts, []),
            (f"job, {n:,} names more", texts, own),
        ]:
            rows[label] = best([*base, texts_of, *more])
            wall, cpu, memory = rows[label]
            print(f"{label}: {wall:.2f} s, {cpu:.2f} s of processor, {memory:.0f} MB", flush=True)
        load, load_own, job, job_own = (rows[label][1] for label in rows)
        plain, with_own = job - load, job_own - load_own
        print(f"without loading: {size / plain / 1e6:.1f} and {size / with_own / 1e6:.1f} MB/s of input, "
              f"{100 * (with_own / plain - 1):+.0f} % time")


if __name__ == "__main__":
    main()
