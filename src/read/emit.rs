//! What every reader of one run hands its findings to.

use std::io;
use std::ops::ControlFlow;

use super::article::Article;
use super::assemble::{Origin, assemble};
use super::decode::decode;
use super::fields::{FieldNames, Fields};
use super::ids::Ids;
use super::mend::mend;
use super::options::{Options, Role};
use super::record;
use super::reject::{Fault, Reject};
use super::source::Source;
use super::{Flow, Item};

/// The longest record or plain text that is read, in bytes.
///
/// No article comes near (War and Peace is 3 MB), a broken dump may hold a line of any length, and
/// the stages hold several times the length of the text in memory.
pub(super) const LIMIT: usize = 64 << 20;

/// Makes articles of what is read, and hands them and the rejects on, in order.
pub(super) struct Emitter<'a> {
    pub(super) names: FieldNames,
    /// [`LIMIT`], or less in tests.
    pub(super) limit: usize,
    ids: Ids,
    sink: &'a mut dyn FnMut(Item) -> Flow,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(options: &Options, sink: &'a mut dyn FnMut(Item) -> Flow) -> Self {
        Self { names: FieldNames::new(options), limit: LIMIT, ids: Ids::default(), sink }
    }

    /// Hands a reject on.
    pub(super) fn reject(&mut self, origin: &Origin, record: Option<u64>, fault: &Fault) -> Flow {
        let (source, reason) = (origin.source.clone(), fault.to_string());
        (self.sink)(Err(Reject { source, record, reason }))
    }

    /// Hands on where reading broke off.
    pub(super) fn broken(
        &mut self,
        origin: &Origin,
        record: Option<u64>,
        source: &Source<'_>,
        err: io::Error,
    ) -> Flow {
        let n_bytes = source.bytes.n_consumed();
        self.reject(origin, record, &Fault::Broken { n_bytes, packing: source.packing, err })
    }

    /// Makes an article of the fields of a record, when there is text.
    pub(super) fn fields(
        &mut self,
        origin: &Origin,
        record: Option<u64>,
        fields: Fields,
        encoding: &'static str,
    ) -> Flow {
        if record.is_some() && !fields.has_text_field {
            let told = self.names.told(Role::Text).map(str::to_owned);
            return self.reject(origin, record, &Fault::NoTextField(told));
        }
        match assemble(origin, record, fields, encoding) {
            Ok(article) => self.article(origin, article),
            Err(fault) => self.reject(origin, record, &fault),
        }
    }

    /// Makes an article of one JSON record.
    pub(super) fn json(
        &mut self,
        origin: &Origin,
        record: u64,
        bytes: &[u8],
        encoding: Option<&'static str>,
    ) -> Flow {
        let decoded = decode(bytes);
        let fields = record::read(&decoded.text, &self.names).or_else(|err| {
            let mended = mend(&decoded.text).ok_or(err)?;
            record::read(&mended, &self.names)
        });
        let record = Some(record);
        match fields {
            Ok(fields) => {
                let encoding = encoding.unwrap_or(decoded.encoding);
                self.damaged(origin, record, decoded.n_bad, encoding)?;
                self.fields(origin, record, fields, encoding)
            }
            Err(err) => self.reject(origin, record, &Fault::Json(err)),
        }
    }

    /// Tells of places that could not be decoded, when there are any.
    pub(super) fn damaged(
        &mut self,
        origin: &Origin,
        record: Option<u64>,
        n_bad: u64,
        encoding: &'static str,
    ) -> Flow {
        match n_bad {
            0 => ControlFlow::Continue(()),
            _ => self.reject(origin, record, &Fault::Damaged { n_bad, encoding }),
        }
    }

    fn article(&mut self, origin: &Origin, mut article: Article) -> Flow {
        article.id = self.ids.next(origin, &article);
        (self.sink)(Ok(article))
    }
}
