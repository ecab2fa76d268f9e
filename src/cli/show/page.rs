//! Styled text, wrapped to a width.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::marks::Stretch;
use crate::text::CleanText;

/// A page that is written line by line.
#[derive(Debug)]
pub(super) struct Page<W> {
    out: W,
    width: usize,
    column: usize,
    // The pieces of the word that is not complete yet, and how wide they are together.
    word: Vec<(String, Style)>,
    word_width: usize,
}

impl<W: Write> Page<W> {
    pub(super) fn new(out: W, width: usize) -> Self {
        Self { out, width, column: 0, word: Vec::new(), word_width: 0 }
    }

    /// Writes a text, broken between words.
    pub(super) fn text(&mut self, clean: &CleanText, stretches: &[Stretch]) -> io::Result<()> {
        for stretch in stretches {
            self.add(&stretch.before, stretch.style);
            for piece in clean.at(stretch.span).split_inclusive(char::is_whitespace) {
                let word = piece.trim_end_matches(char::is_whitespace);
                self.add(&harmless(word), stretch.style);
                match piece.chars().next_back().filter(|ch| ch.is_whitespace()) {
                    Some('\n') => self.end_line()?,
                    Some(_) => self.end_word()?,
                    None => {}
                }
            }
            self.add(&stretch.after, stretch.style);
        }
        self.end_line()
    }

    /// Writes a line as it is.
    pub(super) fn line(&mut self, line: &str, style: Style) -> io::Result<()> {
        writeln!(self.out, "{style}{}{style:#}", harmless(line))
    }

    fn add(&mut self, piece: &str, style: Style) {
        if !piece.is_empty() {
            self.word_width += piece.width();
            self.word.push((piece.to_owned(), style));
        }
    }

    fn end_word(&mut self) -> io::Result<()> {
        if self.word.is_empty() {
            return Ok(());
        }
        if self.column > 0 {
            if self.column + 1 + self.word_width > self.width {
                writeln!(self.out)?;
                self.column = 0;
            } else {
                write!(self.out, " ")?;
                self.column += 1;
            }
        }
        for (piece, style) in self.word.drain(..) {
            write!(self.out, "{style}{piece}{style:#}")?;
        }
        self.column += self.word_width;
        self.word_width = 0;
        Ok(())
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.end_word()?;
        self.column = 0;
        writeln!(self.out)
    }
}

/// The text without characters that command a terminal: an article must not color, move or title
/// anything.
fn harmless(text: &str) -> String {
    let is_harmless = |ch: char| ch.width().is_some();
    text.chars().map(|ch| if is_harmless(ch) { ch } else { '\u{FFFD}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn breaks_between_words_and_not_inside_styles() {
        let clean = CleanText::new("one two\u{1b}[31m three\n\nfour 汉字汉字".to_owned());
        let stretch = |start, end, before: &str, after: &str| Stretch {
            span: Span::new(start, end),
            style: Style::new(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let end = clean.span().end();
        let stretches = [stretch(0, 5, "[", ""), stretch(5, 7, "<", ">]"), stretch(7, end, "", "")];
        let mut out = Vec::new();
        Page::new(&mut out, 15).text(&clean, &stretches).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "[one\nt<wo>]\u{FFFD}[31m\nthree\n\nfour 汉字汉字\n"
        );
    }
}
