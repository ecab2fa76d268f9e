//! Cases of `segment`: paragraphs, sentences, tokens and parts of speech.

use onrecord::segment::{Part, Segmenter, Segments, Sentence, TokenKind};
use onrecord::text::CleanText;

use crate::cases;

#[test]
fn segment_cases() {
    let segmenter = Segmenter::default();
    cases::check("segment", |topic, input| {
        let clean = CleanText::new(input.to_owned());
        let made = segmenter.segment(&clean);
        let lines: Vec<String> = match topic {
            "paragraphs" => made.paragraphs.iter().map(|it| clean.at(it.span).to_owned()).collect(),
            "sentences" => made.sentences.iter().map(|it| clean.at(it.span).to_owned()).collect(),
            "parts" => made.sentences.iter().map(|it| parts(&clean, &made, it)).collect(),
            "tokens" => made.sentences.iter().map(|it| tokens(&clean, &made, it)).collect(),
            _ => panic!("no such topic: {topic}"),
        };
        lines.join("\n")
    });
}

fn tokens(clean: &CleanText, made: &Segments, sentence: &Sentence) -> String {
    let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let tokens = made.tokens[range].iter().map(|token| {
        let kind = match token.kind {
            TokenKind::Word => 'w',
            TokenKind::Number => 'n',
            TokenKind::Quote => 'q',
            TokenKind::Suffix => 's',
            TokenKind::Punctuation => 'p',
        };
        format!("{kind}:{}", clean.at(token.span))
    });
    tokens.collect::<Vec<_>>().join(" ")
}

/// Words with their parts; marks, which are what they are, by themselves.
fn parts(clean: &CleanText, made: &Segments, sentence: &Sentence) -> String {
    let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let tokens = made.tokens[range.clone()].iter().zip(&made.parts[range]);
    let tokens = tokens.map(|(token, part)| {
        let text = clean.at(token.span);
        if *part < Part::Stop { format!("{text}/{}", part.name()) } else { text.to_owned() }
    });
    tokens.collect::<Vec<_>>().join(" ")
}
