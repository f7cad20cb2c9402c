//! Opens the inputs given on the command line.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use paywire::Limits;

use crate::file_id::FileId;
use crate::pattern;
use crate::sample;

/// One input.
#[derive(Debug)]
pub(crate) struct Input {
    /// The file name for display, with bytes that are not UTF-8 replaced.
    pub(crate) name: String,
    from: Origin,
}

#[derive(Debug)]
enum Origin {
    File(PathBuf),
    Stdin,
    Sample(&'static str),
    /// No input, and why.
    Nothing(io::ErrorKind, String),
}

impl Input {
    /// The inputs that the arguments name; the built-in sample if there are none.
    pub(crate) fn all(words: &[OsString]) -> Vec<Input> {
        if words.is_empty() {
            return sample::ALL
                .iter()
                .map(|(name, body)| Input::new(name.as_ref(), Origin::Sample(body)))
                .collect();
        }
        Input::some(words)
    }

    /// The inputs that the arguments name.
    pub(crate) fn some(words: &[OsString]) -> Vec<Input> {
        words.iter().flat_map(|word| Input::expand(word)).collect()
    }

    /// The input that one argument names, which is not expanded as a pattern.
    pub(crate) fn one(word: &OsStr) -> Input {
        if word == "-" {
            return Input::new(word, Origin::Stdin);
        }
        Input::file(word.into())
    }

    fn new(name: &OsStr, from: Origin) -> Self {
        let name = name.to_string_lossy().into_owned();
        Input { name, from }
    }

    fn file(path: PathBuf) -> Self {
        let name = path.to_string_lossy().into_owned();
        let from = Origin::File(path);
        Input { name, from }
    }

    fn expand(word: &OsStr) -> Vec<Input> {
        // An existing file may have brackets in its name.
        if word == "-" || !pattern::is_pattern(word) || std::fs::exists(word).unwrap_or(false) {
            return vec![Input::one(word)];
        }
        let nothing = |why: &str| {
            let from = Origin::Nothing(io::ErrorKind::NotFound, why.to_owned());
            vec![Input::new(word, from)]
        };
        let Ok(found) = pattern::files(word) else {
            return nothing("malformed file name pattern");
        };
        if found.is_empty() {
            return nothing("no file matches this pattern");
        }
        let input = |found: Result<PathBuf, (PathBuf, io::Error)>| match found {
            Ok(path) => Input::file(path),
            Err((folder, error)) => {
                let why = Origin::Nothing(error.kind(), error.to_string());
                Input::new(folder.as_os_str(), why)
            }
        };
        found.into_iter().map(input).collect()
    }

    /// Opens the input for reading.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.from {
            Origin::File(path) => Box::new(open_file(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Sample(body) => Box::new(Cursor::new(*body)),
            Origin::Nothing(kind, why) => return Err(io::Error::new(*kind, why.clone())),
        })
    }

    /// The id of the input's file, if it is a file.
    pub(crate) fn file_id(&self) -> Option<FileId> {
        match &self.from {
            Origin::File(path) => FileId::of_path(path),
            Origin::Stdin => FileId::of_stream(io::stdin()),
            Origin::Sample(_) | Origin::Nothing(..) => None,
        }
    }

    /// The size in bytes, if known.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.from {
            Origin::File(path) => std::fs::metadata(path).ok().map(|file| file.len()),
            Origin::Sample(body) => Some(body.len() as u64),
            Origin::Stdin | Origin::Nothing(..) => None,
        }
    }

    /// Reads the whole body, but no more than one byte past the limit, which the decoder then
    /// refuses.
    pub(crate) fn read(&self, limits: &Limits) -> io::Result<Vec<u8>> {
        // The limit, a line end and one byte too many; at least what detection needs.
        let most = (u64::from(limits.max_input()) + 3).max(FIRST);
        let mut body = Vec::new();
        self.open()?.take(most).read_to_end(&mut body)?;
        // The final line end belongs to the text file and not to the body.
        if body.last() == Some(&b'\n') {
            body.pop();
            if body.last() == Some(&b'\r') {
                body.pop();
            }
        }
        Ok(body)
    }
}

/// The number of bytes that format detection looks at.
const FIRST: u64 = 4 << 10;

/// On some systems a folder can be opened like a file and fails only when read.
fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    Ok(file)
}
