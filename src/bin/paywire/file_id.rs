//! Identifies a file whatever its name.

use std::fs;
use std::path::Path;

/// Identifies a regular file by device and inode, so that links and other names compare equal.
#[cfg(unix)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileId(u64, u64);

/// Identifies a regular file by its canonical path. Hard links compare unequal.
#[cfg(not(unix))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileId(std::path::PathBuf);

#[cfg(unix)]
impl FileId {
    fn new(file: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        // Devices and pipes can be read and written at once.
        file.is_file().then(|| FileId(file.dev(), file.ino()))
    }

    /// The id of the file at a path.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        Self::new(&fs::metadata(path).ok()?)
    }

    /// The id of the file behind a standard stream, if it is a file.
    pub(crate) fn of_stream(stream: impl std::os::fd::AsFd) -> Option<Self> {
        let owned = stream.as_fd().try_clone_to_owned().ok()?;
        Self::new(&fs::File::from(owned).metadata().ok()?)
    }
}

#[cfg(not(unix))]
impl FileId {
    /// The id of the file at a path.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        let path = fs::canonicalize(path).ok()?;
        fs::metadata(&path).ok()?.is_file().then(|| FileId(path))
    }

    /// Always `None`: not known on this platform.
    pub(crate) fn of_stream<T>(_stream: T) -> Option<Self> {
        None
    }
}
