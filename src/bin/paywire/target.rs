//! Opens the file that the output is written to.
//!
//! A regular file is never overwritten in place: the output goes to a temporary file beside it,
//! which is renamed once it is complete. So readers see the old file or the new one, even if the
//! program is killed, and if two programs write the same file the last one wins. Devices and pipes
//! are written to directly.

use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::hash::BuildHasher;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::file_id::FileId;
use crate::input::Input;
use crate::interrupt;

/// Where the output is written.
pub(crate) enum OutputTarget {
    /// Standard output, given as `-` or by one of its file names.
    Stdout,
    /// A device or a pipe.
    Direct(File),
    /// A temporary file that will be renamed to the given one.
    Temp(File, TempFile),
}

/// The names of standard output.
const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// The most symbolic links to follow; a longer chain is taken for a loop.
const MOST_LINKS: usize = 40;

impl OutputTarget {
    /// Opens the target of a path. Symbolic links are followed, so that a link is kept and its
    /// target replaced.
    pub(crate) fn open(path: &Path) -> io::Result<OutputTarget> {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            if STDOUT.iter().any(|name| path == Path::new(name)) {
                return Ok(OutputTarget::Stdout);
            }
            // A file that is open already must not be replaced: its owner would not notice.
            if path.starts_with("/dev/fd") || path.starts_with("/proc") {
                return direct(&path);
            }
            match fs::read_link(&path) {
                Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
                Err(_) => return OutputTarget::end(&path),
            }
        }
        Err(io::Error::other("too many symbolic links"))
    }

    /// Opens the target of a path that is no symbolic link.
    fn end(path: &Path) -> io::Result<OutputTarget> {
        match fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(there) if !there.is_file() => direct(path),
            Ok(there) => {
                // A file without write permission must not be replaced either.
                OpenOptions::new().write(true).open(path)?;
                TempFile::beside(path, Some(&there))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => TempFile::beside(path, None),
            Err(error) => Err(error),
        }
    }
}

/// The input that is the same file as the output, if there is one.
pub(crate) fn input_of<'i>(output: Option<&Path>, inputs: &'i [Input]) -> Option<&'i Input> {
    let named = output.filter(|path| !STDOUT.iter().any(|name| *path == Path::new(name)));
    let path = match named {
        Some(path) => FileId::of_path(path),
        None => FileId::of_stream(io::stdout()),
    }?;
    inputs
        .iter()
        .find(|input| input.file_id().as_ref() == Some(&path))
}

fn direct(path: &Path) -> io::Result<OutputTarget> {
    // Appends, as a descriptor may lead to a file that others have written to.
    let file = OpenOptions::new().append(true).open(path)?;
    Ok(OutputTarget::Direct(file))
}

/// The temporary files to remove if a signal ends the program.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A temporary file that replaces its target once it is complete.
pub(crate) struct TempFile {
    path: PathBuf,
    target: PathBuf,
}

impl TempFile {
    /// Creates a temporary file in the folder of `target`, whose metadata are given if it exists.
    fn beside(target: &Path, there: Option<&fs::Metadata>) -> io::Result<OutputTarget> {
        // From here on signals remove the temporary file before they end the program.
        interrupt::listen();
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        loop {
            let path = target.with_file_name(own_name(name));
            unfinished(|known| known.push(path.clone()));
            let fresh = TempFile {
                path,
                target: target.to_owned(),
            };
            match fresh.create(there) {
                Ok(file) => return Ok(OutputTarget::Temp(file, fresh)),
                Err(error) => {
                    let is_taken = error.kind() == io::ErrorKind::AlreadyExists;
                    if is_taken {
                        // Another program's file.
                        fresh.forget();
                    } else {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Creates the file with the owner and mode of the file it will replace.
    fn create(&self, there: Option<&fs::Metadata>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if let Some(there) = there {
            use std::os::unix::fs::MetadataExt;
            use std::os::unix::fs::{OpenOptionsExt, PermissionsExt, fchown};
            // Nobody else may read the file before its mode is set.
            let file = options.mode(0o600).open(&self.path)?;
            // Only privileged users may change the owner; others keep their own.
            let _ = fchown(&file, Some(there.uid()), Some(there.gid()));
            let mode = there.permissions().mode() & 0o777;
            file.set_permissions(fs::Permissions::from_mode(mode))?;
            return Ok(file);
        }
        let _ = there;
        options.open(&self.path)
    }

    /// Renames the file to its target: it is complete.
    pub(crate) fn keep(self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)?;
        self.forget();
        Ok(())
    }

    /// Removes the file from those to clean up.
    fn forget(mut self) {
        unfinished(|known| known.retain(|path| *path != self.path));
        self.path = PathBuf::new();
    }
}

impl Drop for TempFile {
    /// Removes an incomplete file.
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            unfinished(|known| known.retain(|path| *path != self.path));
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn unfinished(change: impl FnOnce(&mut Vec<PathBuf>)) {
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner));
}

/// Removes incomplete files before the program exits.
pub(crate) fn clean_up() {
    unfinished(|known| {
        for path in known.drain(..) {
            let _ = fs::remove_file(path);
        }
    });
}

/// A random name: `.NAME.RANDOM.partial`.
fn own_name(name: &OsStr) -> OsString {
    // `RandomState` is seeded by the operating system.
    let random = RandomState::new().hash_one(std::process::id());
    let mut path = OsString::from(".");
    path.push(name);
    path.push(format!(".{random:016x}.partial"));
    path
}
