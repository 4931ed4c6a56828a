//! The pages as Markdown: their code blocks, headings, images and includes.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::context::{Context, Stuck, file_name, files_below, read};

/// A page of the book.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its file.
    pub(crate) path: PathBuf,
    /// Its text, includes not yet replaced.
    pub(crate) text: String,
}

/// A block of code, or one piece of code inside a sentence.
#[derive(Debug)]
pub(crate) struct Code {
    /// The line on which its content begins, counted from 1.
    pub(crate) line: usize,
    /// What stands behind the opening fence; empty for a bare or indented block; `None` inside a sentence.
    pub(crate) info: Option<String>,
    /// The content.
    pub(crate) text: String,
}

/// A heading.
#[derive(Debug)]
pub(crate) struct Heading {
    /// Its line, counted from 1.
    pub(crate) line: usize,
    /// Its explicit id.
    pub(crate) id: Option<String>,
    /// Its words.
    pub(crate) text: String,
}

/// The pages to look at: of one chapter, or every Markdown file of the book.
pub(crate) fn pages(context: &Context) -> Result<Vec<Page>, Stuck> {
    let folder = context.pages_folder();
    let wanted = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "md")
            && (context.chapter.is_none() || context.wants(&file_name(path).replace(".md", "")))
    };
    let files = files_below(&folder, &wanted)?;
    files.into_iter().map(Page::read).collect()
}

impl Page {
    /// A page from a file.
    pub(crate) fn read(path: PathBuf) -> Result<Self, Stuck> {
        let text = read(&path)?;
        Ok(Self { path, text })
    }

    /// Every piece of code, in order.
    pub(crate) fn code(&self) -> Vec<Code> {
        let mut found = Vec::new();
        let mut open: Option<Code> = None;
        for (event, range) in self.events() {
            match (event, &mut open) {
                (Event::Start(Tag::CodeBlock(kind)), _) => {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => info.into_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    open = Some(Code {
                        line: 0,
                        info: Some(info),
                        text: String::new(),
                    });
                }
                (Event::Text(text), Some(block)) => {
                    if block.line == 0 {
                        block.line = self.line(range.start);
                    }
                    block.text.push_str(&text);
                }
                (Event::End(TagEnd::CodeBlock), _) => found.extend(open.take()),
                (Event::Code(text), _) => found.push(Code {
                    line: self.line(range.start),
                    info: None,
                    text: text.into_string(),
                }),
                _ => {}
            }
        }
        found
    }

    /// Every line of raw HTML that begins a block of code, with its number: the way around a fence.
    pub(crate) fn raw_code(&self) -> Vec<usize> {
        self.events()
            .filter_map(|(event, range)| match event {
                Event::Html(html) | Event::InlineHtml(html) if html.contains("<pre") => {
                    Some(self.line(range.start))
                }
                _ => None,
            })
            .collect()
    }

    /// Every heading, in order.
    pub(crate) fn headings(&self) -> Vec<Heading> {
        let mut found: Vec<Heading> = Vec::new();
        let mut inside = false;
        for (event, range) in self.events() {
            match event {
                Event::Start(Tag::Heading { id, .. }) => {
                    inside = true;
                    found.push(Heading {
                        line: self.line(range.start),
                        id: id.map(Into::into),
                        text: String::new(),
                    });
                }
                Event::End(TagEnd::Heading(_)) => inside = false,
                Event::Text(text) | Event::Code(text) if inside => {
                    if let Some(heading) = found.last_mut() {
                        heading.text.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Every include, with its line: `{{#include path}}`, `{{#include path:anchor}}` and the like.
    pub(crate) fn includes(&self) -> Vec<(usize, Include)> {
        let lines = self.text.lines().enumerate();
        lines
            .flat_map(|(index, line)| {
                let includes = INCLUDE.captures_iter(line);
                includes.map(move |found| (index + 1, Include::new(&found[1], &found[2])))
            })
            .collect()
    }

    fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        let options = Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_DEFINITION_LIST;
        Parser::new_ext(&self.text, options).into_offset_iter()
    }

    fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }
}

/// What an include asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Include {
    /// `include`, `rustdoc_include`, `playground`, ….
    pub(crate) verb: String,
    /// The file, relative to the page's folder.
    pub(crate) file: String,
    /// An anchor, or a range of lines, behind the first colon.
    pub(crate) part: Option<String>,
}

static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{\{#(\w+)\s+([^}]+?)\s*\}\}").expect("the pattern for includes is valid")
});

impl Include {
    fn new(verb: &str, argument: &str) -> Self {
        let (file, part) = match argument.split_once(':') {
            Some((file, part)) => (file, Some(part.to_owned())),
            None => (argument, None),
        };
        Self {
            verb: verb.to_owned(),
            file: file.to_owned(),
            part,
        }
    }

    /// The include that a line consists of, if it consists of one.
    pub(crate) fn whole_line(line: &str) -> Option<Self> {
        let line = line.trim();
        let found = INCLUDE.captures(line)?;
        (found[0].len() == line.len()).then(|| Self::new(&found[1], &found[2]))
    }

    /// The file that it names, without `..` in its path, as seen from `page`.
    pub(crate) fn target(&self, page: &Path) -> PathBuf {
        let mut path = page.parent().unwrap_or(page).to_owned();
        for part in Path::new(&self.file).components() {
            match part {
                std::path::Component::ParentDir => {
                    path.pop();
                }
                std::path::Component::CurDir => {}
                part => path.push(part),
            }
        }
        path
    }
}
