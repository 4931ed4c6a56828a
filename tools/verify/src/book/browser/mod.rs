//! The browser: every page, wide and narrow, light and dark, without an error, a stranger or a sideways scroll.

mod driver;
mod players;
mod serve;
mod visit;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::timeout;

use crate::book::site::{Page, Site};
use crate::context::{Context, Stuck};
use crate::report::Report;
use driver::Driver;
use visit::{Browser, Look};

/// How long one page may take: loading, a second for what it asks for later, and its picture.
const PAGE_LIMIT: Duration = Duration::from_secs(60);

/// A desk and a telephone.
const WIDTHS: [u32; 2] = [1280, 390];

/// mdbook's themes for light and dark, as book.toml names them.
const THEMES: [(&str, bool); 2] = [("light", false), ("navy", true)];

/// Names under which the browser is installed.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Opens every page at each width and in each theme.
pub(super) fn check(context: &Context, report: &mut Report, site: &Site) -> Result<(), Stuck> {
    let browser = BROWSERS.iter().find_map(|name| in_path(Path::new(name)));
    let (Some(browser), Some(driver)) = (browser, in_path(&context.chromedriver)) else {
        report.skip(
            context,
            "no browser: there is no chromium with its chromedriver on this machine",
        );
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server = serve::start(&site.folder).await?;
        let driver = Driver::start(&driver)?;
        let browser = Browser::open(&driver, &browser, server).await?;
        let visited = tokio::select! {
            visited = visit_all(context, report, site, &browser) => visited,
            () = until_stopped(context) => Err(Stuck::interrupted()),
        };
        browser.close().await;
        visited
    })
}

/// Finds a program as a shell would.
fn in_path(name: &Path) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Waits for the wish to end; the driver and the browser are in a process group of their own and get no Ctrl-C.
async fn until_stopped(context: &Context) {
    const POLL: Duration = Duration::from_millis(50);
    while !context.stop.is_set() {
        tokio::time::sleep(POLL).await;
    }
}

async fn visit_all(
    context: &Context,
    report: &mut Report,
    site: &Site,
    browser: &Browser,
) -> Result<(), Stuck> {
    let mut visits = 0;
    for width in WIDTHS {
        for (theme, dark) in THEMES {
            let look = Look { width, theme, dark };
            browser.wear(&look).await?;
            // The table of contents as a page is for readers without scripts, inside a frame.
            for page in site.wanted().filter(|page| page.path != "toc.html") {
                let picture = context.screenshots.as_ref().map(|folder| {
                    let name = page.path.trim_end_matches(".html").replace('/', "-");
                    folder.join(format!("{name}-{width}-{theme}.png"))
                });
                let visit = browser.visit(page, &look, picture.as_deref());
                let found = timeout(PAGE_LIMIT, visit).await.unwrap_or_else(|_| {
                    Ok(vec![format!(
                        "was not there after {} s",
                        PAGE_LIMIT.as_secs()
                    )])
                })?;
                visits += 1;
                tell(report, page, &look, found);
            }
        }
    }
    report.look(format!(
        "{visits} visits in a browser, at 1280 and 390 px, in light and dark"
    ));
    Ok(())
}

/// One finding for what a page does wrong, however often it does it.
fn tell(report: &mut Report, page: &Page, look: &Look, found: Vec<String>) {
    for sentence in found {
        let known = report.findings.iter().any(|finding| {
            finding.starts_with(&format!("{} in the browser", page.place))
                && finding.ends_with(&sentence)
        });
        if !known {
            let Look { width, theme, .. } = look;
            let place = &page.place;
            report.findings.push(format!(
                "{place} in the browser at {width} px, {theme}: {sentence}"
            ));
        }
    }
}
