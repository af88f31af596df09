//! `insecure-url`: `http` where the host is known to answer by `https`.

use super::cell::{CellContext, report_prose_urls, report_urls};
use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::Finding;
use crate::value::RepairKind;

declare_rule! {
    /// ## What it does
    ///
    /// Looks for `http://` links to hosts that are known to redirect to `https://`, such as GitHub, arXiv and Hugging
    /// Face.
    ///
    /// ## Why it matters
    ///
    /// The first request goes out in the clear, and the same page under two addresses escapes a search for duplicates.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// [code](http://github.com/owner/project)
    /// ```
    ///
    /// becomes `https://github.com/owner/project`.
    ///
    /// ## The fix
    ///
    /// Safe: the letter `s`, on a short list of hosts. Other hosts are left alone: nobody asked them. What a list, or the
    /// text around it, does throughout is left alone, too.
    "insecure-url", Warning, ("link", "links"), Safe, Check::CellAndDocument(check, check_prose)
}

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    report_urls(cell, &RULE, RepairKind::Insecure, message, findings);
}

fn check_prose(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report_prose_urls(context, &RULE, RepairKind::Insecure, message, findings);
}

fn message(_: &str) -> String {
    "this host supports `https`".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;

    /// Where all of many links to a host are written so, outside of lists as well, that is how the file is written.
    #[test]
    fn what_a_text_does_throughout_is_left_alone() {
        use super::super::testing::findings;
        use crate::config::Config;

        let links = |count: usize| "[Paper](http://arxiv.org/abs/2401.00001)\n\nText.\n\n".repeat(count);
        let found = |source: &str| findings("insecure-url", source, &Config::default()).len();
        assert_eq!((found(&links(19)), found(&links(20))), (19, 0));
        let some_secure = links(30) + "[Two](https://arxiv.org/abs/1) [are](https://arxiv.org/abs/2)\n";
        assert_eq!(found(&some_secure), 30);
    }

    #[test]
    fn links_in_cells_prose_and_definitions_are_found() {
        assert_eq!(lines_of_bad_fixture("insecure-url"), [5, 6, 7, 8, 10, 12]);
    }
}
