//! One JSON record: an object, of which only the fields with a role are kept.
//!
//! Lists are joined (paragraphs of a text by a blank line, names by `; `), and of an object its
//! name counts (`source: {"name": ...}`, `_id: {"$oid": ...}`), or its fields where it wraps the
//! record (`_source: {...}`).

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::fields::{FieldNames, Fields};
use super::options::Role;

/// Fields of an object that stands for a string, the best first: names, New York Times and
/// `WordPress` headlines, XML and PHP turned to JSON, `MongoDB` dates and ids.
const INNER: [&str; 14] = [
    "name",
    "title",
    "main",
    "original",
    "rendered",
    "value",
    "#text",
    "$date",
    "$oid",
    "$numberLong",
    "date",
    "url",
    "href",
    "uri",
];

/// The same for an object that stands for a text, or for a paragraph of it.
const INNER_TEXT: [&str; 6] = ["text", "content", "body", "rendered", "value", "#text"];

/// Reads one object; anything else is an error.
///
/// # Errors
///
/// Where the text is no JSON, or goes on after the object.
pub(super) fn read(json: &str, names: &FieldNames) -> Result<Fields, serde_json::Error> {
    let mut fields = Fields::default();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_map(Object { names, fields: &mut fields, path: "" })?;
    deserializer.end()?;
    Ok(fields)
}

/// The record, or an object that wraps it; `path` ends with `.` unless it is empty.
struct Object<'a> {
    names: &'a FieldNames,
    fields: &'a mut Fields,
    path: &'a str,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key)? {
            let path: Cow<'_, str> = match self.path {
                "" => Cow::Borrowed(&key),
                path => Cow::Owned(format!("{path}{key}")),
            };
            let slot = self.names.slot(&path, &key);
            let is_wrapper = self.names.is_wrapper(&path, &key);
            if slot.is_none() && !is_wrapper {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            match (map.next_value::<Value>()?, slot) {
                (object @ Value::Object(_), _) if is_wrapper => {
                    let (names, fields) = (self.names, &mut *self.fields);
                    // Only wrong keys of a map can fail here, and a `Value` has none.
                    let _ =
                        object.deserialize_map(Object { names, fields, path: &format!("{path}.") });
                }
                (value, Some(slot)) => self.fields.offer(slot, flat(value, slot.role)),
                (_, None) => {}
            }
        }
        Ok(())
    }
}

/// A key, borrowed where it holds no escape.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

/// A value as one string; empty where it is null, true or false.
fn flat(value: Value, role: Role) -> String {
    match value {
        Value::Null | Value::Bool(_) => String::new(),
        Value::Number(number) => number.to_string(),
        Value::String(string) => string,
        Value::Array(values) => {
            let parts = values.into_iter().map(|value| flat(value, role));
            let parts: Vec<String> = parts.filter(|part| !part.trim_ascii().is_empty()).collect();
            parts.join(if role == Role::Text { "\n\n" } else { "; " })
        }
        Value::Object(mut object) => {
            let names: &[&str] = if role == Role::Text { &INNER_TEXT } else { &INNER };
            let inner = names.iter().find_map(|name| object.remove(*name));
            inner.map_or_else(String::new, |value| flat(value, role))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Options;

    fn check(json: &str, expected: &[(Role, &str)]) {
        let names = FieldNames::new(&Options::default());
        let mut fields = read(json, &names).unwrap();
        for role in Role::ALL {
            let expected = expected.iter().find(|(known, _)| *known == role);
            assert_eq!(
                fields.take(role),
                expected.map_or("", |(_, value)| value),
                "{role:?}: {json}"
            );
        }
    }

    #[test]
    fn finds_plain_and_nested_fields() {
        check(
            r#"{"id": 7, "title": "T", "text": "a\nb", "tags": ["x", {"text": "no"}], "date": null}"#,
            &[(Role::Id, "7"), (Role::Title, "T"), (Role::Text, "a\nb")],
        );
        check(
            r#"{"source": {"id": "x", "name": "CNN", "url": "no"}, "authors": ["A", {"name": "B"}, null]}"#,
            &[(Role::Outlet, "CNN"), (Role::Author, "A; B")],
        );
        check(
            r#"{"_id": {"$oid": "5f"}, "_source": {"body": ["One.", "", "Two."], "\u0064ate": {"$date": 1}}}"#,
            &[(Role::Id, "5f"), (Role::Text, "One.\n\nTwo."), (Role::Date, "1")],
        );
        check(
            r#"{"content": [{"name": "p", "text": "One."}], "date": {"date": "2019", "zone": 3}}"#,
            &[(Role::Text, "One."), (Role::Date, "2019")],
        );
        check(r#"{"article": "plain", "data": 3}"#, &[(Role::Text, "plain")]);
    }

    #[test]
    fn refuses_what_is_no_object() {
        let names = FieldNames::new(&Options::default());
        for bad in ["", "[]", "3", "{", r#"{"text": "a"} x"#, r#"{"text": "a}"#, "null"] {
            assert!(read(bad, &names).is_err(), "{bad}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(&format!(r#"{{"text": {deep}"#), &names).is_err());
        assert!(read(&format!(r#"{{"tags": {deep}"#), &names).is_err());
    }
}
