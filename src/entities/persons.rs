//! People named in full, and the titles that stand with their names.

use rustc_hash::FxHashSet;

use super::How;
use super::Mention;
use super::atoms::{Atom, Gap};
use super::link::Linker;
use super::names::{Form, Node, Target};
use super::officials::{choose_office, only};
use super::people::{self, Evidence, FamilyFirst, NameParts};
use super::scan::{Found, What};
use super::titles::{self, Title, TitleKind};
use super::words::WordSet;
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx};

/// A person in full.
#[derive(Debug, Clone, Copy)]
struct Person {
    entity: Option<EntityIdx>,
    form: Form,
    evidence: Evidence,
}

impl Linker<'_> {
    /// Every person who is named in full: first those whom something speaks for, then what only
    /// looks like a name, where a surname alone confirms it.
    pub(super) fn link_full_names(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            let person = match found.what {
                What::Listed(node) => {
                    self.listed_person(found, node).or_else(|| self.weak_person(found, node))
                }
                What::Person(evidence) if evidence > Evidence::Start => {
                    Some(Person { entity: None, form: Form::Name, evidence })
                }
                What::Person(_) | What::Body(_) => None,
            };
            if let Some(person) = person {
                self.link_person(n, found, person);
            }
        }
        let confirmed = self.confirmed_families();
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied() else { continue };
            let What::Person(evidence) = found.what else { continue };
            let family = self.parts_of(found, None).map_or(0, |parts| parts.family);
            let is_sure = evidence == Evidence::Start || confirmed.contains(&family);
            if evidence <= Evidence::Start && is_sure && !self.bearers.has(family) {
                self.link_person(n, found, Person { entity: None, form: Form::Name, evidence });
            }
        }
    }

    /// Surnames that stand alone as a person's does: `Mr. Melgen`, `Melgen said`.
    fn confirmed_families(&self) -> FxHashSet<u64> {
        let is_shape = |found: &Found| found.what == What::Person(Evidence::Shape);
        let mut families = FxHashSet::default();
        if !self.found.iter().any(is_shape) {
            return families;
        }
        for at in self.page.capitals.iter().map(|at| *at as usize) {
            let Some(atom) = self.atoms.get(at).filter(|atom| atom.is_capital()) else { continue };
            let has_honorific = self.before(at).is_some_and(|before| before.is(WordSet::HONORIFIC));
            let speaks = self.next(at + 1).is_some_and(|next| {
                next.shape == super::atoms::Shape::Lower && next.is(WordSet::SPEECH)
            });
            if has_honorific || speaks && self.before(at).is_none_or(|before| !before.is_capital())
            {
                families.insert(atom.hash);
            }
        }
        families
    }

    /// The person that a listed form of two words or more names, when it names just one.
    fn listed_person(&self, found: Found, node: Node) -> Option<Person> {
        if found.len() < 2 {
            return None;
        }
        let people = || {
            self.strong(found, node).filter(|(entity, _)| self.kind(*entity) == EntityKind::Person)
        };
        let (_, form) = people().next()?;
        let entity = only(people().map(|(entity, _)| entity)).or_else(|| {
            let of_day = |entity: &EntityIdx| {
                let tenures = self.tenures_of(*entity);
                self.date.is_some_and(|day| tenures.iter().any(|tenure| tenure.covers(day)))
            };
            only(people().map(|(entity, _)| entity).filter(of_day))
        });
        Some(Person { entity, form, evidence: Evidence::GivenName })
    }

    fn link_person(&mut self, n: usize, found: Found, mut person: Person) {
        let Some(parts) = self.parts_of(found, person.entity) else { return };

        let title = self.title_of(n, found);
        let mut rule = "full-name";
        if let Some(title) = title.as_ref()
            && let Some(holder) = self.holder_of_name(found, person.entity, title)
        {
            (person.entity, person.form) = (Some(holder), Form::Alias);
            rule = "title-and-name";
        }
        if person.form == Form::Weak {
            return;
        }
        if let Some(entity) = person.entity {
            let has_office = title.is_some_and(|title| self.office_of(entity, &title).is_some());
            let is_other = person.form != Form::Name && self.has_other_trade(&parts, entity, title);
            let is_plain =
                self.atoms.get(found.start).is_some_and(|first| first.is(WordSet::GIVEN));
            let is_stranger = is_plain && !has_office && self.is_stranger(found, entity);
            if !has_office && (is_other || is_stranger) {
                // Another of the name: nothing else in the article is of that country.
                person.entity = None;
            }
        } else {
            person.entity = self.by_parts(&parts, title.as_ref());
            rule = "name-parts";
        }
        let how = match (person.entity, person.form) {
            (None, _) => How::Unlisted,
            (Some(_), Form::Name) if rule == "full-name" => How::Name,
            (Some(_), _) => How::Alias,
        };
        let (chain, confidence) = match (person.entity, person.evidence) {
            (Some(entity), _) => (self.chain_of(entity), 0.97),
            (None, evidence) => {
                let is_learned = evidence == Evidence::Learned;
                rule = if is_learned { "learned-person" } else { "person-shape" };
                let key = super::fold::join([
                    parts.given,
                    parts.family,
                    parts.generation.unwrap_or_default(),
                ]);
                let chain = self.chain_named(key, EntityKind::Person, found);
                let sure = if evidence == Evidence::GivenName { 0.9 } else { 0.8 };
                (chain, found.sure_or(sure))
            }
        };
        let gender = title.and_then(|title| title.gender).or(parts.gender);
        self.add_gender(chain, gender);
        // `Duchess of Cambridge` has neither a first name nor a surname.
        let atoms = self.atoms.get(found.start..found.end).unwrap_or_default();
        let is_titled = |atom: &Atom| atom.is(WordSet::OPENING) && !atom.is_capital();
        if !atoms.iter().any(is_titled) {
            self.bearers.add(&parts, chain, found.start, gender);
            self.bearers.add_given(parts.given_as_is, chain);
        }
        self.last_title = title.map(|title| (found.end, title));
        self.mention_person(found, chain, how, title, rule, confidence);
        self.use_up(n);
    }

    /// Somebody whose full name several bear, so that all have it as a weak form.
    fn weak_person(&self, found: Found, node: Node) -> Option<Person> {
        let is_weak = |pattern: &super::names::Pattern| match pattern.target {
            Target::Entity(it) => pattern.form == Form::Weak && self.kind(it) == EntityKind::Person,
            Target::Office(_) => false,
        };
        let is_any = found.len() > 1 && self.fitting(found, node).any(is_weak);
        let (form, evidence) = (Form::Weak, Evidence::GivenName);
        is_any.then_some(Person { entity: None, form, evidence })
    }

    /// Who bears a name as a weak form and holds the office of the title that day, when the one
    /// whom the bare name means does not: `Rep. Mike Rogers` after the other one left.
    fn holder_of_name(
        &self,
        found: Found,
        entity: Option<EntityIdx>,
        title: &Title,
    ) -> Option<EntityIdx> {
        let What::Listed(node) = found.what else { return None };
        let holds = |entity: EntityIdx| {
            self.office_of(entity, title).is_some_and(|office| self.holds(entity, office))
        };
        if entity.is_some_and(holds) {
            return None;
        }
        only(self.fitting(found, node).filter_map(|pattern| match pattern.target {
            Target::Entity(other) if pattern.form == Form::Weak && holds(other) => Some(other),
            _ => None,
        }))
    }

    /// Whether a title that is none of a listed person's speaks against another form of the first
    /// name: `Perry Capital CEO Richard Perry` is not Rick Perry.
    fn has_other_trade(&self, parts: &NameParts, entity: EntityIdx, title: Option<Title>) -> bool {
        let known = self.facts.officials.parts(entity);
        known.is_some_and(|known| known.given_as_is != parts.given_as_is)
            && title.is_some_and(|title| title.kind == TitleKind::Office)
    }

    /// Whether the surname alone, or the first name, is on the list of a person, be it as a form
    /// that needs evidence: those few are whom the full name means.
    fn is_household_name(&self, entity: EntityIdx) -> bool {
        let row = self.facts.scanner.lexicon.entity(entity);
        row.aliases.iter().chain(&row.weak_aliases).any(|alias| !alias.contains(' '))
    }

    /// Whether a full name is likely another's: nothing else speaks for the listed person, or a
    /// trade behind the name speaks against him. A middle name or a second surname makes a name one
    /// that hardly anybody shares.
    fn is_stranger(&self, found: Found, entity: EntityIdx) -> bool {
        let is_long = found.len() > 2;
        !is_long && self.may_be_namesake(entity) || self.has_trade(found, entity)
    }

    /// Whether an apposition tells of a trade outside politics: `, a plumber in Tulsa,`, `, the
    /// former head of Apple retail,`, `, who ran stores for Apple`.
    fn has_trade(&self, found: Found, entity: EntityIdx) -> bool {
        let line = self.line_of(found.end);
        let rest = self.atoms.get(found.end..line.end).unwrap_or_default();
        let Some((comma, rest)) = rest.split_first() else { return false };
        if !comma.is_comma() || self.is_household_name(entity) {
            return false;
        }
        let n = rest.iter().take(12).take_while(|atom| !atom.is_comma()).count();
        let told = rest.get(..n).unwrap_or_default();
        let is_article = told.first().is_some_and(|atom| {
            atom.shape == super::atoms::Shape::Lower && atom.is(WordSet::THE.and(WordSet::FILLER))
        });
        let is_who = told.first().is_some_and(|atom| atom.is(WordSet::WHO));
        let politics = WordSet::GROUP.and(WordSet::BODY_NOUN).and(WordSet::RANK);
        if !is_article && !is_who || told.iter().any(|atom| atom.is(politics)) {
            return false;
        }
        let start = found.end + 1;
        let from = self.found.partition_point(|other| other.start < start);
        let inside = self.found.iter().skip(from).take_while(|other| other.start < start + n);
        let mut has_company = false;
        for other in inside {
            let What::Listed(node) = other.what else { continue };
            let targets = self.fitting(*other, node).map(|pattern| pattern.target);
            for target in targets {
                match target {
                    Target::Office(_) => return false,
                    Target::Entity(entity) => match self.kind(entity) {
                        EntityKind::Company | EntityKind::Media => has_company = true,
                        EntityKind::Agency | EntityKind::Person => return false,
                        _ => {}
                    },
                }
            }
        }
        has_company || is_article && !self.votes.is_political_beside(entity)
    }

    /// Whether nothing but a name that many bear speaks for a listed person: an English or
    /// Spanish name in an article that has nothing else of the person's country, or, for a judge
    /// or a mayor, no politics.
    fn may_be_namesake(&self, entity: EntityIdx) -> bool {
        let lexicon = self.facts.scanner.lexicon;
        let row = lexicon.entity(entity);
        let is_common = matches!(
            row.country.as_str(),
            "us" | "gb"
                | "ca"
                | "au"
                | "nz"
                | "ie"
                | "za"
                | "mx"
                | "es"
                | "ar"
                | "cl"
                | "co"
                | "pe"
        );
        let is_famous = self.is_household_name(entity);
        let is_elsewhere = !self.votes.has_beside(self.country(entity), entity);
        let is_unpolitical = !self.votes.is_political_beside(entity);
        let is_minor = || self.facts.officials.holds_only_minor(self.tenures_of(entity));
        is_common && !is_famous && (is_elsewhere || is_unpolitical && is_minor())
    }

    /// The parts of a name, family name first where the person's or the name's country has it so.
    pub(super) fn parts_of(&self, found: Found, entity: Option<EntityIdx>) -> Option<NameParts> {
        let atoms = self.atoms.get(found.start..found.end)?;
        let known = entity.and_then(|entity| self.facts.officials.parts(entity));
        let order = match known {
            Some(known) if known.family_atoms.0 == 0 && atoms.first()?.hash == known.family => {
                FamilyFirst::Yes
            }
            _ if entity.is_some() => FamilyFirst::No,
            _ => FamilyFirst::ByName,
        };
        people::parts(atoms, self.facts.scanner.words, order)
    }

    /// The listed person of a first and a family name, where middle name, title and date do not
    /// speak against it.
    fn by_parts(&self, parts: &NameParts, title: Option<&Title>) -> Option<EntityIdx> {
        let entity = only(self.facts.officials.of_full(parts))?;
        let known = self.facts.officials.parts(entity)?;
        let has_office = title.is_some_and(|title| self.office_of(entity, title).is_some());
        let is_named = self.by_entity.contains_key(&entity);
        let is_same_middle = parts.middle.is_some() && parts.middle == known.middle;
        let is_same =
            is_same_middle || parts.middle.is_none() && known.given_as_is == parts.given_as_is;
        (has_office || is_named || is_same && self.votes.has_beside(self.country(entity), entity))
            .then_some(entity)
    }

    // ---- titles

    /// The title of a name, and the stretch of an office that it is made of.
    fn title_of(&mut self, n: usize, found: Found) -> Option<Title> {
        let line = self.line_of(found.start);
        self.title_before(n, found.start, line.start)
            .or_else(|| self.office_after(n, found))
            .or_else(|| titles::after(self.atoms, line.end, found.end))
            .or_else(|| self.shared_title(found.start))
    }

    /// The title of several people that stands before the first of them: `Presidents Donald Trump
    /// and Xi Jinping`.
    fn shared_title(&self, start: usize) -> Option<Title> {
        let (end, title) = self.last_title?;
        let head = self.atoms.get(title.end.checked_sub(1)?)?;
        let [and] = self.atoms.get(end..start)? else { return None };
        (head.is(WordSet::PLURAL) && title.end <= end && (and.is(WordSet::AND) || and.is_comma()))
            .then_some(title)
    }

    /// The title that ends right before a name; `n` is the first stretch that begins at the name
    /// or after it.
    pub(super) fn title_before(
        &mut self,
        n: usize,
        start: usize,
        line_start: usize,
    ) -> Option<Title> {
        self.office_before(n, start).or_else(|| titles::before(self.atoms, line_start, start))
    }

    /// The listed form of an office that ends right before a name, or a comma before it.
    fn office_before(&mut self, n: usize, start: usize) -> Option<Title> {
        let before = n.checked_sub(1)?;
        let office = *self.found.get(before).filter(|_| !self.is_used(before))?;
        let node = self.office_node(before)?;
        let is_near = match self.atoms.get(office.end..start)? {
            [] => self.gap(start) == Gap::Space,
            [comma] => {
                let definite = office.start.checked_sub(1).and_then(|at| self.atoms.get(at));
                comma.is_comma() && definite.is_some_and(|atom| atom.is(WordSet::FILLER))
            }
            _ => false,
        };
        if !is_near {
            return None;
        }
        self.use_up(before);
        Some(Title::of_office(office, node))
    }

    /// The listed form of an office behind the comma after a name.
    fn office_after(&mut self, n: usize, found: Found) -> Option<Title> {
        let office = *self.found.get(n + 1).filter(|_| !self.is_used(n + 1))?;
        let node = self.office_node(n + 1)?;
        let (comma, rest) = self.atoms.get(found.end..office.start)?.split_first()?;
        if !comma.is_comma() || titles::n_fillers(rest) < rest.len() {
            return None;
        }
        self.use_up(n + 1);
        Some(Title::of_office(office, node))
    }

    /// The node of a stretch that has a form of an office.
    pub(super) fn office_node(&self, n: usize) -> Option<Node> {
        let What::Listed(node) = self.found.get(n)?.what else { return None };
        self.has_office.get(n)?.then_some(node)
    }

    /// The office of a person that a title names.
    pub(super) fn office_of(&self, person: EntityIdx, title: &Title) -> Option<OfficeIdx> {
        let lexicon = self.facts.scanner.lexicon;
        if let Some(node) = title.office {
            let patterns = self.facts.scanner.names.patterns(node);
            let is_meant =
                |office| patterns.iter().any(|pattern| pattern.target == Target::Office(office));
            let held = self.tenures_of(person);
            let office = choose_office(held, |tenure| is_meant(tenure.office), self.date);
            if office.is_some() {
                return office;
            }
        }
        if title.kind == TitleKind::Honorific {
            return None;
        }
        let words = self.atoms.get(title.start..title.end)?;
        let lists = self.facts.scanner.words;
        self.facts.officials.office_called(lexicon, person, words, self.date, lists)
    }

    /// A mention of a person, with the title that stands beside the name.
    pub(super) fn mention_person(
        &mut self,
        found: Found,
        chain: u32,
        how: How,
        title: Option<Title>,
        rule: &'static str,
        confidence: f32,
    ) {
        let office = match (title, self.entity(chain)) {
            (Some(title), Some(entity)) => self.office_of(entity, &title),
            _ => None,
        };
        if let Some(office) = office {
            self.offices.push((office, chain));
        }
        let span = self.span(found.start, found.end);
        let title = title.map(|title| self.span(title.start, title.end));
        self.mentions.push(Mention { span, chain, how, office, title, rule, confidence });
    }
}
