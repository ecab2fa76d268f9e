//! What the user tells of a dump: which field holds what.

use std::fmt;
use std::str::FromStr;

/// What a field of a record may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The article itself.
    Text,
    /// Headline.
    Title,
    /// Day of publication.
    Date,
    /// Address.
    Url,
    /// Publication.
    Outlet,
    /// Byline.
    Author,
    /// The record's own id.
    Id,
}

/// How to read; made from the arguments of `--field`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    // Role and the name or dotted path of its field, in the order given.
    fields: Vec<(Role, String)>,
}

/// A `--field` argument that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionError {
    /// There is no `=`, or nothing on one side of it.
    Form(String),
    /// The word before the `=` is no role.
    Role(String),
    /// Two fields for one role.
    Twice(Role),
}

impl Role {
    /// All roles, in the order of `Role`.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Title, Self::Date, Self::Url, Self::Outlet, Self::Author, Self::Id];

    /// The word that `--field` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Url => "url",
            Self::Outlet => "source",
            Self::Author => "author",
            Self::Id => "id",
        }
    }
}

impl FromStr for Role {
    type Err = OptionError;

    fn from_str(word: &str) -> Result<Self, OptionError> {
        let role = Self::ALL.into_iter().find(|role| role.name().eq_ignore_ascii_case(word));
        role.ok_or_else(|| OptionError::Role(word.to_owned()))
    }
}

impl Options {
    /// Takes arguments of the form `text=NAME`.
    ///
    /// # Errors
    ///
    /// The first argument that is not `role=NAME`, names no role, or names a role again.
    pub fn parse(fields: &[String]) -> Result<Self, OptionError> {
        let mut options = Self::default();
        for field in fields {
            let (role, name) = match field.split_once('=') {
                Some((role, name)) if !role.is_empty() && !name.is_empty() => (role, name),
                _ => return Err(OptionError::Form(field.clone())),
            };
            let role: Role = role.trim().parse()?;
            if options.field(role).is_some() {
                return Err(OptionError::Twice(role));
            }
            options.fields.push((role, name.trim().to_owned()));
        }
        Ok(options)
    }

    /// The field that was told for a role.
    pub fn field(&self, role: Role) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == role).map(|(_, name)| name.as_str())
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(field) => {
                write!(f, "{field:?} is not of the form ROLE=NAME, such as text=body")
            }
            Self::Role(word) => {
                let known = Role::ALL.map(Role::name).join(", ");
                write!(f, "{word:?} is no role of a field; the roles are {known}")
            }
            Self::Twice(role) => write!(f, "two fields are given for {}", role.name()),
        }
    }
}

impl std::error::Error for OptionError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fields: &[&str]) -> Result<Options, String> {
        let fields: Vec<String> = fields.iter().map(|&field| field.into()).collect();
        Options::parse(&fields).map_err(|err| err.to_string())
    }

    #[test]
    fn takes_roles_and_refuses_the_rest() {
        let options = check(&["text=Body Text", "DATE=when"]).unwrap();
        assert_eq!(options.field(Role::Text), Some("Body Text"));
        assert_eq!(options.field(Role::Date), Some("when"));
        assert_eq!(options.field(Role::Id), None);
        let unknown = check(&["txt=body"]).unwrap_err();
        assert!(unknown.contains("\"txt\" is no role"));
        for bad in [&["text"][..], &["text="], &["=body"], &["text=a", "text=b"]] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }
}
