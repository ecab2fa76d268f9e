//! Countries as lists name them.

use rustc_hash::FxHashMap;

use crate::lexicon::check::folded;
use crate::lexicon::entity::{EntityKind, Lexicon};

/// The code of a country by everything that it is called.
#[derive(Debug)]
pub(super) struct Countries {
    by_form: FxHashMap<String, String>,
}

impl Countries {
    /// The countries of a lexicon: by code, Wikidata id, name and strong aliases.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut by_form = FxHashMap::default();
        by_form.insert("uk".to_owned(), "gb".to_owned());
        by_form.insert("eu".to_owned(), "eu".to_owned());
        for country in lexicon.entities.iter().filter(|row| row.kind == EntityKind::Country) {
            let forms = [&country.country, &country.wikidata, &country.name];
            let forms = forms.into_iter().chain(&country.aliases).chain(&country.weak_aliases);
            for form in forms.filter(|form| !form.is_empty()) {
                by_form.insert(folded(form).to_lowercase(), country.country.clone());
            }
        }
        Self { by_form }
    }

    /// The code of a country by code, name or Wikidata id.
    pub(super) fn find(&self, text: &str) -> Option<&str> {
        let text = text.trim().rsplit('/').next().unwrap_or_default();
        let text = text.strip_prefix("the ").unwrap_or(text);
        self.by_form.get(&folded(text).to_lowercase()).map(String::as_str)
    }

    /// The country at the end of an office's name: `President of Albania`,
    /// `Minister of Trade (Fiji)`.
    pub(super) fn inside(&self, office: &str) -> Option<&str> {
        let bracket = office.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let bracket = bracket.map(|(_, country)| country);
        bracket
            .or_else(|| office.rsplit_once(" of ").map(|(_, country)| country))
            .and_then(|text| self.find(text))
    }
}
