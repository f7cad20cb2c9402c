//! Which file it is, whatever it is called.

use std::fs;
use std::path::Path;

/// What tells one plain file from every other, by whatever name or link.
#[cfg(unix)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

/// What tells one plain file from every other, but for hard links.
#[cfg(not(unix))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity(std::path::PathBuf);

#[cfg(unix)]
impl Identity {
    fn new(file: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        // Whatever else there is can be read and written at once.
        file.is_file().then(|| Identity(file.dev(), file.ino()))
    }

    /// The file of a name.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        Self::new(&fs::metadata(path).ok()?)
    }

    /// The file that a standard stream is, if it is one.
    pub(crate) fn of_stream(stream: impl std::os::fd::AsFd) -> Option<Self> {
        let owned = stream.as_fd().try_clone_to_owned().ok()?;
        Self::new(&fs::File::from(owned).metadata().ok()?)
    }
}

#[cfg(not(unix))]
impl Identity {
    /// The file of a name.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        let path = fs::canonicalize(path).ok()?;
        fs::metadata(&path).ok()?.is_file().then(|| Identity(path))
    }

    /// The file that a standard stream is, which is not known here.
    pub(crate) fn of_stream<T>(_stream: T) -> Option<Self> {
        None
    }
}
