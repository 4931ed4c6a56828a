//! The built book in memory, as the server gives it out.
//!
//! A request is answered from this table and nothing else. So no path can lead out of the book, and a rebuild is one swap.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

/// The files of the book, by the path in their URL: `/`, `/01-blocking-io.html`.
#[derive(Debug, Default, PartialEq)]
pub struct Site(HashMap<String, File>);

/// One file of the book.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What the browser is told about it.
    pub content_type: &'static str,
}

/// What a path leads to.
#[derive(Debug, PartialEq)]
pub enum Found<'a> {
    /// A file.
    File(&'a File),
    /// A folder that was asked for without its slash; here it is with it.
    Folder(String),
    /// Nothing.
    Nothing,
}

impl Site {
    /// Reads all files below `folder`. Symbolic links are left out: they may lead anywhere.
    ///
    /// # Errors
    /// If a file or a folder cannot be read.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut site = Self::default();
        site.add(folder, "/")?;
        Ok(site)
    }

    fn add(&mut self, folder: &Path, url: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let url = format!("{url}{}", entry.file_name().to_string_lossy());
            if kind.is_dir() {
                self.add(&entry.path(), &format!("{url}/"))?;
            } else if kind.is_file() {
                let file = File {
                    bytes: fs::read(entry.path())?,
                    content_type: content_type(&url),
                };
                self.0.insert(url, file);
            }
        }
        Ok(())
    }

    /// What the path of a URL leads to; `%20` and the like are decoded. There is no listing of folders.
    pub fn find(&self, path: &str) -> Found<'_> {
        let Some(path) = decoded(path) else {
            return Found::Nothing;
        };
        let index = |folder: &str| self.0.get(&format!("{folder}index.html"));
        if path.ends_with('/') {
            return index(&path).map_or(Found::Nothing, Found::File);
        }
        match self.0.get(&path) {
            Some(file) => Found::File(file),
            // The folder is in the table under its name as it is, so this URL needs no decoding by the browser.
            None if index(&format!("{path}/")).is_some() => Found::Folder(format!("{path}/")),
            None => Found::Nothing,
        }
    }

    /// The page that says that there is no such page.
    pub fn not_found(&self) -> Option<&File> {
        self.0.get("/404.html")
    }
}

/// Undoes percent-encoding; nothing if it is broken or gives no UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

fn content_type(url: &str) -> &'static str {
    match url.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "xml" => "text/xml; charset=utf-8",
        "txt" | "md" | "rs" | "py" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
