#!/usr/bin/env python3
"""Score names of people and organizations against GUM, span by span.

usage: python3 score_names.py texts GUM_DIR OUT_DIR          write the texts of the documents
       python3 score_names.py score GUM_DIR articles.jsonl [--spacy MODEL]

GUM_DIR holds documents in CoNLL-U with entities in MISC. A gold name is an entity of type person or
organization that is made of proper nouns, `of`, `for`, `and`, `the` and particles inside; titles
(`Mr.`, `Sen.`), articles and possessives do not count, neither in gold nor in answers. articles.jsonl is
what `onrecord extract OUT_DIR --format jsonl` writes; mentions by role and by pronoun are no names.
With --spacy the entities PERSON and ORG of an installed model are scored on the same texts.

Plain Python 3; spaCy only for --spacy.
"""
import importlib
import json
import pathlib
import re
import sys

TITLES = set("""mr mrs ms miss dr sen sens rep reps gov gen col lt capt president senator representative
governor secretary prime minister vice chancellor king queen prince princess sir lord lady judge justice
chief professor prof rev pope saint chairman director mayor attorney general admiral captain""".split())
INSIDE = {"of", "for", "and", "&", "the", "de", "van", "von", "al", "-", "'", "."}
KINDS = {"person": {"person"}, "organization": {"agency", "organization", "company", "media"}}


def read(path):
    """The text of a document, its words as (start, end, form, part), its entities as
    (type, first word, last word)."""
    text, words, entities, opened, whole = "", [], [], [], None
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            whole = None if not line else whole
            if line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            continue
        cells = line.split("\t")
        if "." in cells[0]:
            continue
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            whole = (first, last, "SpaceAfter=No" in cells[9])
            continue
        start = len(text)
        text += cells[1]
        words.append((start, len(text), cells[1], cells[3]))
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        for both, opens, closes in re.findall(r"\(([^()]*)\)|\(([^()]*)|([^()]*)\)", misc.get("Entity", "")):
            here = len(words) - 1
            if both:
                entities.append((both.split("-")[1:2], here, here))
            elif opens:
                opened.append((opens.split("-"), here))
            elif closes:
                number = closes.split("[")[0]
                same = [n for n, (parts, _) in enumerate(opened) if parts[0].split("[")[0] == number]
                if opened:
                    parts, first = opened.pop(same[-1] if same else -1)
                    entities.append((parts[1:2], first, here))
        number = int(cells[0])
        if whole and whole[0] <= number <= whole[1]:
            text += " " if number == whole[1] and not whole[2] else ""
        elif misc.get("SpaceAfter") != "No":
            text += " "
    return text, words, [(kind[0], first, last) for kind, first, last in entities if kind]


def bare(text, start, end):
    """A span without article, titles and possessive."""
    while match := re.match(r"([A-Za-z]+)\.?\s+", text[start:end]):
        if match[1].lower() not in TITLES | {"the", "a", "an"}:
            break
        start += match.end()
    match = re.search(r"\s*['’]s?$", text[start:end])
    return start, end - len(match[0]) if match and match.start() > 0 else end


def gold(path):
    text, words, entities = read(path)
    names = {kind: set() for kind in KINDS}
    for kind, first, last in entities:
        if kind not in KINDS:
            continue
        inside = words[first:last + 1]
        while inside and inside[0][3] == "DET":
            inside = inside[1:]
        while inside and inside[-1][3] in ("PART", "PUNCT") and inside[-1][2] in ("'s", "’s", ",", "."):
            inside = inside[:-1]
        is_name = inside and inside[0][3] == "PROPN" and inside[-1][3] in ("PROPN", "NUM")
        is_name = is_name and all(
            part == "PROPN" or form.lower() in INSIDE or part == "NUM" and kind != "person"
            for _, _, form, part in inside)
        joined = {"and", "&", "of", "for"}
        if is_name and not (kind == "person" and any(form.lower() in joined for _, _, form, _ in inside)):
            start, end = bare(text, inside[0][0], inside[-1][1])
            if re.search("[A-Za-z]", text[start:end]):
                names[kind].add((start, end))
    return text, names


def report(label, documents, answers):
    for kind in KINDS:
        pairs = [(names[kind], answers.get(doc, {}).get(kind, set())) for doc, (_, names) in documents.items()]
        right = sum(len(gold & made) for gold, made in pairs)
        n_gold, n_made = sum(len(gold) for gold, _ in pairs), sum(len(made) for _, made in pairs)
        precision, recall = right / max(n_made, 1), right / max(n_gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{label} {kind}: F1 {100 * f1:.1f}, P {100 * precision:.1f}, R {100 * recall:.1f} of {n_gold}")


def main():
    action, folder, target = sys.argv[1:4]
    documents = {path.stem: gold(path) for path in sorted(pathlib.Path(folder).glob("*.conllu"))}
    if action == "texts":
        out = pathlib.Path(target)
        out.mkdir(parents=True, exist_ok=True)
        for doc, (text, _) in documents.items():
            (out / f"{doc}.txt").write_text(text, "utf-8")
        return
    answers = {}
    with open(target, encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["doc"] in documents:
                text = documents[article["doc"]][0]
                answers[article["doc"]] = {
                    kind: {bare(text, it["start"], it["end"]) for it in article["mentions"]
                           if it["kind"] in kinds and it["how"] not in ("role", "pronoun")}
                    for kind, kinds in KINDS.items()}
    report("onrecord", documents, answers)
    if "--spacy" in sys.argv:
        model = importlib.import_module(sys.argv[sys.argv.index("--spacy") + 1]).load()
        answers = {}
        for doc, (text, _) in documents.items():
            found = model(text).ents
            answers[doc] = {
                kind: {bare(text, it.start_char, it.end_char) for it in found if it.label_ == label}
                for kind, label in (("person", "PERSON"), ("organization", "ORG"))}
        report("spaCy", documents, answers)


if __name__ == "__main__":
    main()
