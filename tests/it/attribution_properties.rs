//! What holds of attributions on any text: no panic, spans in order and apart, no empty content.

use onrecord::attribution::{Attributed, Attribution, Attributor};
use onrecord::entities::{Entities, EntityMatcher};
use onrecord::lexicon::Lexicon;
use onrecord::segment::Segmenter;
use onrecord::text::{Clean, CleanText, Span};
use proptest::prelude::*;

/// Words and marks that the rules look at, so that random texts reach them.
const PIECES: [&str; 64] = [
    "Trump",
    "Xi Jinping",
    "the ministry",
    "he",
    "She",
    "it",
    "they",
    "who",
    "which",
    "that",
    "said",
    "says",
    "told",
    "according",
    "to",
    "According to",
    "asked",
    "whether",
    "comment",
    "not",
    "did",
    "was",
    "expected",
    "seems",
    "reporters",
    "on Monday",
    "in a statement",
    "of",
    "and",
    "but",
    "when",
    "a",
    "an interview",
    "plans",
    "report",
    "saying",
    ",",
    ".",
    "?",
    "!!!",
    ":",
    ";",
    "—",
    "--",
    "-",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "''",
    "«",
    "»",
    "\n",
    "\n\n",
    "WASHINGTON (AP) —",
    "TAPPER:",
    "Q:",
    "A:",
    "\"Fox and Friends\"",
    "🙂",
];

struct Stages {
    lexicon: Lexicon,
    segmenter: Segmenter,
    matcher: EntityMatcher,
    /// The rules alone, and with the model.
    attributors: [Attributor; 2],
}

impl Stages {
    fn new() -> Self {
        let lexicon = Lexicon::built_in();
        let matcher = EntityMatcher::new(&lexicon);
        Self {
            lexicon,
            matcher,
            segmenter: Segmenter::default(),
            attributors: [Attributor::default(), Attributor::built_in()],
        }
    }

    fn check(&self, text: &str) {
        let clean = CleanText::new(text.to_owned());
        let segments = self.segmenter.segment(&clean);
        let entities = self.matcher.find(&self.lexicon, &clean, &segments, None);
        for attributor in &self.attributors {
            let made = attributor.find(&self.lexicon, &clean, &segments, &entities, None);
            check_all(&clean, &entities, &made);
        }
    }
}

fn check_all(clean: &CleanText, entities: &Entities, made: &Attributed) {
    let text = clean.as_str();
    let starts = made.attributions.iter().map(|one| one.content[0].start());
    assert!(starts.is_sorted(), "by position of content in {text:?}");
    for one in &made.attributions {
        check_attribution(clean, one);
        let chains = entities.chains.len();
        assert!(one.speaker.chain.is_none_or(|chain| (chain as usize) < chains));
    }
    for pronoun in &made.pronouns {
        assert!(!clean.at(pronoun.span).is_empty());
    }
}

fn check_attribution(clean: &CleanText, one: &Attribution) {
    assert!(!one.content.is_empty());
    assert!(one.confidence > 0.0 && one.confidence <= 1.0, "{}", one.rule);
    for spans in [&one.source, &one.cue, &one.content] {
        assert!(spans.iter().all(|span| !clean.at(*span).is_empty()), "an empty span in {one:?}");
        let apart = |pair: &[Span<Clean>]| pair[0].end() <= pair[1].start();
        assert!(spans.windows(2).all(apart), "spans overlap in {one:?}");
    }
}

#[test]
fn holds_on_random_texts() {
    let stages = Stages::new();
    let pieces = proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..70);
    let config = ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let checked = runner.run(&pieces, |pieces| {
        let mut text = String::new();
        for (piece, is_glued) in pieces {
            text.push_str(PIECES[piece]);
            if !is_glued {
                text.push(' ');
            }
        }
        stages.check(&text);
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn holds_on_odd_texts() {
    let stages = Stages::new();
    for text in [
        "",
        " ",
        "\n",
        "\"",
        "“”",
        "said",
        "said said said",
        "\" said",
        ": :",
        "🙂🙂",
        "((((((",
        "’’’’",
    ] {
        stages.check(text);
    }
}

/// Minutes, if anything were quadratic in the length of a line, a sentence or a paragraph.
#[test]
fn long_lines_take_no_longer_than_short_ones() {
    let stages = Stages::new();
    for piece in [
        "he said ",
        "\"yes,\" he said ",
        "according to Trump ",
        "Trump, who said ",
        "( ",
        "“ ",
        ", and ",
        "saying that ",
        "Q: yes\n\n",
        "\"Yes.\"\n\n",
        "Trump : ",
    ] {
        stages.check(&piece.repeat(300_000 / piece.len()));
    }
}
