//! A merge as it is being made: text that is settled, and what is in conflict, with git's markers around it at the end.

/// What a merge consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MergePart {
    /// Settled.
    Text(String),
    /// Both changed it, and not to the same.
    Conflict(Conflict),
}

/// What stands between markers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) base: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

/// How conflicts are shown.
///
/// ```
/// let style = relist::compare::ConflictStyle::default();
/// assert_eq!((style.marker_size, style.with_base, style.labels[0].as_str()), (7, false, "ours"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictStyle {
    /// What the sides are called: ours, base, theirs.
    pub labels: [String; 3],
    /// How many characters a marker has; at least 1.
    pub marker_size: usize,
    /// Whether the base is shown between the sides (git's `diff3`).
    pub with_base: bool,
}

impl Default for ConflictStyle {
    fn default() -> Self {
        Self { labels: ["ours", "base", "theirs"].map(str::to_owned), marker_size: 7, with_base: false }
    }
}

/// The parts of a merge in the making; each starts on a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MergeParts(pub(super) Vec<MergePart>);

impl MergeParts {
    /// Adds settled text; what stands before it is ended where it has no line end.
    pub(super) fn push_text(&mut self, text: &str, line_end: &str) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(MergePart::Text(last)) => {
                if !last.ends_with(['\n', '\r']) && !last.is_empty() {
                    last.push_str(line_end);
                }
                last.push_str(text);
            }
            _ => self.0.push(MergePart::Text(text.to_owned())),
        }
    }

    /// Adds a conflict; one right after another is put together with it.
    pub(super) fn push_conflict(&mut self, conflict: Conflict, line_end: &str) {
        if let Some(MergePart::Conflict(last)) = self.0.last_mut() {
            let pairs = [
                (&mut last.base, conflict.base),
                (&mut last.ours, conflict.ours),
                (&mut last.theirs, conflict.theirs),
            ];
            for (last, next) in pairs {
                if !next.is_empty() && !last.is_empty() && !last.ends_with(['\n', '\r']) {
                    last.push_str(line_end);
                }
                last.push_str(&next);
            }
            return;
        }
        self.0.push(MergePart::Conflict(conflict));
    }

    pub(super) fn append(&mut self, other: Self, line_end: &str) {
        for part in other.0 {
            match part {
                MergePart::Text(text) => self.push_text(&text, line_end),
                MergePart::Conflict(conflict) => self.push_conflict(conflict, line_end),
            }
        }
    }

    pub(super) fn conflicts(&self) -> usize {
        self.0.iter().filter(|part| matches!(part, MergePart::Conflict(_))).count()
    }

    /// The text, where nothing is in conflict.
    pub(super) fn settled(&self) -> Option<String> {
        if self.conflicts() > 0 {
            return None;
        }
        Some(self.rendered(&ConflictStyle::default(), "\n"))
    }

    /// The text with each conflict settled by `side`.
    pub(super) fn resolved(&self, side: impl Fn(&Conflict) -> String, line_end: &str) -> String {
        let mut resolved = Self::default();
        for part in &self.0 {
            match part {
                MergePart::Text(text) => resolved.push_text(text, line_end),
                MergePart::Conflict(conflict) => resolved.push_text(&side(conflict), line_end),
            }
        }
        resolved.rendered(&ConflictStyle::default(), line_end)
    }

    /// The text with markers around conflicts.
    pub(super) fn rendered(&self, style: &ConflictStyle, line_end: &str) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                MergePart::Text(settled) => {
                    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
                        text.push_str(line_end);
                    }
                    text.push_str(settled);
                }
                MergePart::Conflict(conflict) => {
                    end_line(&mut text, line_end);
                    push_markers(&mut text, conflict, style, line_end);
                }
            }
        }
        text
    }
}

fn push_markers(text: &mut String, conflict: &Conflict, style: &ConflictStyle, line_end: &str) {
    let [ours, base, theirs] = &style.labels;
    push_side(text, '<', ours, &conflict.ours, style, line_end);
    if style.with_base {
        push_side(text, '|', base, &conflict.base, style, line_end);
    }
    push_side(text, '=', "", &conflict.theirs, style, line_end);
    push_side(text, '>', theirs, "", style, line_end);
}

fn push_side(
    text: &mut String,
    marker: char,
    label: &str,
    side: &str,
    style: &ConflictStyle,
    line_end: &str,
) {
    text.extend(std::iter::repeat_n(marker, style.marker_size.max(1)));
    if !label.is_empty() {
        text.push(' ');
        text.push_str(label);
    }
    text.push_str(line_end);
    text.push_str(side);
    end_line(text, line_end);
}

/// Ends the last line of `text` as git sees lines, for which a carriage return alone ends none.
fn end_line(text: &mut String, line_end: &str) {
    if text.ends_with('\r') {
        text.push('\n');
    } else if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(line_end);
    }
}
