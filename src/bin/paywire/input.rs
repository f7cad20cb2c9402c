//! Where bodies come from.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use paywire::Limits;

use crate::identity::Identity;
use crate::pattern;
use crate::sample;

/// A body to be read.
#[derive(Debug)]
pub(crate) struct Input {
    /// The file's name, as it is shown: bytes of it that are no text are replaced.
    pub(crate) name: String,
    from: Origin,
}

#[derive(Debug)]
enum Origin {
    File(PathBuf),
    Stdin,
    Sample(&'static str),
    /// There is nothing to be read, and why.
    Nothing(io::ErrorKind, String),
}

impl Input {
    /// The bodies that the words of the command line stand for; the sample if there are none.
    pub(crate) fn all(words: &[OsString]) -> Vec<Input> {
        if words.is_empty() {
            return sample::ALL
                .iter()
                .map(|(name, body)| Input::new(name.as_ref(), Origin::Sample(body)))
                .collect();
        }
        Input::some(words)
    }

    /// The bodies that the words of the command line stand for.
    pub(crate) fn some(words: &[OsString]) -> Vec<Input> {
        words.iter().flat_map(|word| Input::expand(word)).collect()
    }

    /// The body that one word stands for.
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
        // A file may well have brackets in its name.
        if word == "-" || !pattern::is_pattern(word) || std::fs::exists(word).unwrap_or(false) {
            return vec![Input::one(word)];
        }
        let nothing = |why: &str| {
            let from = Origin::Nothing(io::ErrorKind::NotFound, why.to_owned());
            vec![Input::new(word, from)]
        };
        let Ok(found) = pattern::files(word) else {
            return nothing("the pattern is malformed");
        };
        if found.is_empty() {
            return nothing("no file has such a name");
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

    /// The bytes, as they come.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.from {
            Origin::File(path) => Box::new(open_file(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Sample(body) => Box::new(Cursor::new(*body)),
            Origin::Nothing(kind, why) => return Err(io::Error::new(*kind, why.clone())),
        })
    }

    /// The file that the bytes come from, if it is one.
    pub(crate) fn identity(&self) -> Option<Identity> {
        match &self.from {
            Origin::File(path) => Identity::of_path(path),
            Origin::Stdin => Identity::of_stream(io::stdin()),
            Origin::Sample(_) | Origin::Nothing(..) => None,
        }
    }

    /// How many bytes there are, if that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.from {
            Origin::File(path) => std::fs::metadata(path).ok().map(|file| file.len()),
            Origin::Sample(body) => Some(body.len() as u64),
            Origin::Stdin | Origin::Nothing(..) => None,
        }
    }

    /// The body's bytes: no more than one past the limit, which the decoder then refuses.
    pub(crate) fn read(&self, limits: &Limits) -> io::Result<Vec<u8>> {
        // The body and its line end, and one byte too many; but never less than tells the format.
        let most = (u64::from(limits.max_input()) + 3).max(FIRST);
        let mut body = Vec::new();
        self.open()?.take(most).read_to_end(&mut body)?;
        // The line end that ends a text file belongs to the file, not to the body.
        if body.last() == Some(&b'\n') {
            body.pop();
            if body.last() == Some(&b'\r') {
                body.pop();
            }
        }
        Ok(body)
    }
}

/// The bytes that tell which format a body is in.
const FIRST: u64 = 4 << 10;

/// A folder opens as a file does on some systems, and only fails when it is read.
fn open_file(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    Ok(file)
}
