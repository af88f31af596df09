//! Files that git left half merged are written by no command but `merge`.

use std::path::Path;

use crate::document::Document;

/// What is to be said where `source` has conflict markers.
pub(super) fn refuse(path: &Path, source: &str) -> Result<(), String> {
    // Nearly all texts have none, and need not be read for it.
    if !source.contains("<<<<<<<") && !source.contains(">>>>>>>") {
        return Ok(());
    }
    let document = Document::parse(source);
    let Some(marker) = document.conflict_markers().first().copied() else { return Ok(()) };
    let (path, line) = (path.display(), document.position(marker.start).line);
    Err(format!(
        "{path}:{line}: git left a conflict marker here; run `relist merge --resolve {path}`, or finish the merge by hand"
    ))
}
