#!/usr/bin/env python3
"""Score names of people and organizations against GUM, span by span.

usage: python3 score_names.py texts GUM_DIR OUT_DIR          write the texts of the documents
       python3 score_names.py score GUM_DIR articles.jsonl [--spacy MODEL]

GUM_DIR holds documents in CoNLL-U with entities in MISC. A gold name is the proper nouns (by Penn tag) of
an entity of type person or organization, in a body's name with `of`, `for`, `and` and `the`, in its
shortest form as GUM marks it: `LibriVox founder Hugh McGuire` is named `Hugh McGuire`. Titles
(`Mr.`, `Sen.`), articles and possessives do not count, neither in gold nor in answers; nor do peoples. articles.jsonl is
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
chief congressman congresswoman ambassador speaker madam chair professor prof rev pope saint chairman
director mayor attorney general admiral captain""".split())
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
        words.append((start, len(text), cells[1], cells[4]))
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        for both, opens, closes in re.findall(r"\(([^()]*)\)|\(([^()]*)|([^()]*)\)", misc.get("Entity", "")):
            here = len(words) - 1
            if both:
                entities.append((both.split("-"), here, here))
            elif opens:
                opened.append((opens.split("-"), here))
            elif closes:
                number = closes.split("[")[0]
                same = [n for n, (parts, _) in enumerate(opened) if parts[0].split("[")[0] == number]
                if opened:
                    parts, first = opened.pop(same[-1] if same else -1)
                    entities.append((parts, first, here))
        number = int(cells[0])
        if whole and whole[0] <= number <= whole[1]:
            text += " " if number == whole[1] and not whole[2] else ""
        elif misc.get("SpaceAfter") != "No":
            text += " "
    return text, words, [entity for entity in entities if len(entity[0]) > 1]


def bare(text, start, end):
    """A span without article, titles and possessive."""
    while match := re.match(r"([A-Za-z]+)\.?\s+", text[start:end]):
        if match[1].lower() not in TITLES | {"the", "a", "an"}:
            break
        start += match.end()
    match = re.search(r"\s*['’]s?$", text[start:end])
    return start, end - len(match[0]) if match and match.start() > 0 else end


def name(words, entity, kind, entities):
    """First and last word of the name in an entity; none where it is described and not named."""
    parts, whole_first, whole_last = entity
    least = [int(it) - 1 for it in (parts[5] if len(parts) > 5 else "").split(",") if it.isdigit()]
    first, last = whole_first + min(least, default=0), min(whole_last, whole_first + max(least, default=10**6))
    tag = [word[3] for word in words]
    proper = ("NNP", "NNPS")
    while first < last and tag[first] in ("DT", "PRP$"):
        first += 1
    while last > first and tag[last] in ("POS", ",", ".", "HYPH"):
        last -= 1
    is_person = kind == "person"
    if tag[last] not in proper and (is_person or tag[last] != "CD" or first == last):
        return None
    inside = {*proper, "HYPH", "POS", "NFP", "-LRB-"} | (set() if is_person else {"IN", "CC", "CD", "DT"})
    if tag[first] in proper and all(it in inside for it in tag[first:last + 1]):
        if is_person:
            start = first
            for other in entities:
                if other is not entity and other[1] == start and other[2] < last:
                    start = other[2] + 1
            return None if tag[last] == "NNPS" else (start, last)
        return first, last
    if is_person and tag[first] in proper:
        # `Ada Moss of the Harbor Board`
        last = first
        while tag[last + 1] in proper or tag[last + 1] == "HYPH" and tag[last + 2] in proper:
            last += 1
        return (first, last) if tag[last + 1] in ("IN", ",") else None
    start = last
    while start > first and (tag[start - 1] in proper or tag[start - 1] == "HYPH" and tag[start - 2] in proper):
        start -= 1
    is_own = all(other is entity or other[2] < start or other[1] > last or other[1] <= whole_first
                 for other in entities)
    return (start, last) if is_person and is_own else None


def gold(path):
    text, words, entities = read(path)
    names = {kind: set() for kind in KINDS}
    end = 0
    for entity in sorted(entities, key=lambda it: (it[1], -it[2])):
        kind = entity[0][1]
        found = name(words, entity, kind, entities) if kind in ("person", "organization", "place") else None
        if found and words[found[0]][0] >= end:
            end = words[found[1]][1]
            start, stop = bare(text, words[found[0]][0], end)
            is_title = text[start:stop].rstrip(".").lower() in TITLES
            if kind in KINDS and re.search("[A-Za-z]", text[start:stop]) and not is_title:
                names[kind].add((start, stop))
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
