//! Visiting a page: what it asks for, what it complains of, and whether it fits.

use std::net::SocketAddr;
use std::path::Path;

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use crate::book::browser::driver::{ARGUMENTS, Driver, Extra};
use crate::book::browser::players;
use crate::book::site::Page;
use crate::context::{Stuck, write};

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) width: u32,
    pub(super) theme: &'static str,
    pub(super) dark: bool,
}

/// The height of the window, at both widths.
const HEIGHT: u32 = 900;

/// The greatest height of a picture; Chromium draws no more.
const TALLEST: u64 = 16_000;

/// Measures the page that is open.
const LAYOUT: &str = include_str!("layout.js");

/// Widths below this are a telephone's, with its way of laying pages out.
const TELEPHONE: u32 = 600;

/// A browser with one window.
pub(super) struct Browser {
    client: Client,
    server: SocketAddr,
    _profile: TempDir,
}

impl Browser {
    pub(super) async fn open(
        driver: &Driver,
        program: &Path,
        server: SocketAddr,
    ) -> Result<Self, Stuck> {
        let profile = TempDir::new()?;
        let mut arguments: Vec<String> = ARGUMENTS
            .iter()
            .map(|argument| (*argument).to_owned())
            .collect();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let wishes = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments, "binary": program },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wishes.as_object().cloned().unwrap_or_default())
            .connect(&driver.address())
            .await
            .map_err(|error| Stuck(format!("chromium: cannot be started: {error}")))?;
        let browser = Self {
            client,
            server,
            _profile: profile,
        };
        // The print page opens a dialog as soon as it is loaded, and would wait for an answer.
        let silent = json!({ "source": "window.print = () => {};" });
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", silent)
            .await?;
        Ok(browser)
    }

    pub(super) async fn close(self) {
        // The driver's end takes the browser along in any case.
        let _ = self.client.close().await;
    }

    /// Sets width, colours and theme for the visits that follow.
    pub(super) async fn wear(&self, look: &Look) -> Result<(), Stuck> {
        self.size(look, u64::from(HEIGHT)).await?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await?;
        self.client
            .goto(&format!("http://{}/index.html", self.server))
            .await?;
        let script = "localStorage.setItem('mdbook-theme', arguments[0])";
        self.client.execute(script, vec![json!(look.theme)]).await?;
        // What this first page said is said again when it is visited.
        self.log("browser").await?;
        self.log("performance").await?;
        Ok(())
    }

    async fn size(&self, look: &Look, height: u64) -> Result<(), Stuck> {
        let size = json!({
            "width": look.width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": look.width < TELEPHONE,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(())
    }

    /// Opens a page, and gives what is wrong with it.
    pub(super) async fn visit(
        &self,
        page: &Page,
        look: &Look,
        picture: Option<&Path>,
    ) -> Result<Vec<String>, Stuck> {
        self.client
            .goto(&format!("http://{}/{}", self.server, page.path))
            .await?;
        let layout = self.client.execute_async(LAYOUT, Vec::new()).await?;
        let mut found = Vec::new();
        let number = |name: &str| layout[name].as_u64().unwrap_or_default();
        if number("scrollWidth") > number("clientWidth") {
            found.push(format!(
                "scrolls sideways: it is {} px wide; {}",
                number("scrollWidth"),
                layout["widest"].as_str().unwrap_or_default()
            ));
        }
        if let Some(class) = layout["theme"]
            .as_str()
            .filter(|class| !class.split(' ').any(|class| class == look.theme))
            && page.path != "404.html"
        {
            found.push(format!(
                "does not wear the theme {}: its classes are `{class}`",
                look.theme
            ));
        }
        let players = self.client.execute(players::SCRIPT, Vec::new()).await?;
        found.extend(players::faults(&players));
        found.extend(self.errors().await?);
        found.extend(self.strangers().await?);
        if let Some(picture) = picture {
            self.size(
                look,
                number("scrollHeight").clamp(u64::from(HEIGHT), TALLEST),
            )
            .await?;
            write(picture, &self.client.screenshot().await?)?;
            self.size(look, u64::from(HEIGHT)).await?;
        }
        Ok(found)
    }

    /// Errors on the console.
    async fn errors(&self) -> Result<Vec<String>, Stuck> {
        let entries = self.log("browser").await?;
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        let server = format!("http://{}/", self.server);
        let words = severe.map(|entry| {
            let message = entry["message"].as_str().unwrap_or_default();
            format!("the console says: {}", message.replace(&server, ""))
        });
        Ok(words.collect())
    }

    /// Requests to other hosts.
    async fn strangers(&self) -> Result<Vec<String>, Stuck> {
        let entries = self.log("performance").await?;
        let mut found = Vec::new();
        for entry in entries {
            let message: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let message = &message["message"];
            let url = match message["method"].as_str() {
                Some("Network.requestWillBeSent") => message["params"]["request"]["url"].as_str(),
                Some("Network.webSocketCreated") => message["params"]["url"].as_str(),
                _ => None,
            };
            let Some(url) = url.and_then(|url| Url::parse(url).ok()) else {
                continue;
            };
            let travels = matches!(url.scheme(), "http" | "https" | "ws" | "wss" | "ftp");
            let ours =
                url.host_str() == Some("127.0.0.1") && url.port() == Some(self.server.port());
            if travels && !ours {
                found.push(format!("asks another host: {url}"));
            }
        }
        Ok(found)
    }

    async fn log(&self, kind: &'static str) -> Result<Vec<Value>, Stuck> {
        let command = Extra {
            path: "se/log",
            body: json!({ "type": kind }),
        };
        let entries = self.client.issue_cmd(command).await?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }

    async fn devtools(&self, method: &str, parameters: Value) -> Result<Value, CmdError> {
        let body = json!({ "cmd": method, "params": parameters });
        self.client
            .issue_cmd(Extra {
                path: "goog/cdp/execute",
                body,
            })
            .await
    }
}
