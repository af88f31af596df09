//! `missing-file`: relative links to files that are not there.

use std::path::Path;

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::document::LinkKind;
use crate::value::percent_decoded;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for relative links and images (`docs/guide.md`, `./src/main.cpp`) whose file is not there.
    ///
    /// It says nothing where none of the document's relative links leads anywhere, for the file was then copied out of
    /// its repository; outside of any repository, most of them have to. Nor does it judge links above the repository
    /// (GitHub's `../../issues`) and `/routes` of a site generator.
    ///
    /// ## Why it matters
    ///
    /// Files are moved and renamed, and the lists that link to them are forgotten.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [Binary search](./C++/binary-serach.cpp)
    /// ```
    ///
    /// ## The fix
    ///
    /// None: where the file went is not known.
    "missing-file", Warning, ("link", "links"), None, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // From a relative one, the way upward would end in the current folder.
    let Some(folder) = context.folder.and_then(|folder| folder.canonicalize().ok()) else { return };
    let folder = folder.as_path();
    let root = folder.ancestors().find(|folder| folder.join(".git").exists());
    let mut resolved = 0_usize;
    let mut missing = Vec::new();
    for (link, place) in context.document.links() {
        if matches!(link.kind, LinkKind::Bare | LinkKind::Autolink) {
            continue;
        }
        let Some(path) = file_path(&link.url) else { continue };
        let path = percent_decoded(path);
        match exists(folder, root, &path) {
            Some(true) => resolved += usize::from(!matches!(&*path, "." | "./")),
            Some(false) => {
                let span = link.url_span.unwrap_or(link.span);
                let message = format!("there is no file `{path}`: correct the path, or drop the link");
                missing.push(Finding { place: place.map(Into::into), ..Finding::new(&RULE, span, message) });
            }
            None => {}
        }
    }
    let is_at_home = if root.is_some() { resolved > 0 } else { resolved > missing.len() };
    if is_at_home {
        findings.append(&mut missing);
    }
}

/// The path of a relative link, without query and fragment; `None` for all other links.
fn file_path(url: &str) -> Option<&str> {
    // As nearly all links of a list do.
    if url.starts_with("https://") || url.starts_with("http://") || url.starts_with('#') {
        return None;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().trim();
    let has_scheme = path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.']));
    let is_template = path.contains(['{', '}', '<', '>', '*', '$', '`']) || path.contains("](");
    let is_host = path.starts_with("www.") || path.starts_with("//") || path.contains("://");
    (!path.is_empty() && !has_scheme && !is_template && !is_host).then_some(path)
}

/// Whether `path` is a file or folder; `None` if that is unknown.
///
/// Nothing outside the repository is looked at: what is above it are GitHub's own pages (`../../issues`), and whether a file
/// of the machine exists is nobody's business. A site generator may leave out the extension.
fn exists(folder: &Path, root: Option<&Path>, path: &str) -> Option<bool> {
    let depth = folder.strip_prefix(root.unwrap_or(folder)).map_or(0, |inner| inner.components().count());
    let (start, inner, depth) = match path.strip_prefix('/') {
        Some(inner) => (root?, inner, 0),
        None => (folder, path, depth),
    };
    // Backslashes lead to other machines on Windows, and are not part of an address elsewhere.
    if inner.starts_with('/') || path.contains('\\') || climbs_above(inner, depth) {
        return None;
    }
    let file = start.join(inner);
    if leads_through_a_link(start, inner) {
        return None;
    }
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let with = |extension: &str| {
        let mut name = file.clone().into_os_string();
        name.push(extension);
        is_there(Path::new(&name))
    };
    if is_there(&file) || (file.extension().is_none() && [".md", ".mdx", ".html"].into_iter().any(with)) {
        return Some(true);
    }
    if path.starts_with('/') { file.extension().map(|_| false) } else { Some(false) }
}

/// Whether a relative `path` that a file in `folder` names stays inside of the repository at `root`, or else of the folder,
/// and leads through no symbolic link.
#[cfg(feature = "cli")]
pub(crate) fn stays_inside(folder: &Path, path: &str) -> bool {
    let Ok(folder) = folder.canonicalize() else { return false };
    let root = folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&folder);
    let depth = folder.strip_prefix(root).map_or(0, |inner| inner.components().count());
    let is_relative = !path.starts_with('/') && !path.contains('\\') && !Path::new(path).is_absolute();
    let is_link = folder.join(path).symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
    is_relative && !climbs_above(path, depth) && !leads_through_a_link(&folder, path) && !is_link
}

/// Whether a folder on the way to `path` is a symbolic link, which may lead anywhere.
fn leads_through_a_link(start: &Path, path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let mut here = start.to_owned();
    folders.split('/').filter(|part| !part.is_empty()).any(|part| {
        here.push(part);
        here.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink())
    })
}

/// Whether `path` leads above the folder `depth` levels up.
fn climbs_above(path: &str, depth: usize) -> bool {
    let mut left = depth;
    for part in path.split('/') {
        match (part, left.checked_sub(1)) {
            ("..", None) => return true,
            ("..", Some(less)) => left = less,
            ("" | ".", _) => {}
            _ => left += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    use super::{climbs_above, exists};

    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("missing-file"), [4, 5, 6, 11]);
    }

    /// What is found does not tell whether a file outside the repository exists.
    #[test]
    fn nothing_outside_the_repository_is_looked_at() {
        let outside = tempfile::tempdir().unwrap();
        let root = outside.path().join("repository");
        std::fs::create_dir_all(root.join(".git")).unwrap();
        for name in ["outside.md", "repository/here.md"] {
            std::fs::write(outside.path().join(name), "").unwrap();
        }
        let found = |path: &str| exists(&root, Some(&root), path);
        assert_eq!(
            (found("here.md"), found("./here"), found("gone.md")),
            (Some(true), Some(true), Some(false))
        );
        for path in
            ["../outside.md", "../gone.md", "/../outside.md", "a/../../outside.md", "//outside.md", "..\\x"]
        {
            assert_eq!(found(path), None, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("..", root.join("up")).unwrap();
            std::os::unix::fs::symlink("../gone.md", root.join("dangling.md")).unwrap();
            assert_eq!((found("up/outside.md"), found("up/gone.md")), (None, None));
            assert_eq!(found("dangling.md"), Some(true));
        }
    }

    #[test]
    fn pages_above_the_repository_are_not_files() {
        assert!(climbs_above("../../issues", 0));
        assert!(!climbs_above("docs/../a.md", 0));
        assert!(!climbs_above("../a.md", 1));
    }
}
