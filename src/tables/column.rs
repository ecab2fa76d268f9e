//! What a table is: its columns, their types and meanings, its keys.
//!
//! A row type is written once, with [`rows!`]; its field names are the columns, its doc comments
//! their descriptions in `datapackage.json` and docs/TABLES.md, its field types their types there.
//! So none of the four can drift from the others.

use std::borrow::Cow;

use jiff::civil::Date;

use super::place::Parts;

/// What a cell holds, before any format gives it a form.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// Nothing is known.
    Missing,
    /// A text, in which anything may stand.
    Text(&'a str),
    /// A text in the form that [`Dialect::shown`](super::Dialect::shown) gives it.
    Shown(&'a str),
    /// A word of the program's own, of letters, digits, hyphens and low lines.
    Word(&'a str),
    /// A whole number.
    Integer(u64),
    /// A number, as short as it can be told.
    Number(f64),
    /// A share from 0 to 1, told in thousandths.
    Share(f32),
    /// A day.
    Date(Date),
    /// Texts, with bars between.
    Texts(&'a [&'a str]),
    /// A hash of the program's own behind a few letters: `clu_` and 16 hexadecimal digits.
    Hash(&'static str, u64),
    /// Whole numbers, as `3|14`.
    Integers(&'a [u32]),
    /// Ranges, as `12..45|60..80`.
    Parts(Parts<'a>),
}

/// The type of a column, by the names of Frictionless Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// Whole number.
    Integer,
    /// Number.
    Number,
    /// Day, as `YYYY-MM-DD`.
    Date,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The header, which is the field of the row type.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Type,
    /// Whether a cell of it may be empty.
    pub is_optional: bool,
    /// All that its cells may say; empty where that is not a fixed list.
    pub values: &'static [&'static str],
    /// What it means: the doc comment of the field, each line after a space.
    pub about: &'static str,
}

/// A key of one table that is the key of a row in another.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The column here.
    pub column: &'static str,
    /// The table it leads to.
    pub table: &'static str,
    /// The column there.
    pub key: &'static str,
}

/// One table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// The file name without its ending.
    pub name: &'static str,
    /// What a row is: the doc comment of the row type, each line after a space.
    pub about: &'static str,
    /// In order.
    pub columns: &'static [Column],
    /// The columns that together tell its rows apart; empty for a table without a key.
    pub key: &'static [&'static str],
    /// Where its columns lead.
    pub references: &'static [Reference],
}

/// A type that fields of rows may have. A text that is no `Option` is never empty.
pub(super) trait Cell {
    /// Its type in a column.
    const TYPE: Type;
    /// Whether it may be missing.
    const IS_OPTIONAL: bool = false;
    /// All that it can say, where that is a fixed list.
    const VALUES: &'static [&'static str] = &[];

    /// What the cell holds.
    fn value(&self) -> Value<'_>;
}

/// A row of some table.
pub(super) trait Row {
    /// What a row is.
    const ABOUT: &'static str;
    /// The columns, one a field, in order.
    const COLUMNS: &'static [Column];

    /// Hands over the cells, one a column, in order.
    fn each_cell(&self, sink: &mut impl Sink);
}

/// Takes the cells of a row.
///
/// Not a closure, which would not be inlined: then each cell would ask again what it is.
pub(super) trait Sink {
    /// Takes the next one.
    fn take(&mut self, value: Value<'_>);
}

/// Defines a row type and its [`Row`] at once.
macro_rules! rows {
    (
        $(#[doc = $about:literal])+
        pub(super) struct $row:ident<'a> {
            $($(#[doc = $doc:literal])+ $field:ident: $kind:ty,)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub(super) struct $row<'a> {
            $($(#[doc = $doc])+ pub(super) $field: $kind,)+
        }

        impl<'a> $crate::tables::column::Row for $row<'a> {
            const ABOUT: &'static str = concat!($($about),+);
            const COLUMNS: &'static [$crate::tables::Column] = &[$($crate::tables::Column {
                name: stringify!($field),
                kind: <$kind as $crate::tables::column::Cell>::TYPE,
                is_optional: <$kind as $crate::tables::column::Cell>::IS_OPTIONAL,
                values: <$kind as $crate::tables::column::Cell>::VALUES,
                about: concat!($($doc),+),
            }),+];

            fn each_cell(&self, sink: &mut impl $crate::tables::column::Sink) {
                $(sink.take($crate::tables::column::Cell::value(&self.$field));)+
            }
        }
    };
}

/// Gives an enum the words that its cells say, which are those of its JSON form.
macro_rules! words {
    ($kind:ty { $($variant:ident => $word:literal,)+ }) => {
        impl $crate::tables::column::Cell for $kind {
            const TYPE: $crate::tables::column::Type = $crate::tables::column::Type::String;
            const VALUES: &'static [&'static str] = &[$($word),+];

            fn value(&self) -> $crate::tables::column::Value<'_> {
                $crate::tables::column::Value::Word(match self {
                    $(Self::$variant => $word,)+
                })
            }
        }

        #[cfg(test)]
        impl $crate::tables::column::tests::Words for $kind {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

pub(super) use {rows, words};

/// A text for a cell that may be empty.
pub(super) fn given<T: AsRef<str>>(text: T) -> Option<T> {
    (!text.as_ref().is_empty()).then_some(text)
}

/// A list for a cell that may be empty.
pub(super) fn given_list<T, L: AsRef<[T]>>(items: L) -> Option<L> {
    (!items.as_ref().is_empty()).then_some(items)
}

/// The word that a cell of a fixed list says; empty for any other cell.
pub(super) fn word(cell: &impl Cell) -> &str {
    match cell.value() {
        Value::Word(word) => word,
        _ => "",
    }
}

impl Cell for &str {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

/// A word of the program's own: an id that it made, the name of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a>(pub(super) &'a str);

impl Cell for Word<'_> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Word(self.0)
    }
}

/// A text as a cell shows it, read from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown<'a>(pub(super) &'a str);

impl Cell for Shown<'_> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Shown(self.0)
    }
}

impl Cell for Cow<'_, str> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Cell for String {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Cell for u32 {
    const TYPE: Type = Type::Integer;

    fn value(&self) -> Value<'_> {
        Value::Integer(u64::from(*self))
    }
}

impl Cell for u64 {
    const TYPE: Type = Type::Integer;

    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl Cell for f64 {
    const TYPE: Type = Type::Number;

    fn value(&self) -> Value<'_> {
        Value::Number(*self)
    }
}

/// Three decimals are more than a confidence means.
impl Cell for f32 {
    const TYPE: Type = Type::Number;

    fn value(&self) -> Value<'_> {
        Value::Share(*self)
    }
}

impl Cell for Date {
    const TYPE: Type = Type::Date;

    fn value(&self) -> Value<'_> {
        Value::Date(*self)
    }
}

/// The number of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cluster(pub(super) u64);

impl Cell for Cluster {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Hash("clu_", self.0)
    }
}

impl Cell for Vec<&str> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Texts(self)
    }
}

impl Cell for &[&str] {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Texts(self)
    }
}

impl Cell for &[u32] {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Integers(self)
    }
}

impl Cell for Vec<u32> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Integers(self)
    }
}

impl<T: Cell> Cell for Option<T> {
    const TYPE: Type = T::TYPE;
    const IS_OPTIONAL: bool = true;
    const VALUES: &'static [&'static str] = T::VALUES;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Missing, Cell::value)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde::Serialize;

    use super::*;
    use crate::attribution::QuoteKind;
    use crate::claims::{
        ClaimKind, Comparator, Direction, Modality, Polarity, Precision, Relation,
    };
    use crate::entities::How;
    use crate::lexicon::EntityKind;
    use crate::read::DateSource;

    /// Every variant of an enum, in the order of its words.
    pub(crate) trait Words: Sized + 'static {
        const ALL: &'static [Self];
    }

    fn check<T: Words + Cell + Serialize>() {
        let json = serde_json::to_value(T::ALL).unwrap();
        assert_eq!(json, serde_json::to_value(T::VALUES).unwrap());
        let cells: Vec<&str> = T::ALL.iter().map(word).collect();
        assert_eq!(cells, T::VALUES);
    }

    #[test]
    fn cells_and_json_say_the_same_words() {
        check::<DateSource>();
        check::<EntityKind>();
        check::<crate::tables::said::SpeakerKind>();
        check::<How>();
        check::<QuoteKind>();
        check::<ClaimKind>();
        check::<Polarity>();
        check::<Modality>();
        check::<Comparator>();
        check::<Direction>();
        check::<Precision>();
        check::<Relation>();
        check::<crate::tables::dates::Role>();
    }
}
