//! What a rule says of itself, in the forms that are asked for.

use super::rule::Rule;

impl Rule {
    /// The documentation as markdown: without the space that each line of a doc comment starts with.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = String::with_capacity(self.documentation.len());
        for line in self.documentation.lines() {
            text.extend([line.strip_prefix(' ').unwrap_or(line), "\n"]);
        }
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
