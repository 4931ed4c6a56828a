//! Generated workspaces below `target/verify`: code that must fail, put before cargo without touching the real crates.
//!
//! One package stands for one chapter. It has the dependencies of real crates, so that what compiles there compiles
//! here. Files are only written when their content changes: cargo goes by their times.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};

use crate::cargo::cargo;
use crate::context::{Context, Stuck, files_in, read, write};

/// What stands at the top of everything generated.
pub(crate) const HEADER: &str = "Written by `cargo verify`: changes made here are lost.";

/// A generated workspace.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Prepares the workspace `name` with a package for each of `slugs`.
    pub(crate) fn new(context: &Context, name: &str, slugs: &[String]) -> Result<Self, Stuck> {
        let folder = context.scratch(name);
        let root = parse(&context.root().join("Cargo.toml"))?;
        let mut workspace = Table::new();
        workspace.insert("resolver".to_owned(), "3".into());
        workspace.insert("members".to_owned(), Value::from(slugs.to_vec()));
        if let Some(Value::Table(given)) = root.get("workspace") {
            if let Some(Value::Table(dependencies)) = given.get("dependencies") {
                let dependencies = absolute(dependencies, context.root());
                workspace.insert("dependencies".to_owned(), dependencies.into());
            }
            if let Some(package) = given.get("package") {
                workspace.insert("package".to_owned(), package.clone());
            }
        }
        let mut manifest = Table::new();
        manifest.insert("workspace".to_owned(), workspace.into());
        if let Some(profile) = root.get("profile") {
            manifest.insert("profile".to_owned(), profile.clone());
        }
        write_manifest(&folder, &manifest)?;
        // The same versions as everywhere; cargo then adapts its copy to the packages here.
        let lock = context.root().join("Cargo.lock");
        if lock.is_file() {
            write(&folder.join("Cargo.lock"), read(&lock)?.as_bytes())?;
        }
        Ok(Self { folder })
    }

    /// The folder of a chapter's package.
    pub(crate) fn package_folder(&self, slug: &str) -> PathBuf {
        self.folder.join(slug)
    }

    /// Writes a chapter's package: its name, its dependencies, and the programs that are not found by their place.
    pub(crate) fn package(
        &self,
        slug: &str,
        name: &str,
        dependencies: Table,
        programs: &[(String, PathBuf)],
    ) -> Result<(), Stuck> {
        let folder = self.package_folder(slug);
        let mut package = Table::new();
        package.insert("name".to_owned(), name.into());
        package.insert("version".to_owned(), "0.0.0".into());
        package.insert("edition".to_owned(), "2024".into());
        package.insert("publish".to_owned(), false.into());
        let mut manifest = Table::new();
        manifest.insert("package".to_owned(), package.into());
        manifest.insert("dependencies".to_owned(), dependencies.into());
        let programs = programs.iter().map(|(name, path)| {
            let mut program = Table::new();
            program.insert("name".to_owned(), name.as_str().into());
            program.insert("path".to_owned(), path.display().to_string().into());
            Value::from(program)
        });
        manifest.insert("bin".to_owned(), Value::Array(programs.collect()));
        write_manifest(&folder, &manifest)
    }

    /// A cargo command for this workspace; what it builds is kept apart from what the real one builds.
    pub(crate) fn cargo(&self, context: &Context, verb: &str) -> Command {
        let mut command = cargo(context);
        command
            .arg(verb)
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", context.target.join("verify/build"));
        command
    }
}

/// The dependencies, also those for tests, of the crates in these folders.
pub(crate) fn dependencies(folders: &[PathBuf]) -> Result<Table, Stuck> {
    let mut all = Table::new();
    for folder in folders {
        let manifest = parse(&folder.join("Cargo.toml"))?;
        for section in ["dependencies", "dev-dependencies"] {
            if let Some(Value::Table(section)) = manifest.get(section) {
                all.extend(absolute(section, folder));
            }
        }
    }
    Ok(all)
}

/// The same dependencies, with paths that hold from everywhere.
fn absolute(dependencies: &Table, folder: &Path) -> Table {
    let mut dependencies = dependencies.clone();
    for (_, dependency) in &mut dependencies {
        if let Some(Value::String(path)) = dependency.get_mut("path") {
            *path = folder.join(&*path).display().to_string();
        }
    }
    dependencies
}

fn parse(path: &Path) -> Result<Table, Stuck> {
    read(path)?
        .parse()
        .map_err(|error: toml::de::Error| Stuck(format!("{}: {}", path.display(), error.message())))
}

fn write_manifest(folder: &Path, manifest: &Table) -> Result<(), Stuck> {
    let text = format!("# {HEADER}\n{manifest}");
    write_if_changed(&folder.join("Cargo.toml"), &text)
}

/// Writes a file unless it has this content already.
pub(crate) fn write_if_changed(path: &Path, content: &str) -> Result<(), Stuck> {
    if fs::read_to_string(path).is_ok_and(|found| found == content) {
        return Ok(());
    }
    write(path, content.as_bytes())
}

/// Removes the `.rs` files of a generated folder that are not wanted any more.
pub(crate) fn keep_only(folder: &Path, wanted: &[PathBuf]) -> Result<(), Stuck> {
    for path in files_in(folder, "rs")? {
        if !wanted.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
