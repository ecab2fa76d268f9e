//! The reader on files and folders: every format, every packing, every reject.

use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use onrecord::read::{self, Article, DateSource, Options, Reject};
use tempfile::TempDir;

/// Everything that is read of some inputs.
struct Made {
    articles: Vec<Article>,
    rejects: Vec<Reject>,
    n_read: u64,
}

fn read(inputs: &[PathBuf], fields: &[&str]) -> Made {
    let fields: Vec<String> = fields.iter().map(|&field| field.into()).collect();
    let n_read = AtomicU64::new(0);
    let (mut articles, mut rejects) = (Vec::new(), Vec::new());
    let done = read::read(inputs, &Options::parse(&fields).unwrap(), &n_read, &mut |item| {
        match item {
            Ok(article) => articles.push(article),
            Err(reject) => rejects.push(reject),
        }
        ControlFlow::Continue(())
    });
    assert!(done.is_continue());
    Made { articles, rejects, n_read: n_read.into_inner() }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn read_folder(dir: &TempDir) -> Made {
    read(&[dir.path().to_owned()], &[])
}

impl Made {
    fn texts(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.text.as_str()).collect()
    }

    fn docs(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.doc.as_str()).collect()
    }

    /// Rejects as `name:record: reason`, the folder left out.
    fn told(&self, dir: &Path) -> Vec<String> {
        let line = |reject: &Reject| {
            let name = Path::new(&reject.source).strip_prefix(dir).unwrap().display();
            let record = reject.record.map_or(String::new(), |record| format!("{record}:"));
            format!("{name}:{record} {}", reject.reason)
        };
        self.rejects.iter().map(line).collect()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

const LINES: &str = "{\"id\": \"x7\", \"title\": \"First\", \"text\": \"One \\\"q\\\".\\nTwo.\", \
    \"date\": \"2019-11-26T23:00:00-05:00\", \"source\": {\"name\": \"Paper\"}, \
    \"authors\": [\"A B\", \"C D\"], \"url\": \"https://example.org/1\"}\n\
    {\"text\": \"“Só” 🙂\", \"url\": \"https://example.org/2016/05/04/a.html\"}\n";

const TABLE: &str = "id,Title,TEXT,pubDate,publication,author,link\r\n\
    x7,First,\"One \"\"q\"\".\nTwo.\",2019-11-26,Paper,\"['A B', 'C D']\",https://example.org/1\r\n\
    ,,“Só” 🙂,,,,https://example.org/2016/05/04/a.html\r\n";

#[test]
fn every_format_in_every_packing() {
    let array = format!("[{}]", LINES.trim().replace("}\n{", "},\n{"));
    let around = format!("{{\"status\": \"ok\", \"response\": {{\"docs\": {array}}}}}");
    let tabs = TABLE.replace(",\"['A B', 'C D']\",", ",A B; C D,").replace(',', "\t");
    let semicolons = TABLE.replace(',', ";").replace("'A B'; 'C D'", "'A B', 'C D'");
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(TABLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(LINES.as_bytes());
    let files: [(&str, &[u8]); 11] = [
        ("lines.jsonl", LINES.as_bytes()),
        ("marked.ndjson", &marked),
        ("lines.json", LINES.as_bytes()),
        ("array.json", array.as_bytes()),
        ("spread.jsonl", array.as_bytes()),
        ("around.json", around.as_bytes()),
        ("table.csv", TABLE.as_bytes()),
        ("told.csv", &[b"sep=;\r\n", semicolons.as_bytes()].concat()),
        ("semicolons.csv", semicolons.as_bytes()),
        ("tabs.tsv", tabs.as_bytes()),
        ("utf16.csv", &utf16),
    ];
    for (name, bytes) in files {
        let mut xz = liblzma::write::XzEncoder::new(Vec::new(), 1);
        let mut bz2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        xz.write_all(bytes).unwrap();
        bz2.write_all(bytes).unwrap();
        let packed = [
            ("", bytes.to_vec()),
            (".gz", [gzip(&bytes[..9]), gzip(&bytes[9..])].concat()),
            (".zst", zstd::encode_all(bytes, 1).unwrap()),
            (".xz", xz.finish().unwrap()),
            (".bz2", bz2.finish().unwrap()),
        ];
        for (end, bytes) in packed {
            let name = format!("{name}{end}");
            let made = read_folder(&folder(&[(&name, &bytes)]));
            assert_eq!(made.rejects, [], "{name}");
            assert_eq!(made.n_read, bytes.len() as u64, "{name}");
            check_both(&made.articles, &name);
        }
    }
}

/// The two articles that `LINES` and `TABLE` hold.
fn check_both(articles: &[Article], name: &str) {
    let [first, second] = articles else { panic!("{name}: {articles:?}") };
    let stem = name.split('.').next().unwrap();
    assert_eq!(first.text.as_str(), "One \"q\".\nTwo.", "{name}");
    let fields =
        [&first.doc, &first.title, &first.outlet, &first.author, &first.url].map(String::as_str);
    assert_eq!(fields, ["x7", "First", "Paper", "A B; C D", "https://example.org/1"], "{name}");
    assert_eq!(first.published.unwrap().to_string(), "2019-11-26", "{name}");
    assert_eq!((first.record, second.record), (Some(1), Some(2)), "{name}");
    assert_eq!(second.text.as_str(), "“Só” 🙂", "{name}");
    assert_eq!((second.doc.as_str(), second.title.as_str()), (&*format!("{stem}-2"), ""), "{name}");
    assert_eq!(second.published.unwrap().to_string(), "2016-05-04", "{name}");
    let encoding = if stem == "utf16" { "UTF-16LE" } else { "UTF-8" };
    assert_eq!(first.encoding, encoding, "{name}");
}

#[test]
fn plain_text_keeps_every_character() {
    let text = " \r\nWASHINGTON (AP) — “Quoted” text.\r\n\r\nMore\u{a0}🙂\n";
    let utf16: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let dir = folder(&[
        ("a_2015-11-11_title.txt", text.as_bytes()),
        ("b.txt", &[b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("c.md", &utf16),
        ("d.txt", b"He said \x93caf\xE9\x94 \x96 and na\xEFve."),
        ("e.TXT.gz", &gzip(text.as_bytes())),
    ]);
    let made = read_folder(&dir);
    assert_eq!(made.rejects, []);
    assert_eq!(made.texts(), [text, text, text, "He said “café” – and naïve.", text]);
    assert_eq!(made.docs(), ["a_2015-11-11_title", "b", "c", "d", "e"]);
    let encodings: Vec<_> = made.articles.iter().map(|article| article.encoding).collect();
    assert_eq!(encodings, ["UTF-8", "UTF-8", "UTF-16BE", "windows-1252", "UTF-8"]);
    let first = &made.articles[0];
    assert_eq!((first.place.as_str(), first.wire.as_str()), ("WASHINGTON", "AP"));
    assert_eq!(first.published.unwrap().to_string(), "2015-11-11");
    assert_eq!(first.date_source, DateSource::FileName);
    assert_eq!(first.record, None);
}

#[test]
fn folders_are_walked_in_byte_order_and_ids_do_not_move() {
    let dir = folder(&[
        ("b/z.txt", b"bz"),
        ("b.txt", b"b"),
        ("b-c.txt", b"b-c"),
        ("a/2015/11/11/x.txt", b"dated"),
        ("B.txt", b"B"),
        (".hidden/x.txt", b"hidden"),
        (".hidden.txt", b"hidden"),
        ("b/é.txt", b"e"),
    ]);
    let made = read_folder(&dir);
    assert_eq!(made.texts(), ["B", "dated", "b-c", "b", "bz", "e"]);
    assert_eq!(made.rejects, []);
    assert_eq!(made.articles[1].published.unwrap().to_string(), "2015-11-11");
    assert_eq!(read::total_bytes(&[dir.path().to_owned()]), Some(13));
    assert_eq!(made.n_read, 13);

    // The same folder elsewhere, a file named alone, and a second run.
    let other = folder(&[("deep/B.txt", b"B")]);
    let alone = read(&[other.path().join("deep/B.txt")], &[]);
    assert_eq!(alone.articles[0].id, made.articles[0].id);
    assert_eq!(read_folder(&dir).articles, made.articles);

    // Copies are other articles, with ids of their own.
    let twice = read(&[dir.path().to_owned(), dir.path().to_owned()], &[]);
    let mut ids: Vec<_> = twice.articles.iter().map(|article| &article.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 12);
}

/// A folder of bad things, and good ones among them.
fn bad_folder() -> TempDir {
    let lines = "{\"text\": \"One.\"}\n{\"text\": \"Two\n\n[3]\n{\"title\": \"no text\"}\n\
        {\"text\": \" \"}\n{\"text\": \"Six.\", \"author\": NaN}\n\
        {\"text\": \"Seven \\ud83d.\"}\nnothing\n{\"text\": \"Nine.\"}";
    let long = gzip(LINES.repeat(400).as_bytes());
    folder(&[
        ("01-good.txt", b"Good."),
        ("02-empty.txt", b""),
        ("03-blank.txt", b" \n\t"),
        ("04-binary.txt", b"\x00\x01\x02text"),
        ("05-report.txt", b"%PDF-1.4 text"),
        ("06-cut.jsonl.gz", &long[..long.len() - 100]),
        ("07-lines.jsonl", lines.as_bytes()),
        ("08-no-text.csv", b"id,name\n1,a\n"),
        ("09-rows.csv", b"text,date\nOne.,2019-01-02\nTwo, and more.,2019-01-03\n\"\",x\nThree.\n"),
        ("10-damaged.txt", "“One” \u{0}two.".replace('\0', "\u{7f}").as_bytes()),
        ("11-bad-utf8.txt", b"\xE2\x80\x9COne\xE2\x80\x9D \xFF two."),
        ("12-no-records.json", b"[]"),
        ("13-unknown.xyz", b"Text."),
        ("14-none", b"Text."),
        ("15-broken.json", b"[{\"text\": \"One.\"}, {\"text\": \"Two}"),
        ("16-header.csv", b"text,date\n"),
        ("17-stray.json", b"{\"text\": \"One.\"} oops {\"text\": \"Two.\"}"),
        ("18-empty.jsonl.gz", &gzip(b"")),
        ("19-no-gzip.txt.gz", b"\x1F\x8B\x08"),
    ])
}

/// What is told of `bad_folder`; starts of lines.
const TOLD: [&str; 24] = [
    "02-empty.txt: empty",
    "03-blank.txt: no text in it",
    "04-binary.txt: no text but NUL bytes: a binary file, or UTF-16 without its mark",
    "05-report.txt: no text but a PDF document",
    "06-cut.jsonl.gz:",
    "07-lines.jsonl:2: no JSON record: EOF while parsing a string, at its byte 13",
    "07-lines.jsonl:4: no JSON record: invalid type: sequence, expected an object, at its byte 0",
    "07-lines.jsonl:5: no field of text; name it with --field text=NAME",
    "07-lines.jsonl:6: no text in it",
    "07-lines.jsonl:9: no JSON record: expected ident, at its byte 2",
    "08-no-text.csv: no column of text among id, name; name it with --field text=NAME",
    "09-rows.csv:2: read in part: 3 cells where the header has 2",
    "09-rows.csv:3: no text in it",
    "09-rows.csv:4: read in part: 1 cells where the header has 2",
    "11-bad-utf8.txt: read in part: 1 places are no UTF-8",
    "12-no-records.json: no records in it",
    "13-unknown.xyz: skipped: .xyz is no known ending",
    "14-none: skipped: the name has no ending",
    "15-broken.json:2: a JSON record that the end of the file cuts",
    "15-broken.json: a JSON record that the end of the file cuts",
    "16-header.csv: no records in it",
    "17-stray.json: read in part: stray text between two JSON records",
    "18-empty.jsonl.gz: empty",
    "19-no-gzip.txt.gz: cannot be read:",
];

/// The articles of `bad_folder`, without those of the cut file.
const GOOD: [&str; 13] = [
    "01-good",
    "07-lines-1",
    "07-lines-7",
    "07-lines-8",
    "07-lines-10",
    "09-rows-1",
    "09-rows-2",
    "09-rows-4",
    "10-damaged",
    "11-bad-utf8",
    "15-broken-1",
    "17-stray-1",
    "17-stray-2",
];

#[test]
fn every_bad_thing_is_told_and_the_rest_is_read() {
    let dir = bad_folder();
    let made = read_folder(&dir);
    let told = made.told(dir.path());
    assert_eq!(told.len(), TOLD.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(TOLD) {
        assert!(told.starts_with(expected), "{told}\nis not\n{expected}");
    }
    assert!(told[4].contains("the gzip stream breaks off after"), "{}", told[4]);
    let docs = made.docs();
    let (cut, others): (Vec<&str>, Vec<&str>) =
        docs.into_iter().partition(|doc| *doc == "x7" || doc.starts_with("06"));
    assert!(cut.len() > 600, "{} of 800 before the break", cut.len());
    assert_eq!(others, GOOD);
}

#[test]
#[cfg(unix)]
fn links_pipes_and_locked_files_are_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let dir = folder(&[("a.txt", b"One."), ("locked.txt", b"Two."), ("sub/b.txt", b"Three.")]);
    let path = |name: &str| dir.path().join(name);
    symlink(path("nowhere"), path("dangling.txt")).unwrap();
    symlink(dir.path(), path("sub/loop")).unwrap();
    symlink(path("a.txt"), path("link.txt")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(path("socket.txt")).unwrap();
    fs::set_permissions(path("locked.txt"), PermissionsExt::from_mode(0o0)).unwrap();
    let is_locked = fs::File::open(path("locked.txt")).is_err(); // Not for the superuser.
    let made = read_folder(&dir);
    let told = made.told(dir.path());
    let mut expected = vec!["dangling.txt: a link to nothing".to_owned()];
    if is_locked {
        expected.push("locked.txt: cannot be read: Permission denied (os error 13)".to_owned());
    }
    expected.push("socket.txt: neither a file nor a folder".to_owned());
    expected.push(format!("sub/loop: a link that loops back to {}", dir.path().display()));
    assert_eq!(told, expected);
    assert_eq!(made.texts().len(), if is_locked { 3 } else { 4 });
}

#[test]
fn missing_inputs_and_named_files() {
    let dir = folder(&[
        ("notes.xyz", b"A note."),
        ("dump", LINES.as_bytes()),
        ("table.dat", b"body;headline\nOne.;First\n"),
    ]);
    let path = |name: &str| dir.path().join(name);
    let inputs = [path("gone"), path("notes.xyz"), path("dump"), path("table.dat")];
    assert_eq!(read::missing(&inputs), [path("gone")]);
    let made = read(&inputs, &[]);
    assert_eq!(made.told(dir.path()), ["gone: no such file or folder"]);
    assert_eq!(made.docs(), ["notes", "x7", "dump-2", "table-1"]);
}

#[test]
fn told_fields_stand_alone() {
    let dir = folder(&[
        ("a.jsonl", b"{\"text\": \"Teaser.\", \"doc\": {\"full\": {\"Body\": \"All of it.\"}}}\n"),
        ("b.csv", b"text,Full Text\nTeaser.,All of it.\n"),
    ]);
    let lines = read(&[dir.path().join("a.jsonl")], &["text=doc.full.body"]);
    assert_eq!(lines.texts(), ["All of it."]);
    let table = read(&[dir.path().join("b.csv")], &["text=full text"]);
    assert_eq!(table.texts(), ["All of it."]);
    let wrong = read(&[dir.path().to_owned()], &["text=nothing"]);
    let told = wrong.told(dir.path());
    assert_eq!(told[0], "a.jsonl:1: no field nothing, or none with text in it");
    assert_eq!(told[1], "b.csv: no column nothing; the columns are text, Full Text");
}

#[test]
fn a_line_of_any_length_is_passed_over() {
    let long = "x".repeat(70 << 20);
    let json =
        format!("{{\"text\": \"One.\"}}\n{{\"text\": \"{long}\"}}\n{{\"text\": \"Three.\"}}\n");
    let table = format!("text\nOne.\n{long}\nThree.\n");
    let dir = folder(&[
        ("a.jsonl", json.as_bytes()),
        ("b.json", format!("[{}]", json.trim().replace('\n', ",")).as_bytes()),
        ("c.csv", table.as_bytes()),
        ("d.txt", long.as_bytes()),
        ("e.txt.zst", &zstd::encode_all(long.as_bytes(), 1).unwrap()),
    ]);
    let made = read_folder(&dir);
    let long = |name: &str| format!("{name} longer than 64 MiB");
    let expected = ["a.jsonl:2:", "b.json:2:", "c.csv:2:", "d.txt:", "e.txt.zst:"].map(long);
    assert_eq!(made.told(dir.path()), expected);
    assert_eq!(made.texts(), ["One.", "Three.", "One.", "Three.", "One.", "Three."]);
}

#[test]
fn the_sink_may_stop_the_reader() {
    let dir = folder(&[("a.jsonl", LINES.as_bytes()), ("b.txt", b"More.")]);
    let (mut n_items, n_read) = (0, AtomicU64::new(0));
    let inputs = [dir.path().to_owned()];
    let done = read::read(&inputs, &Options::default(), &n_read, &mut |_| {
        n_items += 1;
        ControlFlow::Break(())
    });
    assert!(done.is_break());
    assert_eq!((n_items, n_read.load(Ordering::Relaxed)), (1, LINES.len() as u64));
}
