//! The files that a pattern of names stands for.
//!
//! Every file whose name fits is found, names that are no text among them: those are compared with
//! the pattern as they are shown, with the bytes replaced that are none.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern, PatternError};

/// A file, or a folder that cannot be looked into and why.
pub(crate) type Found = Result<PathBuf, (PathBuf, io::Error)>;

/// Whether a word is a pattern rather than a name.
pub(crate) fn is_pattern(word: &OsStr) -> bool {
    word.to_string_lossy().contains(['*', '?', '['])
}

/// A step of a pattern.
enum Step {
    /// A name, taken as it is.
    Name(OsString),
    /// Every name that fits.
    Fitting(Pattern),
    /// The folder itself and every folder below it.
    Below,
}

/// The files that fit a pattern, those of a folder in the order of their names.
///
/// # Errors
///
/// The pattern is malformed.
pub(crate) fn files(word: &OsStr) -> Result<Vec<Found>, PatternError> {
    let mut base = PathBuf::new();
    let mut steps = Vec::new();
    for component in Path::new(word).components() {
        match component {
            Component::Normal(name) if name == "**" => {
                if !matches!(steps.last(), Some(Step::Below)) {
                    steps.push(Step::Below);
                }
            }
            Component::Normal(name) if is_pattern(name) => {
                steps.push(Step::Fitting(Pattern::new(&name.to_string_lossy())?));
            }
            other if steps.is_empty() => base.push(other),
            other => steps.push(Step::Name(other.as_os_str().to_owned())),
        }
    }
    if matches!(steps.last(), Some(Step::Below)) {
        steps.push(Step::Fitting(Pattern::new("*")?));
    }
    let mut found = Vec::new();
    walk(base, &steps, &mut found);
    Ok(found)
}

fn walk(path: PathBuf, steps: &[Step], found: &mut Vec<Found>) {
    let Some((step, rest)) = steps.split_first() else {
        if is_to_be_read(&path) {
            found.push(Ok(path));
        }
        return;
    };
    match step {
        Step::Name(name) => walk(path.join(name), rest, found),
        Step::Fitting(pattern) => {
            let fits = |name: &OsStr| {
                pattern.matches_with(&name.to_string_lossy(), MatchOptions::default())
            };
            for entry in entries(&path, found) {
                if fits(&entry.file_name()) {
                    walk(path.join(entry.file_name()), rest, found);
                }
            }
        }
        Step::Below => {
            walk(path.clone(), rest, found);
            for entry in entries(&path, found) {
                // A link may lead back to a folder above.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    walk(path.join(entry.file_name()), steps, found);
                }
            }
        }
    }
}

/// Whether something that fits is read: a file, or a link that leads nowhere, which is an error. A
/// folder is none, and a pipe would be waited for.
fn is_to_be_read(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(file) => file.is_file(),
        Err(_) => fs::symlink_metadata(path).is_ok(),
    }
}

/// What is in a folder, in the order of names. What is no folder has nothing in it.
fn entries(path: &Path, found: &mut Vec<Found>) -> Vec<fs::DirEntry> {
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
                // Said once, though `**` comes here twice.
                let is_said = |known: &Found| matches!(known, Err((known, _)) if known == folder);
                if !found.last().is_some_and(is_said) {
                    found.push(Err((folder.to_owned(), error)));
                }
            }
            Vec::new()
        }
    }
}
