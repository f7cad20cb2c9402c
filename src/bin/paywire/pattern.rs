//! Expands file name patterns (globs).
//!
//! Names that are not UTF-8 are matched too, with invalid bytes replaced as they are when shown.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use glob::{MatchOptions, Pattern, PatternError};

/// A matching file, or a folder that could not be read and why.
pub(crate) type Match = Result<PathBuf, (PathBuf, io::Error)>;

/// Whether a command line argument is a pattern.
pub(crate) fn is_pattern(word: &OsStr) -> bool {
    word.to_string_lossy().contains(['*', '?', '['])
}

/// A component of a pattern.
enum Component {
    /// A literal name.
    Name(OsString),
    /// A pattern within one component.
    Glob(Pattern),
    /// `**`: the folder and all folders below it.
    Recursive,
}

/// The files that match a pattern, sorted by name within each folder.
///
/// # Errors
///
/// The pattern is malformed.
pub(crate) fn files(word: &OsStr) -> Result<Vec<Match>, PatternError> {
    let mut base = PathBuf::new();
    let mut steps = Vec::new();
    for component in Path::new(word).components() {
        match component {
            path::Component::Normal(name) if name == "**" => {
                if !matches!(steps.last(), Some(Component::Recursive)) {
                    steps.push(Component::Recursive);
                }
            }
            path::Component::Normal(name) if is_pattern(name) => {
                steps.push(Component::Glob(Pattern::new(&name.to_string_lossy())?));
            }
            other if steps.is_empty() => base.push(other),
            other => steps.push(Component::Name(other.as_os_str().to_owned())),
        }
    }
    if matches!(steps.last(), Some(Component::Recursive)) {
        steps.push(Component::Glob(Pattern::new("*")?));
    }
    let mut found = Vec::new();
    walk(base, &steps, &mut found);
    Ok(found)
}

fn walk(path: PathBuf, steps: &[Component], found: &mut Vec<Match>) {
    let Some((step, rest)) = steps.split_first() else {
        if is_to_be_read(&path) {
            found.push(Ok(path));
        }
        return;
    };
    match step {
        Component::Name(name) => walk(path.join(name), rest, found),
        Component::Glob(pattern) => {
            let fits = |name: &OsStr| {
                pattern.matches_with(&name.to_string_lossy(), MatchOptions::default())
            };
            for entry in entries(&path, found) {
                if fits(&entry.file_name()) {
                    walk(path.join(entry.file_name()), rest, found);
                }
            }
        }
        Component::Recursive => {
            walk(path.clone(), rest, found);
            for entry in entries(&path, found) {
                // A link may lead back to a parent folder.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    walk(path.join(entry.file_name()), steps, found);
                }
            }
        }
    }
}

/// Whether a match is read: files are, and dangling links, which fail when opened. Folders are not,
/// nor pipes, which would block.
fn is_to_be_read(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(file) => file.is_file(),
        Err(_) => fs::symlink_metadata(path).is_ok(),
    }
}

/// The entries of a folder sorted by name; none if it is no folder.
fn entries(path: &Path, found: &mut Vec<Match>) -> Vec<fs::DirEntry> {
    let here = Path::new(".");
    let folder = if path.as_os_str().is_empty() {
        here
    } else {
        path
    };
    let read = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    match read {
        Ok(mut entries) => {
            entries.sort_by_key(fs::DirEntry::file_name);
            entries
        }
        Err(error) => {
            use io::ErrorKind::{NotADirectory, NotFound};
            if !matches!(error.kind(), NotADirectory | NotFound) {
                // Reported once, though `**` visits a folder twice.
                let is_said = |known: &Match| matches!(known, Err((known, _)) if known == folder);
                if !found.last().is_some_and(is_said) {
                    found.push(Err((folder.to_owned(), error)));
                }
            }
            Vec::new()
        }
    }
}
