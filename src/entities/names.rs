//! Every form of every name of a lexicon, as a tree of atoms.
//!
//! The tree is one hash table from a node and the next atom to the next node: 30,000 forms are
//! built in some milliseconds and looked up in one probe for an atom; nearly all atoms end at a
//! bit map of first atoms. Forms are cut by the segmenter that cuts the articles, so both agree on
//! what `AT&T` and `Moody's` are.

use rustc_hash::{FxHashMap, FxHashSet};

use super::atoms::{Atom, Atoms, Casing, Gap, Lists, Shape};
use super::words::{WordSet, Words};
use crate::lexicon::{EntityIdx, EntityKind, Lexicon, Memo, OfficeIdx, Slots};
use crate::segment::Splitting;
use crate::text::CleanText;

/// What a form names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Target {
    Entity(EntityIdx),
    Office(OfficeIdx),
}

/// Which form of the name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Name,
    Alias,
    Acronym,
    Demonym,
    /// Counts only with other evidence.
    Weak,
}

/// One form of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) target: Target,
    pub(super) form: Form,
    // Two bits an atom, the first atom lowest: the capitals it needs.
    needs: u64,
}

/// No capital needed.
const ANY: u64 = 0;
/// A capital first.
const CAPITAL: u64 = 1;
/// Capitals only.
const UPPER: u64 = 2;

/// Two capitals or more: `LeT`, which is not `Let`.
const TWO: u64 = 3;

/// Forms longer than this are cut off: nobody writes them twice.
const MAX_ATOMS: usize = 32;

impl Pattern {
    /// Whether the capitals of the text allow this form.
    pub(super) fn fits(&self, atoms: &[Atom], casing: Casing) -> bool {
        let mut needs = self.needs;
        atoms.iter().all(|atom| {
            let need = needs & 3;
            needs >>= 2;
            match need {
                CAPITAL if atom.shape == Shape::Upper => {
                    // `XI` may be a number, `TRUMP` is a name.
                    atoms.len() > 1 || atom.n_letters > 3 || casing == Casing::Caps
                }
                CAPITAL => atom.is_capital(),
                UPPER if casing == Casing::Caps => {
                    atom.is_capital()
                        && (atoms.len() > 1 || !atom.is(WordSet::COMMON.and(WordSet::AMBIGUOUS)))
                }
                TWO => atom.n_upper > 1,
                UPPER => matches!(atom.shape, Shape::Upper | Shape::Initial),
                _ => true,
            }
        })
    }
}

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node(u32);

/// The longest form that begins at an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) n_atoms: usize,
    pub(super) node: Node,
}

/// What forms begin with an atom, as far as it fits the atom: nine of ten searches end here, before
/// they wait for the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Begin {
    /// Whether it is a form by itself.
    pub(super) is_form: bool,
    /// Bits of the atoms that stand behind it in forms.
    pub(super) nexts: u16,
    /// Where it stands in the tree.
    pub(super) node: u32,
}

impl Begin {
    /// Whether no form begins with the atom.
    pub(super) fn is_none(self) -> bool {
        !self.is_form && self.nexts == 0
    }

    fn add(&mut self, next: Option<&Atom>) {
        match next {
            Some(next) => self.nexts |= bit(next.hash),
            None => self.is_form = true,
        }
    }
}

/// The bit of an atom among those that may stand behind another.
fn bit(hash: u64) -> u16 {
    1 << (hash >> 60)
}

/// The tree.
#[derive(Debug, Default)]
pub(super) struct Names {
    // By the hash of an atom: the forms that begin with it, and those of them that need no capital
    // there, which are few.
    begins: FxHashMap<u64, [Begin; 2]>,
    edges: Slots,
    // By node: where its patterns begin; those of the next node follow.
    starts: Vec<u32>,
    patterns: Vec<Pattern>,
    // By entity: apart from its row, which is large, and asked for at every name.
    kinds: Vec<EntityKind>,
}

impl Names {
    /// What sort of thing a listed entity is.
    pub(super) fn kind(&self, entity: EntityIdx) -> EntityKind {
        self.kinds[entity.0 as usize]
    }

    /// What forms begin with an atom of so many capitals.
    pub(super) fn begin(&self, hash: u64, n_upper: u8) -> Begin {
        let [any, small] = self.begins.get(&hash).copied().unwrap_or_default();
        let begin = if n_upper > 0 { any } else { small };
        let node = if begin.is_none() { None } else { self.edges.get(edge(0, hash)) };
        Begin { node: node.unwrap_or_default(), ..begin }
    }

    /// The longest form that begins with the first of these atoms of a line.
    pub(super) fn longest(&self, atoms: &[Atom], casing: Casing) -> Option<Hit> {
        let first = atoms.first()?;
        let Begin { is_form, nexts, mut node } = first.begin;
        let goes_on = atoms.get(1).is_some_and(|next| nexts & bit(next.hash) != 0);
        if !is_form && !goes_on {
            return None;
        }
        let fits = |node: u32, n_atoms: usize| {
            let seen = atoms.get(..n_atoms).unwrap_or_default();
            self.patterns(Node(node)).iter().any(|pattern| pattern.fits(seen, casing))
        };
        let hit = |n_atoms: usize, node: u32| Hit { n_atoms, node: Node(node) };
        let mut best = (is_form && fits(node, 1)).then(|| hit(1, node));
        let rest = atoms.iter().enumerate().skip(1);
        for (n, atom) in rest.take_while(|(_, atom)| goes_on && atom.gap != Gap::Break) {
            let Some(next) = self.edges.get(edge(node, atom.hash)) else { break };
            node = next;
            if fits(node, n + 1) {
                best = Some(hit(n + 1, node));
            }
        }
        best
    }

    /// The forms that end at a node, sorted.
    pub(super) fn patterns(&self, node: Node) -> &[Pattern] {
        let at = |n: usize| self.starts.get(n).copied().unwrap_or_default() as usize;
        let n = node.0 as usize;
        self.patterns.get(at(n)..at(n + 1)).unwrap_or_default()
    }
}

fn edge(node: u32, hash: u64) -> u64 {
    (hash ^ u64::from(node).wrapping_mul(0xD6E8_FEB8_6659_FD93)).rotate_left(17)
}

/// All forms of a lexicon, cut into atoms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    text: String,
    kinds: Vec<(Target, Form)>,
    atoms: Atoms,
    people: FxHashSet<Target>,
    entity_kinds: Vec<EntityKind>,
}

impl Forms {
    /// Lists and cuts them.
    pub(super) fn of(lexicon: &Lexicon, words: &Words) -> Self {
        let mut all = Self::default();
        // Some forms a name, some words a form.
        let n_names = lexicon.entities.len() + lexicon.offices.len();
        all.kinds.reserve(3 * n_names);
        all.text.reserve(64 * n_names);
        for (entity, n) in lexicon.entities.iter().zip(0..) {
            let target = Target::Entity(EntityIdx(n));
            all.entity_kinds.push(entity.kind);
            if entity.kind == EntityKind::Person {
                all.people.insert(target);
            }
            all.push(&entity.name, target, Form::Name);
            for alias in &entity.aliases {
                let is_acronym = alias.len() < 8
                    && alias.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
                all.push(alias, target, if is_acronym { Form::Acronym } else { Form::Alias });
            }
            entity.weak_aliases.iter().for_each(|alias| all.push(alias, target, Form::Weak));
            entity.demonyms.iter().for_each(|alias| all.push(alias, target, Form::Demonym));
        }
        for (office, n) in lexicon.offices.iter().zip(0..) {
            let target = Target::Office(OfficeIdx(n));
            all.push(&office.name, target, Form::Name);
            office.aliases.iter().for_each(|alias| all.push(alias, target, Form::Alias));
            office.weak_aliases.iter().for_each(|alias| all.push(alias, target, Form::Weak));
        }
        let clean = CleanText::new(std::mem::take(&mut all.text));
        let segments = Splitting::default().split(&clean);
        let lists = Lists { words, names: None };
        all.atoms = Atoms::of(&clean, &segments, lists, &mut Memo::default());
        all
    }

    // A form is a line, and a line break ends every sentence.
    fn push(&mut self, form: &str, target: Target, kind: Form) {
        if form.contains(char::is_alphanumeric) {
            for (nth, line) in form.split('\n').enumerate() {
                self.text.push_str(if nth > 0 { " " } else { "" });
                self.text.push_str(line);
            }
            self.text.push('\n');
            self.kinds.push((target, kind));
        }
    }

    /// Each form with its atoms.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Target, Form, &[Atom])> {
        let atoms = &self.atoms.all;
        let mut next = 0;
        self.kinds.iter().map(move |&(target, form)| {
            let start = next;
            next += 1;
            while atoms.get(next).is_some_and(|atom| atom.gap != Gap::Break) {
                next += 1;
            }
            (target, form, atoms.get(start..next).unwrap_or_default())
        })
    }

    /// Builds the tree.
    pub(super) fn tree(&self, words: &Words) -> Names {
        let mut names = Names { kinds: self.entity_kinds.clone(), ..Names::default() };
        let mut edges: FxHashMap<u64, u32> = FxHashMap::default();
        let mut found: Vec<(u32, Pattern)> = Vec::with_capacity(self.kinds.len());
        let mut n_nodes: u32 = 1;
        for (target, form, atoms) in self.iter() {
            // `Inc` at the end of a sentence may have lost its period to it.
            let is_end = |atom: &Atom| atom.shape == Shape::Mark && atom.n_letters == 0;
            let atoms = match atoms.split_last() {
                Some((last, before)) if is_end(last) && !before.is_empty() => before,
                _ => atoms,
            };
            let Some(first) = atoms.first().filter(|_| atoms.len() <= MAX_ATOMS) else { continue };
            if form != Form::Name && self.people.contains(&target) && has_title(atoms) {
                continue;
            }
            let [any, small] = names.begins.entry(first.hash).or_default();
            any.add(atoms.get(1));
            if need(first, target, IsNoun::of(first, 0, words)) == ANY {
                small.add(atoms.get(1));
            }
            let (mut node, mut needs) = (0, 0);
            for (n, atom) in atoms.iter().enumerate() {
                node = *edges.entry(edge(node, atom.hash)).or_insert(n_nodes);
                n_nodes += u32::from(node == n_nodes);
                needs |= need(atom, target, IsNoun::of(atom, n, words)) << (2 * n);
            }
            found.push((node, Pattern { target, form, needs }));
        }
        let edges: Vec<(u64, u32)> = edges.into_iter().collect();
        names.edges = Slots::of(&edges);
        found.sort_by_key(|(node, pattern)| (*node, pattern.form, pattern.target));
        found.dedup();
        names.starts = Vec::with_capacity(n_nodes as usize + 1);
        let mut at = 0;
        for node in 0..=n_nodes {
            names.starts.push(crate::text::offset(at));
            at += found
                .get(at..)
                .map_or(0, |rest| rest.iter().take_while(|(of, _)| *of == node).count());
        }
        names.patterns = found.into_iter().map(|(_, pattern)| pattern).collect();
        names
    }
}

/// Whether a form of a person begins with a title (`Vice Premier Liu`): titles are found beside
/// names, not in them.
fn has_title(atoms: &[Atom]) -> bool {
    let is_title = |atom: &Atom| {
        atom.is(WordSet::TITLE.and(WordSet::TITLE_PART))
            && !atom.is(WordSet::GIVEN.and(WordSet::SURNAME_TOO))
    };
    // `Duchess of Cambridge` is all title, and the name.
    let is_whole = atoms.get(1).is_some_and(|second| second.is(WordSet::OPENING));
    atoms.len() > 1 && !is_whole && atoms.first().is_some_and(is_title)
}

/// The capitals that the text must have where a form has this atom.
///
/// The last noun of a body's name is written small too: `Labour party`, `Foreign ministry`.
fn need(atom: &Atom, target: Target, is_inner: IsNoun) -> u64 {
    match (atom.shape, target) {
        (Shape::Upper, _) | (Shape::Initial, Target::Entity(_)) => UPPER,
        (Shape::Capital, Target::Entity(_)) if atom.n_upper > 1 && atom.n_letters < 5 => TWO,
        (Shape::Capital, Target::Entity(_)) if is_inner == IsNoun::No => CAPITAL,
        _ => ANY,
    }
}

/// Whether an atom is the noun of a body, behind the words that tell which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IsNoun {
    Yes,
    No,
}

impl IsNoun {
    fn of(atom: &Atom, n: usize, words: &Words) -> Self {
        let kind = words.head_kind(atom.hash);
        let is_body = matches!(kind, Some(EntityKind::Agency | EntityKind::Organization));
        if n > 0 && is_body { Self::Yes } else { Self::No }
    }
}
