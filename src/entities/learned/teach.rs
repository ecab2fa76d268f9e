//! Annotated texts as examples for the tagger.

use super::labels::{self, NONE, begins, goes_on};
use super::runs::{Run, Runs};
use super::seen::{Known, Sight, Window};
use super::{NameKind, NameTagger, names, sureness};
use crate::entities::EntityMatcher;
use crate::entities::atoms::{Atom, Atoms, Lists};
use crate::entities::scan::Scanner;
use crate::entities::words::WordSet;
use crate::lexicon::{Lexicon, Memo};
use crate::segment::Segments;
use crate::tagger::{Calibration, Example, Pruned, Training};
use crate::text::{Clean, CleanText, Span};

/// One text with its names.
#[derive(Debug, Clone)]
pub struct NameLesson {
    /// The text.
    pub clean: CleanText,
    /// Its pieces, with parts of speech.
    pub segments: Segments,
    /// Its names, in order and apart.
    pub names: Vec<(Span<Clean>, NameKind)>,
    /// Whether people marked them.
    pub by_hand: bool,
}

/// How to learn names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameTraining {
    /// How the tagger learns, and how large its table is before features are pruned.
    pub training: Training,
    /// Features that are kept, at most.
    pub n_rows: usize,
    /// A feature counts from so many times on.
    pub least: u32,
    /// Times that a text marked by people counts.
    pub n_by_hand: usize,
}

impl Default for NameTraining {
    fn default() -> Self {
        Self {
            training: Training { n_rounds: 6, step: 0.03, decay: 5e-3, bits: 18, seed: 1 },
            n_rows: 14_336,
            least: 11,
            n_by_hand: 10,
        }
    }
}

impl NameTraining {
    /// Learns from texts; the same texts in the same order give the same bytes.
    ///
    /// `matcher` and `lexicon` are of the lists that the model is to stand beside.
    pub fn learn(
        &self,
        matcher: &EntityMatcher,
        lexicon: &Lexicon,
        lessons: &[&NameLesson],
    ) -> NameTagger {
        let class: Vec<Class> =
            lessons.iter().map(|lesson| Class::of(matcher, lexicon, lesson)).collect();
        let has_hand = lessons.iter().any(|lesson| lesson.by_hand);
        let judges = |nth: usize| lessons.get(nth).is_some_and(|it| it.by_hand == has_hand);
        let mut said = Vec::new();
        for half in 0..2 {
            let in_half = |nth: usize| judges(nth) && nth % 2 == half;
            let tagger = self.learn_from(&class, lessons, |nth| !in_half(nth));
            for (_, one) in class.iter().enumerate().filter(|(nth, _)| in_half(*nth)) {
                one.judge(&tagger, &mut said);
            }
        }
        let whole = self.learn_from(&class, lessons, |_| true);
        NameTagger { calibration: Calibration::learn(said), ..whole }
    }

    fn learn_from(
        &self,
        class: &[Class],
        lessons: &[&NameLesson],
        wanted: impl Fn(usize) -> bool,
    ) -> NameTagger {
        let mut examples: Vec<&Example> = Vec::new();
        for (nth, (one, lesson)) in class.iter().zip(lessons).enumerate() {
            if wanted(nth) {
                let copies = if lesson.by_hand { self.n_by_hand } else { 1 };
                (0..copies).for_each(|_| examples.extend(&one.examples));
            }
        }
        let chain = labels::chain();
        let (model, unit) =
            Pruned::learn_scaled(&self.training, &chain, &examples, self.n_rows, self.least);
        NameTagger::new(model, unit, Calibration::default())
    }
}

/// A lesson, as the tagger sees it.
struct Class<'a> {
    lesson: &'a NameLesson,
    atoms: Atoms,
    runs: Runs,
    known: Known,
    examples: Vec<Example>,
}

impl<'a> Class<'a> {
    fn of(matcher: &EntityMatcher, lexicon: &Lexicon, lesson: &'a NameLesson) -> Self {
        let scanner = Scanner { lexicon, names: &matcher.names, words: &matcher.words };
        let lists = Lists { words: &matcher.words, names: Some(&matcher.names) };
        let NameLesson { clean, segments, .. } = lesson;
        let atoms = Atoms::of(clean, segments, lists, &mut Memo::default());
        let runs = Runs::of(&scanner, &atoms, &scanner.scan(&atoms));
        let known = Known::default();
        let mut made = Self { lesson, atoms, runs, known, examples: Vec::new() };
        made.examples = made.teach();
        made
    }

    fn teach(&self) -> Vec<Example> {
        let NameLesson { clean, segments, .. } = self.lesson;
        let sight = Sight::of(clean, segments, &self.atoms, &self.known, &self.runs);
        let mut window = Window::default();
        let mut told = self.runs.told.as_slice();
        let mut examples = Vec::new();
        for run in &self.runs.runs {
            let (own, rest) = told.split_at_checked(run.end - run.start).unwrap_or_default();
            told = rest;
            sight.see(*run, own, &mut window);
            let mut example = Example::default();
            for (nth, label) in self.labels(*run).into_iter().enumerate() {
                sight.features(&window, *run, nth, &mut example);
                example.end_token(label);
            }
            examples.push(example);
        }
        examples
    }

    /// The labels of the atoms of a run.
    fn labels(&self, run: Run) -> Vec<u8> {
        let mut labels = vec![NONE; run.end - run.start];
        for (start, end, kind) in self.right(run) {
            for at in start..end {
                if let Some(label) = labels.get_mut(at - run.start) {
                    *label = if at == start { begins(kind) } else { goes_on(kind) };
                }
            }
        }
        labels
    }

    /// The names in a run, as ranges of atoms; without the title before a person.
    fn right(&self, run: Run) -> Vec<(usize, usize, NameKind)> {
        let mut right = Vec::new();
        let atoms = self.atoms.all.get(run.start..run.end).unwrap_or_default();
        let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return right };
        let names = &self.lesson.names;
        let from = names.partition_point(|(span, _)| span.end() <= first.start);
        for (span, kind) in names.iter().skip(from).take_while(|(span, _)| span.start() < last.end)
        {
            let is_in = |atom: &Atom| atom.start >= span.start() && atom.end <= span.end();
            let Some(start) = atoms.iter().position(is_in) else { continue };
            let n = atoms.iter().skip(start).take_while(|atom| is_in(atom)).count();
            let inside = atoms.get(start..start + n).unwrap_or_default();
            let is_title = |atom: &&Atom| {
                atom.is(WordSet::TITLE.and(WordSet::HONORIFIC).and(WordSet::TITLE_PART))
            };
            let n_titles = match kind {
                NameKind::Person => inside.iter().take_while(is_title).count(),
                _ => 0,
            };
            if n_titles < n {
                right.push((run.start + start + n_titles, run.start + start + n, *kind));
            }
        }
        right
    }

    /// What a tagger says of names in a lesson that it never saw, and whether that is right.
    fn judge(&self, tagger: &NameTagger, said: &mut Vec<(f32, bool)>) {
        let NameLesson { clean, segments, .. } = self.lesson;
        let sight = Sight::of(clean, segments, &self.atoms, &self.known, &self.runs);
        tagger.read(&sight, &self.runs, |run, labels, tokens| {
            let right = self.right(run);
            names(labels, |start, end, kind| {
                let sure = sureness(kind, tokens.get(start..end).unwrap_or_default());
                said.push((sure, right.contains(&(run.start + start, run.start + end, kind))));
            });
        });
    }
}
