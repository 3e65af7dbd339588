//! Waiting for files to change.

use super::{HostError, shown};
use notify::{EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How long nothing may happen before a change counts as complete; editors write in steps.
const QUIET: Duration = Duration::from_millis(100);

/// Calls `each` after every change below these paths, until it fails or the process is ended. `ready` is called once the
/// paths are watched, so that no change after it is missed.
///
/// # Errors
/// A [`HostError`] when a path cannot be watched, or the one `each` gives.
pub fn watch(
    paths: &[PathBuf],
    ready: impl FnOnce() -> Result<(), HostError>,
    mut each: impl FnMut() -> Result<(), HostError>,
) -> Result<(), HostError> {
    let (send, events) = channel();
    let fail = |path: &Path| {
        let help = "Controleer de naam en de rechten; zonder `--kijk` werkt de opdracht één keer.";
        HostError::new(format!("{} is niet in de gaten te houden.", shown(path)), help)
    };
    let heard = move |event: notify::Result<notify::Event>| {
        // Reading a file is no change; whoever listens may be gone.
        if event.as_ref().is_ok_and(|e| !matches!(e.kind, EventKind::Access(_))) {
            let _ = send.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(heard).map_err(|_| fail(Path::new(".")))?;
    for path in paths {
        // A file that is replaced is another file, so its directory is watched.
        let (place, mode) = if path.is_dir() {
            (path.as_path(), RecursiveMode::Recursive)
        } else {
            (path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
        };
        watcher.watch(place, mode).map_err(|_| fail(path))?;
    }
    ready()?;
    while events.recv().is_ok() {
        while !matches!(events.recv_timeout(QUIET), Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) {}
        each()?;
    }
    Ok(())
}
