#!/usr/bin/env python3
"""Prove that every row of a run leads back to the exact characters of its article.

usage: python3 prove.py OUTPUT_DIR INPUT_DIR

OUTPUT_DIR is what `onrecord extract` or `onrecord normalize` wrote, for spreadsheets or with
--plain, as CSV, JSON Lines or both. INPUT_DIR is the folder that it read. For each row with a
range, the characters of the original article between raw_start and raw_end must be its raw_text;
so must be the ranges of quotations, cues and speakers that come in parts, and the ranges of the
nested JSON. The counts in articles.csv must be the rows there are.

Articles are found for text files, JSON Lines, JSON arrays and CSV, also inside .gz, .bz2 and .xz;
those of other inputs are counted as not checked. Plain Python 3, no packages.
Exits 0 when all holds, 1 when something does not.
"""
import bz2
import csv
import gzip
import io
import json
import lzma
import pathlib
import re
import sys

OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
TEXT_FIELDS = ("text", "body", "content", "maintext", "article")
CUT = re.compile(r" … \[cut: \d+ characters in all\]$")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Articles:
    """The raw texts of the articles, read again from the inputs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.records = {}

    def text(self, source, record, encoding):
        path = self.find(source)
        if path is None or "!" in source:
            return None
        data = OPENERS.get(path.suffix, open)(path, "rb").read()
        name = path.stem if path.suffix in OPENERS else path.name
        text = data.decode(codec(encoding), "replace").removeprefix(MARK)
        if not record:
            return text
        if source not in self.records:
            self.records = {source: list(records(text, name))}  # one file at a time
        return dict(self.records[source]).get(int(record))

    def find(self, source):
        """A source is the path as it was given; the run may have been started elsewhere."""
        parts = pathlib.PurePath(source).parts
        for skip in range(len(parts)):
            path = self.folder.joinpath(*parts[skip:])
            if path.is_file():
                return path
        return None


def codec(encoding):
    # What the web calls windows-1252 has no holes.
    return {"windows-1252": "cp1252", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}.get(encoding, encoding or "utf-8")


def records(text, name):
    """Number and text of each record."""
    end = name.rsplit(".", 1)[-1].lower()
    if end in ("csv", "tsv"):
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if end == "tsv" else ",")
        rows = enumerate(rows, 1)
    elif text.lstrip().startswith("["):
        rows = enumerate(json.loads(text), 1)
    else:
        rows = ((n, parse(line)) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    for n, row in rows:
        fields = {key.lower(): value for key, value in row.items()} if isinstance(row, dict) else {}
        yield n, next((fields[f] for f in TEXT_FIELDS if fields.get(f)), None)


def parse(line):
    try:
        return json.loads(line)
    except ValueError:
        return None


def as_cell(text):
    """The text as a cell for spreadsheets shows it."""
    is_formula = text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in tuple("=+-@＝＋－＠")
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", text)
    text = re.sub(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*", " ¶ ", text)
    return ("'" if is_formula and text not in ("", "-") else "") + text


class Proof:
    def __init__(self, output, inputs):
        self.output = pathlib.Path(output)
        self.articles = Articles(inputs)
        self.texts = {}
        self.checked = self.unchecked = 0
        self.faults = []

    def fault(self, where, what):
        self.faults.append(f"{where}: {what}")

    def same(self, where, want, got, plain):
        """Whether the cell `got` shows the text `want`."""
        self.checked += 1
        if not plain:
            want = as_cell(want)
            if cut := CUT.search(got):
                got = got[: cut.start()]
                want = want[: len(got)]
        if want != got:
            self.fault(where, f"{got[:80]!r} is {want[:80]!r} in the article")

    def rows(self, name):
        """The rows of a table over all its files, and whether it is plain."""
        csv.field_size_limit(1 << 30)
        paths = [self.output / f"{name}.csv"]
        while (path := self.output / f"{name}-{len(paths) + 1}.csv").exists():
            paths.append(path)
        for path in paths:
            if not path.exists():
                return
            with open(path, encoding="utf-8", newline="") as file:
                plain = file.read(1) != MARK
                if plain:
                    file.seek(0)
                for row in csv.DictReader(file):
                    yield row, plain

    def tables(self):
        counts = {}
        for row, _ in self.rows("articles"):
            key = row["article_id"]
            if key in self.texts:
                self.fault(f"articles.csv {key}", "is there twice")
            text = self.articles.text(row["source"], row["record"], row["encoding"])
            self.texts[key] = text
            self.unchecked += text is None
            if text is not None and len(text) != int(row["n_chars"]):
                self.fault(f"articles.csv {key}", f"n_chars {row['n_chars']} is {len(text)}")
            for table in ("repairs", "mentions", "quotes", "claims"):
                counts[table, key] = int(row[f"n_{table}"] or 0)
        for table in ("repairs", "mentions", "quotes", "claims"):
            for row, plain in self.rows(table):
                self.row(table, row, plain, counts)
        for (table, key), left in counts.items():
            if left:
                self.fault(f"{table}.csv {key}", f"{left} rows fewer than articles.csv says")

    def row(self, table, row, plain, counts):
        key, index = row["article_id"], row[table[:-1] + "_idx"]
        where = f"{table}.csv {key} {index}"
        if (table, key) not in counts:
            return self.fault(where, "has no article")
        counts[table, key] -= row.get("state") != "suggested"
        text = self.texts[key]
        if text is None:
            return
        start, end = int(row["raw_start"]), int(row["raw_end"])
        if not 0 <= start <= end <= len(text):
            return self.fault(where, f"{start}..{end} is not inside the article")
        self.same(where, text[start:end], row["raw_text"], plain)
        for name in ("cue", "speaker"):
            if name + "_parts" in row:
                pieces = [text[s:e] for s, e in parts(row[name + "_parts"])]
                self.same(f"{where} {name}", " … ".join(pieces), row[name], plain)
        if "parts" in row:
            ranges = parts(row["parts"])
            if not ranges or min(ranges)[0] != start or max(e for _, e in ranges) != end:
                self.fault(where, f"parts {row['parts']} are not {start}..{end}")

    def json_lines(self):
        path = self.output / "articles.jsonl"
        if not path.exists():
            return
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            key = row["article_id"]
            if key not in self.texts:
                self.texts[key] = self.articles.text(row["source"], row["record"], row["encoding"])
                self.unchecked += self.texts[key] is None
            text = self.texts[key]
            if text is None:
                continue
            for table, shown in (("repairs", "raw"), ("mentions", "text")):
                for item in row[table]:
                    where = f"articles.jsonl {key} {table} {item['start']}"
                    self.same(where, text[item["start"] : item["end"]], item[shown], True)
            for item in row["attributions"]:
                for role in ("source", "cue", "content"):
                    for start, end in item[role]:
                        self.checked += 1
                        if not 0 <= start < end <= len(text):
                            self.fault(f"articles.jsonl {key}", f"{role} {start}..{end}")


def parts(cell):
    return [tuple(map(int, part.split(".."))) for part in cell.split("|") if part]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    proof = Proof(sys.argv[1], sys.argv[2])
    proof.tables()
    proof.json_lines()
    for fault in proof.faults[:50]:
        print(fault)
    print(f"{len(proof.texts)} articles, {proof.unchecked} not checked; {proof.checked} ranges, {len(proof.faults)} faults")
    sys.exit(1 if proof.faults or not proof.texts else 0)


if __name__ == "__main__":
    main()
