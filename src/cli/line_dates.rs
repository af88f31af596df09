//! When each line of a file was added, as git knows.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use super::git::{self, Git, GitError};

/// When lines of a file were added.
#[derive(Debug, Default)]
pub(super) struct LineDates {
    /// For each line, in seconds since 1970; none for what is not committed.
    pub(super) added: Vec<Option<i64>>,
    /// Whether the clone lacks the history that would tell more.
    pub(super) is_shallow: bool,
}

/// When the lines of `source`, the text of the file at `path`, were added; empty where git does not know the file.
///
/// The last commit is asked, and not the working tree: to compare that one, git runs the filters that the repository
/// names. Lines are found in it by what they say.
pub(super) fn of(path: &Path, source: &str) -> LineDates {
    // What has no history has no dates, whatever the reason.
    blame(path)
        .map(|(blamed, is_shallow)| LineDates { added: by_text(source, &blamed), is_shallow })
        .unwrap_or_default()
}

/// A line of the last commit, and when it was added.
struct Blamed {
    text: String,
    added: Option<i64>,
}

fn blame(path: &Path) -> Result<(Vec<Blamed>, bool), GitError> {
    let git = Git::in_folder(git::folder_of(path));
    let is_shallow = git.text(["rev-parse", "--is-shallow-repository"])? == "true";
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("./{name}");
    // A line that only moved, or got other spaces, was there before.
    let said = git.bytes(["blame", "--porcelain", "--no-textconv", "-w", "-M", "HEAD", "--", &name])?;
    Ok((read(&String::from_utf8_lossy(&said), is_shallow), is_shallow))
}

/// Reads what `git blame --porcelain` prints: of each line its commit, what is said of that the first time, and the text
/// behind a tab. In a shallow clone, the oldest commit stands for all before it, which has no date then.
fn read(said: &str, is_shallow: bool) -> Vec<Blamed> {
    let mut commits: HashMap<&str, Option<i64>> = HashMap::new();
    let (mut blamed, mut commit) = (Vec::new(), "");
    let mut is_head = true;
    for line in said.split_terminator('\n') {
        if let Some(text) = line.strip_prefix('\t') {
            blamed.push(Blamed { text: text.to_owned(), added: commits.get(commit).copied().flatten() });
            is_head = true;
        } else if is_head {
            commit = line.split(' ').next().unwrap_or_default();
            is_head = false;
        } else if let Some(time) = line.strip_prefix("committer-time ") {
            commits.insert(commit, time.parse().ok());
        } else if line == "boundary" && is_shallow {
            commits.insert(commit, None);
        }
    }
    blamed
}

/// The dates of the lines of `source`; of lines that say the same, each has its own.
fn by_text(source: &str, blamed: &[Blamed]) -> Vec<Option<i64>> {
    let mut dates: HashMap<&str, VecDeque<Option<i64>>> = HashMap::new();
    let bare = |line: &'_ str| -> usize { line.trim_end_matches('\r').len() };
    for line in blamed {
        dates.entry(&line.text[..bare(&line.text)]).or_default().push_back(line.added);
    }
    let lines = source.split('\n');
    lines.map(|line| dates.get_mut(&line[..bare(line)])?.pop_front()?).collect()
}

#[cfg(test)]
mod tests {
    use super::{by_text, read};

    #[test]
    fn each_line_has_the_date_of_its_commit() {
        let said = "a1 1 1 2\ncommitter-time 10\nboundary\nfilename x\n\t# A\na1 2 2\n\t\nb2 3 3 1\ncommitter-time 20\n\
                    filename x\n\t- b\n";
        let blamed = read(said, false);
        assert_eq!(
            by_text("- b\r\n# A\n\nnew\n- b\n", &blamed),
            [Some(20), Some(10), Some(10), None, None, None]
        );
        // What a clone does not have is not known.
        let blamed = read(said, true);
        assert_eq!(by_text("# A\n\n- b", &blamed), [None, None, Some(20)]);
    }
}
