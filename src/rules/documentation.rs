//! What a rule says of itself, in the forms that are asked for.

use super::rule::Rule;

impl Rule {
    /// The documentation as markdown, each paragraph on one line: an editor or a web page breaks lines where it likes.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::with_capacity(self.documentation.len());
        let (mut is_code, mut is_paragraph) = (false, false);
        for line in self.documentation.lines() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            let is_fence = line.starts_with("```");
            let goes_on = !is_code && !is_fence && !line.is_empty() && !line.starts_with(['#', '|']);
            if is_paragraph {
                text.push(if goes_on { ' ' } else { '\n' });
            }
            text.push_str(line);
            is_paragraph = goes_on;
            if !goes_on {
                text.push('\n');
            }
            is_code ^= is_fence;
        }
        text.extend(is_paragraph.then_some('\n'));
        text
    }

    /// The text under one heading of the documentation, on one line; empty where there is none.
    ///
    /// ```
    /// let rule = relist::rules::named("date-format")?;
    /// assert!(rule.section("The fix").starts_with("Safe: "));
    /// # Ok::<(), relist::rules::UnknownRule>(())
    /// ```
    #[must_use]
    pub fn section(&self, heading: &str) -> String {
        let text = self.markdown();
        let from_here = text.split_once(&format!("## {heading}\n")).map_or("", |(_, rest)| rest);
        let section = from_here.split("\n## ").next().unwrap_or_default();
        section.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first sentence of what the rule says it does.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut section = self.section("What it does");
        let end = section.find(". ").map_or(section.len(), |end| end + 1);
        section.truncate(end);
        section
    }
}
