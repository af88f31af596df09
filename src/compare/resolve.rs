//! A file with conflict markers, taken apart into the versions that it was made of.

use thiserror::Error;

/// What a file with conflict markers was made of. Outside of its conflicts all versions are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicted {
    /// The base; `None` where a conflict does not show it.
    pub base: Option<String>,
    /// Our version.
    pub ours: String,
    /// Their version.
    pub theirs: String,
    /// What the first conflict calls them: ours, base, theirs.
    pub labels: [String; 3],
    /// How many conflicts there are.
    pub conflicts: usize,
}

/// Why a file with markers cannot be taken apart.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the conflict that starts in line {line} is not whole: its `{missing}` line is missing")]
pub struct ConflictedError {
    /// The line, from 1, where the conflict starts, or a marker stands without one.
    pub line: usize,
    /// The first character of the marker that is missing.
    pub missing: char,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ConflictSide {
    Nothing,
    Ours,
    Base,
    Theirs,
}

impl Conflicted {
    /// Takes `text` apart at markers of `size` characters; `None` where there are none.
    ///
    /// ```
    /// use relist::compare::Conflicted;
    ///
    /// let text = "a\n<<<<<<< HEAD\nb\n||||||| base\n=======\nc\n>>>>>>> topic\n";
    /// let conflicted = Conflicted::read(text, 7)?.expect("there is a conflict");
    /// assert_eq!((conflicted.ours.as_str(), conflicted.theirs.as_str()), ("a\nb\n", "a\nc\n"));
    /// assert_eq!(conflicted.base.as_deref(), Some("a\n"));
    /// # Ok::<(), relist::compare::ConflictedError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConflictedError`] where a conflict is not whole.
    pub fn read(text: &str, size: usize) -> Result<Option<Self>, ConflictedError> {
        let mut read = Self::default();
        let (mut base, mut all_show_base) = (String::new(), true);
        let mut inside = ConflictSide::Nothing;
        let (mut started, mut shows_base) = (0, false);
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let marker = marker(line, size);
            inside = match (inside, marker) {
                (ConflictSide::Nothing, Some(('<', label))) => {
                    (started, shows_base) = (index + 1, false);
                    read.conflicts += 1;
                    read.name(0, label);
                    ConflictSide::Ours
                }
                (ConflictSide::Ours, Some(('|', label))) => {
                    shows_base = true;
                    read.name(1, label);
                    ConflictSide::Base
                }
                (ConflictSide::Ours | ConflictSide::Base, Some(('=', _))) => ConflictSide::Theirs,
                (ConflictSide::Theirs, Some(('>', label))) => {
                    all_show_base &= shows_base;
                    read.name(2, label);
                    ConflictSide::Nothing
                }
                (ConflictSide::Ours | ConflictSide::Base, Some(('<' | '>', _))) => {
                    return Err(ConflictedError { line: started, missing: '=' });
                }
                (ConflictSide::Theirs, Some(('<', _))) => {
                    return Err(ConflictedError { line: started, missing: '>' });
                }
                (ConflictSide::Nothing, _) => {
                    for side in [&mut base, &mut read.ours, &mut read.theirs] {
                        side.push_str(line);
                    }
                    inside
                }
                (inside, _) => {
                    let open = match inside {
                        ConflictSide::Base => &mut base,
                        ConflictSide::Theirs => &mut read.theirs,
                        _ => &mut read.ours,
                    };
                    open.push_str(line);
                    inside
                }
            };
        }
        match inside {
            ConflictSide::Nothing => {}
            ConflictSide::Theirs => return Err(ConflictedError { line: started, missing: '>' }),
            _ => return Err(ConflictedError { line: started, missing: '=' }),
        }
        read.base = all_show_base.then_some(base);
        Ok((read.conflicts > 0).then_some(read))
    }

    fn name(&mut self, side: usize, label: &str) {
        if self.labels[side].is_empty() {
            label.clone_into(&mut self.labels[side]);
        }
    }
}

/// The character of the marker that `line` is, and its label.
fn marker(line: &str, size: usize) -> Option<(char, &str)> {
    let line = line.trim_end_matches(['\n', '\r']);
    let first = line.chars().next().filter(|first| "<|=>".contains(*first))?;
    let rest = line.trim_start_matches(first);
    let is_marker = line.len() - rest.len() == size && (rest.is_empty() || rest.starts_with(' '));
    // A line of seven equals signs under a text is a heading; that of a conflict has no label.
    (is_marker && (first != '=' || rest.is_empty())).then(|| (first, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_belongs_to_all() {
        let text = "=======\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\nend";
        let read = Conflicted::read(text, 7).unwrap().unwrap();
        assert_eq!((read.ours.as_str(), read.theirs.as_str()), ("=======\n1\nend", "=======\n2\nend"));
        assert_eq!((read.base, read.conflicts), (None, 1));
        assert_eq!(Conflicted::read("a\n<<<<<<<< deeper\n", 7), Ok(None));
    }

    #[test]
    fn a_conflict_that_is_not_whole_is_named() {
        let missing = |text: &str| Conflicted::read(text, 7).unwrap_err();
        assert_eq!(missing("a\n<<<<<<< o\nb\n"), ConflictedError { line: 2, missing: '=' });
        assert_eq!(missing("<<<<<<< o\n=======\nb\n"), ConflictedError { line: 1, missing: '>' });
        assert_eq!(missing("<<<<<<< o\n<<<<<<< o\n"), ConflictedError { line: 1, missing: '=' });
    }
}
