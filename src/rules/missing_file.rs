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
    let Some(folder) = context.folder else { return };
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

/// Whether `path` is a file or folder; `None` where that cannot be told.
///
/// What lies above the repository are GitHub's own pages (`../../issues`), and a site generator may leave out the
/// extension.
fn exists(folder: &Path, root: Option<&Path>, path: &str) -> Option<bool> {
    let file = match path.strip_prefix('/') {
        Some(path) => root?.join(path),
        None => folder.join(path),
    };
    let with = |extension: &str| {
        let mut name = file.clone().into_os_string();
        name.push(extension);
        Path::new(&name).exists()
    };
    if file.exists() || (file.extension().is_none() && [".md", ".mdx", ".html"].into_iter().any(with)) {
        return Some(true);
    }
    if path.starts_with('/') {
        return file.extension().map(|_| false);
    }
    let depth = folder.strip_prefix(root.unwrap_or(folder)).map_or(0, |inner| inner.components().count());
    (!climbs_above(path, depth)).then_some(false)
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
    use super::climbs_above;

    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("missing-file"), [4, 5, 6, 11]);
    }

    #[test]
    fn pages_above_the_repository_are_not_files() {
        assert!(climbs_above("../../issues", 0));
        assert!(!climbs_above("docs/../a.md", 0));
        assert!(!climbs_above("../a.md", 1));
    }
}
