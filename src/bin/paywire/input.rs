//! Where bodies come from.

use std::fs::File;
use std::io::{self, Cursor, Read};

use paywire::Limits;

use crate::sample;

/// A body to be read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// The file's name, as it is shown.
    pub(crate) name: String,
    from: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    File,
    Stdin,
    Sample(&'static str),
    /// A pattern that fits no file.
    Nothing(&'static str),
}

impl Input {
    /// The bodies that the words of the command line stand for; the sample if there are none.
    pub(crate) fn all(words: &[String]) -> Vec<Input> {
        if words.is_empty() {
            return sample::ALL
                .iter()
                .map(|(name, body)| Input::new(*name, Origin::Sample(body)))
                .collect();
        }
        Input::some(words)
    }

    /// The bodies that the words of the command line stand for.
    pub(crate) fn some(words: &[String]) -> Vec<Input> {
        words.iter().flat_map(|word| Input::expand(word)).collect()
    }

    /// The body that one word stands for.
    pub(crate) fn one(word: &str) -> Input {
        let from = if word == "-" {
            Origin::Stdin
        } else {
            Origin::File
        };
        Input::new(word, from)
    }

    fn new(name: impl Into<String>, from: Origin) -> Self {
        let name = name.into();
        Input { name, from }
    }

    fn expand(word: &str) -> Vec<Input> {
        if word == "-" {
            return vec![Input::one(word)];
        }
        // A file may well have brackets in its name.
        let is_pattern = word.contains(['*', '?', '[']);
        if !is_pattern || std::fs::exists(word).unwrap_or(false) {
            return vec![Input::one(word)];
        }
        let Ok(paths) = glob::glob(word) else {
            return vec![Input::new(
                word,
                Origin::Nothing("the pattern is malformed"),
            )];
        };
        let files: Vec<Input> = paths
            .filter_map(Result::ok)
            .filter(|path| path.is_file())
            .map(|path| Input::new(path.to_string_lossy(), Origin::File))
            .collect();
        if files.is_empty() {
            return vec![Input::new(word, Origin::Nothing("no file has such a name"))];
        }
        files
    }

    /// The bytes, as they come.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self.from {
            Origin::File => Box::new(open_file(&self.name)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Sample(body) => Box::new(Cursor::new(body)),
            Origin::Nothing(why) => return Err(io::Error::new(io::ErrorKind::NotFound, why)),
        })
    }

    /// How many bytes there are, if that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match self.from {
            Origin::File => std::fs::metadata(&self.name).ok().map(|file| file.len()),
            Origin::Sample(body) => Some(body.len() as u64),
            Origin::Stdin | Origin::Nothing(_) => None,
        }
    }

    /// The body's bytes: no more than one past the limit, which the decoder then refuses.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        let mut body = match self.from {
            Origin::File => bounded(open_file(&self.name)?)?,
            Origin::Stdin => bounded(io::stdin().lock())?,
            Origin::Sample(body) => body.as_bytes().to_vec(),
            Origin::Nothing(why) => return Err(io::Error::new(io::ErrorKind::NotFound, why)),
        };
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

/// A folder opens as a file does on some systems, and only fails when it is read.
fn open_file(name: &str) -> io::Result<File> {
    let file = File::open(name)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    Ok(file)
}

fn bounded(reader: impl Read) -> io::Result<Vec<u8>> {
    // The body and its line end, and one byte too many.
    let most = u64::from(Limits::default().max_input()) + 3;
    let mut body = Vec::new();
    reader.take(most).read_to_end(&mut body)?;
    Ok(body)
}
