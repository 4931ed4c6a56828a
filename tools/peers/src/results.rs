//! The file: what was measured, on which machine, by which command, and every sample of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::contender::{CONTENDERS, Contender};
use crate::meter::Value;

/// One value of one process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The round, from 1.
    pub round: usize,
    /// Whose.
    pub contender: Contender,
    /// Of what.
    pub measure: String,
    /// The value.
    #[serde(flatten)]
    pub value: Value,
}

/// A whole run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// What it is, for who finds the file.
    pub about: String,
    /// Full or quick, and whether it ended early.
    pub run: String,
    /// The command.
    pub command: String,
    /// The day.
    pub date: String,
    /// From which the order of every round follows.
    pub seed: u64,
    /// Whole rounds.
    pub rounds: usize,
    /// How long it took, in seconds.
    pub seconds: u64,
    /// Processor, cores, system.
    pub machine: BTreeMap<String, String>,
    /// Contenders and compilers.
    pub versions: BTreeMap<String, String>,
    /// What was not measured, and why.
    pub missing: BTreeMap<String, String>,
    /// How much of each was measured.
    pub jobs: Vec<crate::Job>,
    /// Every value of every process.
    pub samples: Vec<Sample>,
}

impl Results {
    /// The root of the workspace.
    pub fn workspace() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// The folder of the file and of what is made from it.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("results")
    }

    /// The file of the book.
    pub fn path() -> PathBuf {
        Self::folder().join("peers.json")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// With a sentence, if it cannot be read or is no such file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        serde_json::from_str(&text)
            .map_err(|error| format!("{} is no result of the peers: {error}", path.display()))
    }

    /// Writes the file: as JSON, with a line for each sample.
    ///
    /// # Errors
    /// With a sentence, if it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            // Never half a file: somebody may press Ctrl-C once more.
            let new = path.with_extension("json.new");
            fs::write(&new, self.text())?;
            fs::rename(&new, path)
        };
        write().map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }

    /// The text of the file.
    fn text(&self) -> String {
        let head = Self {
            jobs: Vec::new(),
            samples: Vec::new(),
            ..self.clone()
        };
        let head = serde_json::to_string_pretty(&head).expect("results become JSON");
        let jobs = lines(&self.jobs);
        let samples = lines(&self.samples);
        head.replace("\"jobs\": []", &format!("\"jobs\": [\n{jobs}\n  ]"))
            .replace(
                "\"samples\": []",
                &format!("\"samples\": [\n{samples}\n  ]"),
            )
            + "\n"
    }

    /// The median, over the processes, of the medians of a measure; the least and the most of those medians.
    pub fn value(&self, contender: Contender, measure: &str) -> Option<Value> {
        let of_it = |sample: &&Sample| sample.contender == contender && sample.measure == measure;
        let medians: Vec<f64> = self
            .samples
            .iter()
            .filter(of_it)
            .map(|sample| sample.value.median)
            .collect();
        (!medians.is_empty()).then(|| Value::of(&medians))
    }

    /// How many times as much one contender needs as another.
    pub fn ratio(&self, contender: Contender, to: Contender, measure: &str) -> Option<f64> {
        let [ours, theirs] = [contender, to].map(|whose| self.value(whose, measure));
        Some(ours?.median / theirs?.median)
    }

    /// The contenders that have any sample, in the order of the tables.
    pub fn contenders(&self) -> impl Iterator<Item = Contender> {
        let measured =
            |whose: &Contender| self.samples.iter().any(|sample| sample.contender == *whose);
        CONTENDERS.into_iter().filter(measured)
    }
}

fn lines<T: Serialize>(items: &[T]) -> String {
    let line = |item| {
        format!(
            "    {}",
            serde_json::to_string(item).expect("results become JSON")
        )
    };
    items.iter().map(line).collect::<Vec<_>>().join(",\n")
}
