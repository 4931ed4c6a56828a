//! The book's own styles and scripts, which mdbook would only copy from inside one language's folder.

use std::fs;
use std::io;
use std::path::Path;

/// Copies the styles and scripts of `book/theme` into the folder `theme` of a built book, where `head.hbs` links them.
///
/// # Errors
/// If one cannot be read or written.
pub fn copy(theme: &Path, built: &Path) -> io::Result<()> {
    if !theme.is_dir() {
        return Ok(());
    }
    let into = built.join("theme");
    fs::create_dir_all(&into)?;
    for entry in fs::read_dir(theme)? {
        let path = entry?.path();
        let served = path
            .extension()
            .is_some_and(|kind| ["css", "js", "svg"].iter().any(|served| kind == *served));
        if let Some(name) = path.file_name().filter(|_| served) {
            fs::copy(&path, into.join(name))?;
        }
    }
    Ok(())
}
