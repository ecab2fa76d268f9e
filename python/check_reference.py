#!/usr/bin/env python3
"""Compare the gazetteers with public lists of office holders, bodies and countries.

usage: python3 check_reference.py [REFERENCE_DIR]

REFERENCE_DIR holds the lists under the names that gazetteers/SOURCES.csv gives them; without an
argument it is ../shared/reference beside the repository. Where it is not there, nothing is
compared, and that is said. Each disagreement is printed as id, what, ours, reference. The lists
have faults of their own, so a disagreement is a question: gazetteers/NOTES.csv answers those whose
answer is known (id,what,ours,reference,reason), and a note that answers nothing is told too.

Plain Python 3, no packages. Exits 0 when every disagreement is settled, 1 when one is left.
"""
import collections
import csv
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Positions of the US list that we call otherwise.
US_OFFICES = {
    "secretary of defence": "us/defense-secretary",
    "deputy secretary of defence": "us/deputy-defense-secretary",
    "deputy secretary of health": "us/deputy-health-secretary",
    "supreme court justice": "us/justice-supreme-court",
    "director of the taipei office of the american institute in taiwan": "us/ait-director",
    "coordinator of the covid response": "us/covid-coordinator",
    "director of the cia": "us/cia-director",
    "presidential science advisor and director of the office of science and technology policy":
        "us/ostp-director",
    "permanent representative to nato": "us/ambassador-to-nato",
    "under secretary of energy for nuclear security": "us/nnsa-administrator",
}
# Positions of the US list that are left out: too low, or of a country where one holder served.
US_LEFT_OUT = {
    "Special Assistant to the President",
    "White House Deputy Communications Director",
    "ambassador to the Federated States of Micronesia",
}
UK_OFFICES = {
    "Prime Minister": "prime-minister",
    "Deputy Prime Minister": "deputy-prime-minister",
    "Chancellor of the Exchequer": "chancellor-of-the-exchequer",
    "Secretary of State for Foreign and Commonwealth Affairs": "foreign-secretary",
    "Secretary of State for the Home Department": "home-secretary",
    "Secretary of State for Defence": "defence-secretary",
    "Secretary of State for International Trade": "trade-secretary",
    "Secretary of State for Business, Energy and Industrial Strategy": "business-secretary",
    "Secretary of State for Exiting the European Union": "brexit-secretary",
    "Secretary of State for Health and Social Care": "health-secretary",
    "Secretary of State for Justice": "justice-secretary",
    "Secretary of State for Culture, Media and Sport": "culture-secretary",
    "Secretary of State for Environment, Food and Rural Affairs": "environment-secretary",
    "Secretary of State for Northern Ireland": "northern-ireland-secretary",
    "Mayor of London": "mayor-of-london",
    "Speaker of the House of Commons": "speaker-of-the-house-of-commons",
    "Governor of the Bank of England": "governor-of-the-bank-of-england",
    "ambassador to the United States of America": "ambassador-to-the-united-states",
    "Chief of the Secret Intelligence Service": "mi6-chief",
}
# Countries of the leaders' list whose Wikidata id is not that of the list of country codes.
COUNTRIES = {
    "Q148": "cn", "Q865": "tw", "Q219060": "ps", "Q1246": "xk", "Q27": "ie", "Q35": "dk",
    "Q756617": "dk", "Q55": "nl", "Q29999": "nl",
}
STATES = dict(pair.split(":") for pair in """
AL:alabama AK:alaska AZ:arizona AR:arkansas CA:california CO:colorado CT:connecticut DE:delaware
FL:florida GA:georgia HI:hawaii ID:idaho IL:illinois IN:indiana IA:iowa KS:kansas KY:kentucky
LA:louisiana ME:maine MD:maryland MA:massachusetts MI:michigan MN:minnesota MS:mississippi
MO:missouri MT:montana NE:nebraska NV:nevada NH:new-hampshire NJ:new-jersey NM:new-mexico
NY:new-york NC:north-carolina ND:north-dakota OH:ohio OK:oklahoma OR:oregon PA:pennsylvania
RI:rhode-island SC:south-carolina SD:south-dakota TN:tennessee TX:texas UT:utah VT:vermont
VA:virginia WA:washington WV:west-virginia WI:wisconsin WY:wyoming DC:district-of-columbia
PR:puerto-rico GU:guam VI:us-virgin-islands AS:american-samoa MP:northern-mariana-islands
""".split())


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(text):
    """Letters and single spaces only, small, without accents."""
    text = text.translate(str.maketrans("ıøØłŁđĐ’", "ioOlLdD'")).replace("&", " and ")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


def short(name):
    """A name without initials and `Jr.`."""
    name = re.sub(r",? (Jr\.?|Sr\.?|II|III|IV)$", "", name)
    return " ".join(word for word in plain(name).split() if len(word) > 1)


def sorted_name(name):
    """A name whatever the order of its parts, and without what rulers are called."""
    name = re.sub(r"[.'’]", "", re.sub(r"^(King|Queen|Pope|Prince|Sheikh|Sir) ", "", name))
    return " ".join(sorted(plain(name).split()))


def agree(one, other):
    """Whether two dates are the same as far as both go."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def without_default(date):
    """A first of January in a list is nearly always a year alone."""
    return date[:4] if date.endswith("-01-01") else date


class Gazetteers:
    """Our rows, with the indices that the lists are looked up by."""

    def __init__(self, folder):
        self.officials = {row["id"]: row for row in rows(folder / "officials.csv")}
        self.agencies = {row["id"]: row for row in rows(folder / "agencies.csv")}
        self.places = {row["id"]: row for row in rows(folder / "places.csv")}
        self.by_wikidata = {
            row["wikidata"]: id for id, row in self.officials.items() if row["wikidata"]}
        self.by_name = collections.defaultdict(set)
        self.by_sorted = collections.defaultdict(set)
        for id, row in self.officials.items():
            for form in forms(row):
                for index, key in ((self.by_name, plain(form)), (self.by_name, short(form)),
                                   (self.by_sorted, sorted_name(form))):
                    if key:  # Names in other scripts leave nothing.
                        index[key].add(id)
        self.offices = {}
        offices = [row for row in rows(folder / "offices.csv") if row["country"] == "us"]
        for row in offices:
            self.offices.setdefault(plain(row["name"]), row["id"])
        for row in offices:
            for form in forms(row):
                self.offices.setdefault(plain(form), row["id"])
        self.tenures = collections.defaultdict(list)
        self.holders = collections.defaultdict(set)
        for row in rows(folder / "tenures.csv"):
            self.tenures[row["official"], row["office"]].append(row)
            self.holders[row["office"]].add(row["official"])

    def find(self, name, wikidata=None):
        """The one official of a Wikidata id or a name."""
        if wikidata in self.by_wikidata:
            return self.by_wikidata[wikidata]
        found = self.by_name.get(plain(name)) or self.by_name.get(short(name)) or set()
        return min(found) if len(found) == 1 else None

    def find_in(self, name, country):
        """The officials of a name, those of a country first; given names may come last."""
        found = self.by_sorted.get(sorted_name(name), set())
        return sorted({id for id in found if id.startswith(country + "/")} or found)

    def check_wikidata(self, id, theirs):
        ours = self.officials[id]["wikidata"]
        if theirs and ours != theirs:
            yield id, "wikidata", ours, theirs


def forms(row):
    return [row["name"], *(form.lstrip("?") for form in row["aliases"].split("|") if form)]


def months(date):
    return int(date[:4] or 0) * 12 + int(date[5:7] or 1)


def us_holders(ours, folder):
    for row in rows(folder / "us-holders.csv"):
        position, theirs = row["position"], f'{row["start"]}/{row["end"]}'
        if position in US_LEFT_OUT or not row["personID"].startswith("Q"):
            continue
        id = ours.find(row["person"], row["personID"])
        if not id:
            yield "", f'holder {position}: {row["person"]}', "no such official", theirs
            continue
        yield from ours.check_wikidata(id, row["personID"])
        office = us_office(ours, position)
        if not office:
            yield id, f"position {position}", "no such office", ""
            continue
        held = ours.tenures.get((id, office))
        if not held:
            yield id, f"tenure {office}", "none", theirs
            continue
        nearest = min(held, key=lambda it: abs(months(it["start"]) - months(row["start"])))
        start, end = without_default(row["start"]), without_default(row["end"])
        is_inside = nearest["start"] <= row["start"] and (
            not nearest["end"] or row["end"] and row["end"] <= nearest["end"])
        if start and nearest["start"] and not agree(start, nearest["start"]) and not is_inside:
            yield id, f"start {office}", nearest["start"], row["start"]
        if end and not agree(end, nearest["end"] or "9999") and not is_inside:
            yield id, f"end {office}", nearest["end"], row["end"]


def us_office(ours, position):
    the = "the " if position.startswith("Lieutenant") else ""
    name = position.replace("the United States Virgin", the + "U.S. Virgin")
    name = plain(name.replace("Governor of the Northern", "Governor of Northern"))
    other_names = ("United States " + position, "U.S. " + position, position.replace(" of the ", " of "))
    return US_OFFICES.get(name) or next(
        (ours.offices[form] for form in (name, *map(plain, other_names)) if form in ours.offices), None)


def us_governors(ours, folder):
    for row in rows(folder / "us-governors-2022.csv"):
        id = ours.find(row["name"], row["item"]) or ours.find(row["enLabel"], row["item"])
        if not id:
            yield "", f'governor of {row["state"]}', "no such official", row["name"]
            continue
        yield from ours.check_wikidata(id, row["item"])
        state = row["state"].replace("United States Virgin", "U.S. Virgin")
        office = ours.offices.get(plain("Governor of " + state))
        if not covers(ours.tenures[id, office], "2022-08"):
            yield id, f"tenure {office} in 2022", "none", row["name"]


def covers(tenures, date):
    return any((it["start"] or "0") <= date and (not it["end"] or it["end"] >= date) for it in tenures)


def members(path):
    """The members of Congress: the few fields that are looked at, of YAML as that list writes it."""
    for part in ("\n" + path.read_text(encoding="utf-8")).split("\n- id:\n")[1:]:
        def field(name, text=part):
            found = re.search(rf"^ +{name}: (.+)$", text, re.M)
            return found.group(1).strip("'\"") if found else ""
        name = field("official_full") or field("first") + " " + field("last")
        name = re.sub(r"\\x([0-9A-F]{2})", lambda code: chr(int(code.group(1), 16)), name)
        terms = part.split("\n  terms:\n")[1].split("\n  leadership_roles:\n")[0]
        terms = [
            {key: field(key, term) for key in ("start", "end", "state")} | {"type": term.split()[0]}
            for term in ("\n" + terms).split("\n  - type: ")[1:]
        ]
        yield name, field("wikidata"), terms


def seat(kind, state):
    return "us/" + ("senator-" if kind == "sen" else "representative-") + STATES[state]


def congress(ours, folder):
    for name, wikidata, terms in members(folder / "congress-legislators-2026.yaml"):
        id = ours.find(name, wikidata)
        if not id:
            yield "", "member 2026", "no such official", name
            continue
        yield from ours.check_wikidata(id, wikidata)
        for term in terms:
            office = seat(term["type"], term["state"])
            held = ours.tenures.get((id, office), [])
            start, end = term["start"][:7], term["end"][:7]
            if not any((it["start"] or "0")[:7] <= start and (not it["end"] or it["end"][:7] >= end)
                       for it in held):
                mine = "; ".join(it["start"] + "/" + it["end"] for it in held)
                yield id, f"term {office}", mine, term["start"] + "/" + term["end"]
    for row in rows(folder / "congress-legislators-2023.csv"):
        article = re.sub(r" \(.*", "", row["wikipedia_id"])
        found = ours.find(row["full_name"]) or ours.find(article)
        named = ours.by_name[plain(row["full_name"])] | ours.by_name[plain(article)]
        office = seat(row["type"], row["state"])
        candidates = [found] if found else named
        if not any((it["start"] or "0") <= "2023-01-31" and (not it["end"] or it["end"] >= "2023-01")
                   for id in candidates for it in ours.tenures.get((id, office), [])):
            yield found or "", f"member January 2023 {office}", "none", row["full_name"]


def check_term(ours, id, office, start, end):
    held = ours.tenures.get((id, office))
    if not held:
        yield id, f"tenure {office}", "none", f"{start}..{end}"
        return
    same = [it for it in held if agree(it["start"], start)]
    if not same:
        yield id, f"start {office}", "/".join(it["start"] for it in held), start
    elif end and not any(it["end"] and agree(it["end"], end) for it in same):
        yield id, f"end {office}", "/".join(it["end"] for it in held), end


def uk_holders(ours, folder):
    for row in rows(folder / "uk-holders.csv"):
        found = ours.find_in(row["person"].split(",")[0], "gb")
        for id in found:
            mine = ours.officials[id]
            if mine["wikidata"] and mine["country"] == "gb":
                yield from ours.check_wikidata(id, row["personID"])
        if row["position"] not in UK_OFFICES or row["end"] and row["end"] < "2010-05-20":
            continue
        office = "gb/" + UK_OFFICES[row["position"]]
        if found:
            yield from check_term(ours, found[0], office, row["start"], row["end"])
        else:
            yield "", f"holder {office}", "none", f'{row["person"]} {row["start"]}..{row["end"]}'


def leader_office(title):
    is_head = not re.search("Minister|Executive", title)
    if re.match(r"(?i)president of (the )?(?!executive|government)", title) and is_head:
        return "president"
    if re.match("(?i)prime minister", title):
        return "prime-minister"
    return "chancellor" if re.match("(?i)(federal )?chancellor", title) else ""


def leaders(ours, folder):
    countries = {row["wikidata_id"].rsplit("/", 1)[-1]: row["ISO3166-1-Alpha-2"].lower()
                 for row in rows(folder / "country-codes.csv")} | COUNTRIES
    for row in rows(folder / "world-leaders-2021.csv"):
        country = countries.get(row["countryid"], "")
        if country in ("", "us"):
            continue
        found = ours.find_in(row["officeholderLabel"], country)
        for id in found:
            if ours.officials[id]["wikidata"] and id.startswith(country + "/"):
                yield from ours.check_wikidata(id, row["officeholder"])
        office = f'{country}/{leader_office(row["positionLabel"])}'
        if office not in ours.holders:
            continue
        start, end = row["start_year"], row["end_year"]
        if found:
            yield from check_term(ours, found[0], office, start, end)
        else:
            yield "", f"holder {office}", "none", f'{row["officeholderLabel"]} {start}..{end}'
    for row in rows(folder / "world-leaders-2026.csv"):
        for role, short_role in (("Head of Government", "HoG"), ("Head of State", "HoS")):
            title, name, since = row[short_role + " Title"], row[role], row[short_role + " Since"]
            office = "prime-minister" if "Prime Minister" in title else title.lower()
            office = f'{row["ISO"].lower()}/{office}'
            if not name or office not in ours.holders:
                continue
            found = ours.find_in(name, row["ISO"].lower())
            if found:
                yield from check_term(ours, found[0], office, since, "")
            else:
                yield "", f"holder {office}", "none", f"{name} {since}"


def us_agencies(ours, folder):
    """Short names, and what belongs to what."""
    by_name, by_form = {}, {}
    for id, row in ours.agencies.items():
        if row["country"] == "us":
            for form in forms(row):
                by_name.setdefault(plain(form), id)
                by_form.setdefault(form, id)

    def find(name):
        name, _, kind = name.partition(", ")
        return by_name.get(plain(f"{name} {kind}")) or by_name.get(plain(f"{kind} {name}"))

    def above(id):
        while id in ours.agencies:
            id = ours.agencies[id]["parent"]
            yield id

    register = rows(folder / "federal-register-agencies.csv")
    names = {row["id"]: row["name"] for row in register}
    belongs = []
    for row in register:
        id, acronym = find(row["name"]), row["short_name"]
        if id and by_form.get(acronym, id) != id:
            yield id, "short name", by_form[acronym], acronym
        belongs.append((id, find(names.get(row["parent_id"], ""))))
    for row in rows(folder / "us-agencies-and-bureaus.csv"):
        belongs.append((find(row["Bureau"]), find(row["Agency"])))
    for id, parent in belongs:
        if id and parent and id != parent and parent not in above(id):
            yield id, "parent", ours.agencies[id]["parent"], parent


def loose(country):
    return re.sub("^st ", "saint ", plain(country)).replace(" the ", " ")


def countries(ours, folder):
    mine = {row["country"]: row for row in ours.places.values() if row["kind"] == "country"}
    cities = collections.defaultdict(set)
    for row in ours.places.values():
        for form in forms(row):
            cities[row["country"]].add(plain(form).partition(" the ")[0])
    for row in rows(folder / "country-codes.csv"):
        code, name = row["ISO3166-1-Alpha-2"].lower(), row["CLDR display name"]
        place = mine.get(code)
        if not place:
            if row["is_independent"] == "Yes":
                yield f"country/{plain(name).replace(' ', '-')}", "country", "none", name
            continue
        wikidata = row["wikidata_id"].rsplit("/", 1)[-1]
        if place["wikidata"] != wikidata:
            yield place["id"], "wikidata", place["wikidata"], wikidata
        if loose(name) not in map(loose, forms(place)):
            yield place["id"], "name", place["name"], name
        capital = row["Capital"]
        if capital and plain(capital) not in cities[code]:
            yield place["id"], "capital", "none", capital


def main():
    default = ROOT.parent / "shared" / "reference"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    if not folder.is_dir():
        print(f"SKIPPED: {folder} is not there; the gazetteers were not compared with anything")
        return 0
    gazetteers = ROOT / "gazetteers"
    ours = Gazetteers(gazetteers)
    lists = (us_holders, us_governors, congress, uk_holders, leaders, us_agencies, countries)
    found = dict.fromkeys(it for compare in lists for it in compare(ours, folder))
    notes = {(row["id"], row["what"], row["ours"], row["reference"]): row["reason"]
             for row in rows(gazetteers / "NOTES.csv")}
    left = [it for it in found if not notes.get(it)]
    stale = [it for it in notes if it not in found]
    out = csv.writer(sys.stdout, lineterminator="\n")
    for it in left:
        out.writerow(it)
    for it in stale:
        out.writerow(("this note of NOTES.csv answers nothing", *it))
    print(f"{len(found)} disagreements with the lists of {folder}, {len(left)} not settled; "
          f"{len(stale)} notes answer nothing")
    return 1 if left or stale else 0


if __name__ == "__main__":
    sys.exit(main())
