//! `cargo lab`: serves the book, and rebuilds it when its sources change.

use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crate::args::Serve;
use crate::book::{self, Beside};
use crate::failure::Failure;
use crate::files::{self, Watching};
use crate::lab::Lab;
use crate::reload::Shelf;
use crate::screen::Screen;
use crate::signals::Signals;
use crate::site::Site;
use crate::{answer, port, text};

/// Serves the book until Ctrl-C.
///
/// # Errors
/// If the port is busy or the book cannot be built.
pub fn command(lab: &Lab, asked: &Serve) -> Result<ExitCode, Failure> {
    let (listener, remark) = port::listen(asked.port)?;
    let source = Source {
        root: lab.workspace.root().to_owned(),
        built: lab.target().join("book/served"),
        screen: lab.screen,
    };
    let shelf = Arc::new(Shelf::new(source.build()?));
    let watching = source.watch(Arc::clone(&shelf), asked.poll);
    let cannot_listen =
        |error: io::Error| Failure::new(format!("the server cannot start: {error}"));
    let port = listener.local_addr().map_err(cannot_listen)?.port();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(cannot_listen)?;
    runtime.block_on(async {
        // Before the URL is printed: from then on, a signal has to end this cleanly.
        let mut signals = Signals::listen().map_err(cannot_listen)?;
        if let Some(remark) = remark {
            lab.screen.remark(&remark);
        }
        lab.screen.print(&welcome(lab, port))?;
        if !asked.no_open && has_browser() {
            // Without a browser the URL on the screen is enough.
            let _ = open::that_detached(url(port));
        }
        let serving = serve(listener, shelf, port);
        tokio::select! {
            served = serving => served.map_err(cannot_listen)?,
            () = signals.next() => {}
        }
        Ok::<_, Failure>(())
    })?;
    drop(watching);
    Ok(ExitCode::SUCCESS)
}

async fn serve(listener: TcpListener, shelf: Arc<Shelf>, port: u16) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    axum::serve(listener, answer::router(shelf, port)).await
}

fn url(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}

fn welcome(lab: &Lab, port: u16) -> String {
    let mut out = format!("The book: {}\n", lab.screen.bold(&url(port)));
    match lab.exercises() {
        Ok(exercises) => out.push_str(&lab.next_line(&exercises, None)),
        Err(failure) => out.push_str(&format!("{failure}\n")),
    }
    out + "Ctrl-C ends it.\n"
}

/// Whether there is a screen for a browser. On a machine without one, the launchers would complain or start a text browser.
fn has_browser() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"]
            .into_iter()
            .any(set)
}

/// Where the book comes from.
#[derive(Clone)]
struct Source {
    root: PathBuf,
    /// The folder beside which each build goes; it is read into memory and removed.
    built: PathBuf,
    screen: Screen,
}

impl Source {
    fn build(&self) -> Result<Site, Failure> {
        // Where nothing may be written, as in a read-only workspace, the system's folder for such things will do.
        let folder = Beside::create(&self.built)
            .or_else(|_| Beside::create(&std::env::temp_dir().join("poll-by-poll")))
            .map_err(|error| {
                Failure::new(format!("there is no place to build the book: {error}"))
            })?;
        let complaints = book::build(&self.root, &folder.0)?;
        if let Some(first) = complaints.first() {
            let count = text::count(complaints.len(), "warning");
            self.screen
                .remark(&format!("The book has {count}: {first}"));
        }
        Site::load(&folder.0)
            .map_err(|error| Failure::new(format!("the built book cannot be read: {error}")))
    }

    fn watch(&self, shelf: Arc<Shelf>, poll: bool) -> Option<Watching> {
        let folders = ["book", "chapters", "exercises"].map(|folder| self.root.join(folder));
        let root = self.root.clone();
        let wanted = move |path: &Path| path.strip_prefix(&root).is_ok_and(is_source);
        let source = self.clone();
        let changed = move || source.rebuild(&shelf);
        match files::watch(&folders, poll, wanted, changed) {
            Ok(watching) => {
                if let Some(remark) = &watching.remark {
                    self.screen.remark(remark);
                }
                Some(watching)
            }
            Err(why) => {
                self.screen
                    .remark(&format!("{why}; start again to see changes of the book."));
                None
            }
        }
    }

    fn rebuild(&self, shelf: &Shelf) {
        match self.build() {
            Ok(site) => {
                if shelf.replace(site) {
                    self.screen.remark("The book was rebuilt.");
                }
            }
            Err(failure) => self
                .screen
                .remark(&format!("The book before is still served: {failure}")),
        }
    }
}

/// Whether the book is made of this file, given from the workspace's root. Answers of the learner are not: saving one must
/// not reload the page that she reads.
fn is_source(path: &Path) -> bool {
    let hidden = |name: &str| name.starts_with('.') || name.ends_with('~') || name == "__pycache__";
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    if names.iter().any(|name| hidden(name)) {
        return false;
    }
    match names.first().map(AsRef::as_ref) {
        Some("book") => !path.starts_with("book/en/book"),
        Some("chapters") => true,
        Some("exercises") => path.ends_with("exercises.toml"),
        _ => false,
    }
}
