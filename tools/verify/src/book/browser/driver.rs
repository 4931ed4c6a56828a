//! chromedriver: started on a free port, and stopped with every browser it started.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;
use url::Url;

use crate::cargo::kill_group;
use crate::context::Stuck;

/// How Chromium is started: it asks nobody for anything, and needs neither a screen nor a graphics card.
pub(super) const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// How long the driver may take to say on which port it listens.
const START: Duration = Duration::from_secs(20);

/// A running chromedriver. Dropping it kills it and what it started.
pub(super) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    pub(super) fn start(program: &Path) -> Result<Self, Stuck> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|error| Stuck(format!("{}: cannot be started: {error}", program.display())))?;
        let (sender, receiver) = mpsc::channel();
        let stdout = child.stdout.take();
        // Reads to the end, so that the driver never finds its pipe full or broken.
        thread::spawn(move || {
            for line in stdout
                .into_iter()
                .flat_map(|stdout| BufReader::new(stdout).lines())
                .map_while(Result::ok)
            {
                if let Some(port) = port(&line) {
                    let _ = sender.send(port);
                }
            }
        });
        let mut driver = Self { child, port: 0 };
        driver.port = receiver.recv_timeout(START).map_err(|_| {
            Stuck(format!(
                "{}: did not say on which port it listens",
                program.display()
            ))
        })?;
        Ok(driver)
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The port in `ChromeDriver was started successfully on port 33333.`
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        kill_group(&self.child);
        // It was killed; there is no status worth knowing.
        let _ = self.child.wait();
    }
}

/// A command of chromedriver that the standard does not know.
#[derive(Debug)]
pub(super) struct Extra {
    pub(super) path: &'static str,
    pub(super) body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
