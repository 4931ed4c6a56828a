//! Single keys from the terminal, without Enter.

use std::io;
use std::thread;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `h`
    Hint,
    /// `n`
    Next,
    /// `l`
    List,
    /// `q`, and Ctrl-C, which is a key like any other in raw mode.
    Quit,
}

/// The terminal in raw mode; dropping it, also in a panic, gives the terminal back as it was.
#[derive(Debug)]
pub struct Keys(());

impl Keys {
    /// Puts the terminal into raw mode and calls `pressed` for every key that means something, from a thread of its own.
    ///
    /// # Errors
    /// If standard input is no terminal that can do this.
    pub fn listen(pressed: impl Fn(Key) + Send + 'static) -> io::Result<Self> {
        enable_raw_mode()?;
        let keys = Self(());
        thread::spawn(move || {
            loop {
                match read() {
                    Ok(event) => {
                        if let Some(key) = meaning(&event) {
                            pressed(key);
                        }
                    }
                    // The terminal is gone.
                    Err(_) => return pressed(Key::Quit),
                }
            }
        });
        Ok(keys)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // If the terminal is gone, there is nothing to restore.
        let _ = disable_raw_mode();
    }
}

fn meaning(event: &Event) -> Option<Key> {
    let Event::Key(key) = event else { return None };
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return matches!(key.code, KeyCode::Char('c' | 'd')).then_some(Key::Quit);
    }
    match key.code {
        KeyCode::Char('h' | 'H') => Some(Key::Hint),
        KeyCode::Char('n' | 'N') => Some(Key::Next),
        KeyCode::Char('l' | 'L') => Some(Key::List),
        KeyCode::Char('q' | 'Q') => Some(Key::Quit),
        _ => None,
    }
}
