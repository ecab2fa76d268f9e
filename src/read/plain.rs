//! Plain text: a file is an article.

use std::io::Read;

use super::Flow;
use super::assemble::Origin;
use super::decode::{decode, is_binary};
use super::emit::Emitter;
use super::fields::{Fields, Slot};
use super::options::Role;
use super::reject::Fault;
use super::source::Source;

/// Reads all of a file as the text of one article.
pub(super) fn read(source: &mut Source<'_>, origin: &Origin, emitter: &mut Emitter<'_>) -> Flow {
    let limit = emitter.limit;
    let mut bytes = Vec::new();
    let read = source.bytes.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        return emitter.reject(origin, None, &Fault::TooLong(limit));
    }
    if is_binary(&bytes) {
        return emitter.reject(origin, None, &Fault::Binary("control characters or NUL bytes"));
    }
    if let Err(err) = read {
        emitter.broken(origin, None, source, err)?;
    }
    let (text, encoding, n_bad) = match String::from_utf8(bytes) {
        Ok(text) => (text, "UTF-8", source.take_bad()),
        Err(err) => {
            let decoded = decode(err.as_bytes());
            (decoded.text.into_owned(), decoded.encoding, decoded.n_bad)
        }
    };
    let encoding = source.encoding.unwrap_or(encoding);
    emitter.damaged(origin, None, n_bad, encoding)?;
    let mut fields = Fields::default();
    fields.offer(Slot { role: Role::Text, rank: 0 }, text);
    emitter.fields(origin, None, fields, encoding)
}
