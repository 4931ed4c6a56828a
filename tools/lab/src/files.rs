//! Watching files: tells when something was saved, once per save.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

/// A save is several events (write, rename, change of rights); it is over when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(60);

/// How often files are looked at where the system does not tell by itself. A second is short for a human who has saved,
/// and a few hundred files are looked at in a few milliseconds.
const POLL: Duration = Duration::from_secs(1);

/// Files that are being watched; dropping it ends that.
pub struct Watching {
    _watcher: Box<dyn Watcher + Send>,
    /// Why changes may be noticed late, if they may.
    pub remark: Option<String>,
}

impl fmt::Debug for Watching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watching").finish_non_exhaustive()
    }
}

/// Calls `changed` after every save of a file that is `wanted`, below one of the `folders`, from a thread of its own.
///
/// Folders are watched, not files: an editor that saves by renaming puts a new file in the place of the old one.
/// With `poll`, or where the system cannot watch, the files are looked at once a second.
///
/// # Errors
/// If even that is not possible; the sentence says why.
pub fn watch(
    folders: &[PathBuf],
    poll: bool,
    wanted: impl Fn(&Path) -> bool + Send + Sync + 'static,
    changed: impl FnMut() + Send + 'static,
) -> Result<Watching, String> {
    let (sender, saves) = mpsc::channel();
    let filter = move |event: notify::Result<Event>| {
        let saved = match event {
            // Reading is no change; cargo reads the very files that are watched.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => false,
            Ok(event) => event.paths.iter().any(|path| wanted(path)),
            // The system lost count, so anything may have changed.
            Err(_) => true,
        };
        if saved {
            // The receiver is gone only when nobody wants to know any more.
            let _ = sender.send(());
        }
    };
    let filter = Arc::new(filter);
    let told = Arc::clone(&filter);
    let (watcher, remark) = match start_telling(folders, poll, move |event| told(event)) {
        Ok(watcher) => (watcher, None),
        Err(why) => {
            let watcher = start_polling(folders, move |event| filter(event))
                .map_err(|error| format!("files cannot be watched: {error}"))?;
            (watcher, why)
        }
    };
    thread::spawn(move || settle(&saves, changed));
    Ok(Watching {
        _watcher: watcher,
        remark,
    })
}

/// Has the system tell about changes. The error is the sentence to say, if any.
fn start_telling(
    folders: &[PathBuf],
    poll: bool,
    told: impl Fn(notify::Result<Event>) + Send + 'static,
) -> Result<Box<dyn Watcher + Send>, Option<String>> {
    if poll {
        return Err(None);
    }
    let start = || -> notify::Result<Box<dyn Watcher + Send>> {
        let mut watcher = notify::recommended_watcher(told)?;
        add(&mut watcher, folders)?;
        Ok(Box::new(watcher))
    };
    start().map_err(|error| {
        Some(format!(
            "The system does not tell about changed files ({error}), so they are looked at once a second."
        ))
    })
}

fn start_polling(
    folders: &[PathBuf],
    told: impl Fn(notify::Result<Event>) + Send + 'static,
) -> notify::Result<Box<dyn Watcher + Send>> {
    // Times of change are compared in whole seconds: of two saves within one, the second would be missed.
    let config = Config::default()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    let mut watcher = PollWatcher::new(told, config)?;
    add(&mut watcher, folders)?;
    Ok(Box::new(watcher))
}

fn add(watcher: &mut dyn Watcher, folders: &[PathBuf]) -> notify::Result<()> {
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(())
}

/// Waits for a save, then for its end, then tells; until the watcher is dropped.
fn settle(saves: &Receiver<()>, mut changed: impl FnMut()) {
    while saves.recv().is_ok() {
        loop {
            match saves.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        changed();
    }
}
