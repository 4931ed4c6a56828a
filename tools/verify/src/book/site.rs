//! The built book: its pages, parsed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Selector};

use crate::context::{Context, Stuck, files_below, read};

/// The built book.
pub(super) struct Site {
    /// Where it is.
    pub(super) folder: PathBuf,
    /// Its pages, by path.
    pub(super) pages: Vec<Page>,
    /// Every file, relative to the folder.
    files: HashSet<String>,
}

/// A built page.
pub(super) struct Page {
    /// Its path relative to the folder: `01-blocking-io.html`.
    pub(super) path: String,
    /// What findings name: the Markdown file if there is one, else the built file.
    pub(super) place: String,
    /// Whether this page is to be looked at; others are only linked to.
    pub(super) wanted: bool,
    /// The page.
    pub(super) html: Html,
    /// What a fragment can name.
    pub(super) ids: HashSet<String>,
}

impl Site {
    pub(super) fn read(context: &Context, folder: &Path) -> Result<Self, Stuck> {
        let mut pages = Vec::new();
        let mut files = HashSet::new();
        for path in files_below(folder, &|_| true)? {
            let relative = relative(folder, &path);
            if relative.ends_with(".html") {
                pages.push(Page::read(context, &path, relative.clone())?);
            }
            files.insert(relative);
        }
        Ok(Self {
            folder: folder.to_owned(),
            pages,
            files,
        })
    }

    /// Whether a file is there, named relative to the folder.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The page with this path.
    pub(super) fn page(&self, path: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.path == path)
    }

    /// The pages to look at.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.wanted)
    }

    /// The style sheets and scripts, relative to the folder.
    pub(super) fn files_with(&self, extension: &str) -> Vec<&str> {
        let mut found: Vec<_> = self.files.iter().map(String::as_str).collect();
        found.retain(|path| path.ends_with(extension));
        found.sort_unstable();
        found
    }
}

impl Page {
    fn read(context: &Context, path: &Path, relative: String) -> Result<Self, Stuck> {
        let html = Html::parse_document(&read(path)?);
        let ids = html
            .select(&select("[id], a[name]"))
            .filter_map(|element| element.attr("id").or(element.attr("name")))
            .map(str::to_owned)
            .collect();
        let stem = relative.trim_end_matches(".html");
        let source = context.page(stem);
        let place = if source.is_file() {
            context.relative(&source)
        } else {
            context.relative(path)
        };
        let wanted = context.chapter.is_none() || context.wants(stem);
        Ok(Self {
            path: relative,
            place,
            wanted,
            html,
            ids,
        })
    }

    /// Whether mdbook makes this page of all others, or of none.
    pub(super) fn is_made_of_others(&self) -> bool {
        matches!(self.path.as_str(), "print.html" | "toc.html" | "404.html")
    }

    /// All elements that the selector names.
    pub(super) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&select(selector)).collect()
    }
}

/// Parses one of our own selectors.
pub(super) fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("the selectors in this crate are valid")
}

/// A path below `folder`, with `/` between its parts.
fn relative(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a file of the book, and perhaps to a fragment in it.
    Inside(String, Option<String>),
    /// To another host.
    Outside,
    /// Nowhere: data in the address itself, a mail, a script.
    Nowhere,
}

/// Reads an address as it stands in the file `from`.
pub(super) fn target(from: &str, address: &str) -> Target {
    let address = address.trim();
    let lower = address.to_lowercase();
    let begins = |beginnings: &[&str]| beginnings.iter().any(|one| lower.starts_with(one));
    if begins(&["//", "http:", "https:", "ws:", "wss:", "ftp:"]) {
        return Target::Outside;
    }
    if begins(&["data:", "mailto:", "javascript:", "about:", "blob:"]) {
        return Target::Nowhere;
    }
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = decode(path.split('?').next().unwrap_or_default());
    let fragment = Some(decode(fragment)).filter(|fragment| !fragment.is_empty());
    let path = if path.is_empty() {
        from.to_owned()
    } else {
        join(from, &path)
    };
    Target::Inside(path, fragment)
}

/// The path that a relative address in the file `from` means; a folder means the index in it.
fn join(from: &str, path: &str) -> String {
    let base = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder,
        _ => "",
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if path.ends_with('/') || parts.is_empty() {
        parts.push("index.html");
    }
    parts.join("/")
}

/// Undoes `%20` and the like.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
