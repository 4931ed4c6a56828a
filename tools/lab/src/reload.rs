//! Reloading the page after a rebuild: the page asks for the book's version once a second.
//!
//! Asking is simpler than being told, it survives a restart of the server, and no open connection delays Ctrl-C.
//! The script is put in by the server, so the built files know nothing of it.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::site::Site;

/// Where the page asks. No file of a book begins with a dot and lies in such a folder.
pub const VERSION_URL: &str = "/.lab/version";

/// The book that is being served; a rebuild puts the next one in its place.
#[derive(Debug)]
pub struct Shelf {
    /// Differs between two runs of the server: the book may have changed in between.
    run: u128,
    book: RwLock<(u64, Arc<Site>)>,
}

impl Shelf {
    /// A shelf with its first book.
    pub fn new(site: Site) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            run: now.map_or(0, |since| since.as_nanos()),
            book: RwLock::new((1, Arc::new(site))),
        }
    }

    /// The book and its version.
    pub fn book(&self) -> (String, Arc<Site>) {
        // The lock is held for moves only: nothing can panic under it.
        let book = self.book.read().unwrap_or_else(PoisonError::into_inner);
        (format!("{}-{}", self.run, book.0), Arc::clone(&book.1))
    }

    /// Puts the next book in place. One that is the same as before changes nothing: no page reloads.
    pub fn replace(&self, site: Site) -> bool {
        let mut book = self.book.write().unwrap_or_else(PoisonError::into_inner);
        let differs = *book.1 != site;
        if differs {
            *book = (book.0 + 1, Arc::new(site));
        }
        differs
    }
}

/// The page `html` with a script that reloads it as soon as the server names another version.
pub fn with_script(html: &[u8], version: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = html
        .windows(end.len())
        .rposition(|window| window == end)
        .unwrap_or(html.len());
    let (before, after) = html.split_at(at);
    [before, script(version).as_bytes(), after].concat()
}

/// After a failure the page asks less often: the server is probably gone, and every failure is a line in the console.
fn script(version: &str) -> String {
    format!(
        r#"<script>
(() => {{
    const ask = async () => {{
        let pause = 1000;
        try {{
            const answer = await fetch("{VERSION_URL}", {{ cache: "no-store" }});
            if (answer.ok && await answer.text() !== "{version}") return location.reload();
        }} catch {{
            pause = 5000;
        }}
        setTimeout(ask, pause);
    }};
    setTimeout(ask, 1000);
}})();
</script>
"#
    )
}
