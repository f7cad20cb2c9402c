//! The file that output goes to.
//!
//! A plain file is never written over: what is written goes into a fresh file beside it, which takes
//! its name once it is whole. So a reader sees the old file or the new one, whatever becomes of the
//! program, and of two programs that write the same file the last one wins. Everything else — a
//! device, a pipe — is written to straight.

use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::identity::Identity;
use crate::input::Input;
use crate::interrupt;

/// Where bytes go.
pub(crate) enum Target {
    /// Standard output, under one of the names that it has among the files.
    Stdout,
    /// What is no plain file.
    Straight(File),
    /// A file of its own that becomes the one that was named.
    Fresh(File, Fresh),
}

/// The names that standard output has among the files.
const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Links that lead from one to the next; more are a circle.
const MOST_LINKS: usize = 40;

impl Target {
    /// What a name stands for: links are followed, so that a link stays one.
    pub(crate) fn open(path: &Path) -> io::Result<Target> {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            if STDOUT.iter().any(|name| path == Path::new(name)) {
                return Ok(Target::Stdout);
            }
            // What is open already is not to be replaced: whoever opened it would never know.
            if path.starts_with("/dev/fd") || path.starts_with("/proc") {
                return straight(&path);
            }
            match fs::read_link(&path) {
                Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
                Err(_) => return Target::end(&path),
            }
        }
        Err(io::Error::other("too many links, one leading to the next"))
    }

    /// What a name that is no link stands for.
    fn end(path: &Path) -> io::Result<Target> {
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => straight(path),
            Ok(there) => {
                // A file that may not be written is not to be replaced either.
                OpenOptions::new().write(true).open(path)?;
                Fresh::beside(path, Some(&there))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Fresh::beside(path, None),
            Err(error) => Err(error),
        }
    }
}

/// The input that would be replaced, or written to while it is read, by an output of this name.
pub(crate) fn is_read<'i>(output: Option<&Path>, inputs: &'i [Input]) -> Option<&'i Input> {
    let named = output.filter(|path| !STDOUT.iter().any(|name| *path == Path::new(name)));
    let own = match named {
        Some(path) => Identity::of_path(path),
        None => Identity::of_stream(io::stdout()),
    }?;
    inputs
        .iter()
        .find(|input| input.identity().as_ref() == Some(&own))
}

fn straight(path: &Path) -> io::Result<Target> {
    // What others have written before stays: a descriptor may lead to a file.
    let file = OpenOptions::new().append(true).open(path)?;
    Ok(Target::Straight(file))
}

/// The files that are not whole yet, for a program that ends in the middle of its work.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file under a name of its own until it is whole.
pub(crate) struct Fresh {
    own: PathBuf,
    whole: PathBuf,
}

impl Fresh {
    /// A fresh file in the folder of another one, which may be there.
    fn beside(whole: &Path, there: Option<&fs::Metadata>) -> io::Result<Target> {
        // From here on no signal ends the program before it has cleared up.
        interrupt::listen();
        let name = whole.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        loop {
            let own = whole.with_file_name(own_name(name));
            unfinished(|known| known.push(own.clone()));
            let fresh = Fresh {
                own,
                whole: whole.to_owned(),
            };
            match fresh.create(there) {
                Ok(file) => return Ok(Target::Fresh(file, fresh)),
                Err(error) => {
                    let is_taken = error.kind() == io::ErrorKind::AlreadyExists;
                    if is_taken {
                        // It is somebody else's.
                        fresh.forget();
                    } else {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Creates it, with the owner and the mode of the file that it will replace.
    fn create(&self, there: Option<&fs::Metadata>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if let Some(there) = there {
            use std::os::unix::fs::MetadataExt;
            use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, fchown};
            // Nobody else can read it before it has the mode.
            let file = options.mode(0o600).open(&self.own)?;
            // Only few may give a file away, and the others need not.
            let _ = fchown(&file, Some(there.uid()), Some(there.gid()));
            let mode = there.permissions().mode() & 0o777;
            file.set_permissions(fs::Permissions::from_mode(mode))?;
            return Ok(file);
        }
        let _ = there;
        options.open(&self.own)
    }

    /// Gives it its name: it is whole now.
    pub(crate) fn keep(self) -> io::Result<()> {
        fs::rename(&self.own, &self.whole)?;
        self.forget();
        Ok(())
    }

    /// Takes it out of what is to be cleared up.
    fn forget(mut self) {
        unfinished(|known| known.retain(|path| *path != self.own));
        self.own = PathBuf::new();
    }
}

impl Drop for Fresh {
    /// What was not finished is not left behind.
    fn drop(&mut self) {
        if !self.own.as_os_str().is_empty() {
            unfinished(|known| known.retain(|path| *path != self.own));
            let _ = fs::remove_file(&self.own);
        }
    }
}

fn unfinished(change: impl FnOnce(&mut Vec<PathBuf>)) {
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Removes what is not whole, for a program that ends at once.
pub(crate) fn clear_up() {
    unfinished(|known| {
        for path in known.drain(..) {
            let _ = fs::remove_file(path);
        }
    });
}

/// A name that no other file has: `.NAME.RANDOM.partial`.
fn own_name(name: &OsStr) -> OsString {
    // Each of them is seeded from the system's randomness.
    let random = RandomState::new().hash_one(std::process::id());
    let mut own = OsString::from(".");
    own.push(name);
    own.push(format!(".{random:016x}.partial"));
    own
}
