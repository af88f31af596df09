use super::*;

fn read(source: &str) -> (Vec<&str>, Vec<(&str, &str)>, Vec<String>) {
    let document = Document::parse(source);
    let found = Directives::read(&document);
    let off = found.off().iter().map(|span| span.of(source)).collect();
    let ignores =
        found.ignores().iter().map(|ignore| (ignore.rule.of(source), ignore.scope.of(source))).collect();
    let faults = found.faults().iter().map(|fault| fault.message.clone()).collect();
    (off, ignores, faults)
}

const TABLE: &str = "| A | B |\n| - | - |\n| a | b |\n";

#[test]
fn an_ignore_is_about_the_next_block() {
    let source = format!("<!-- relist: ignore one, two -->\n\n<!-- other -->\n{TABLE}\nText.\n");
    assert_eq!(read(&source).1, [("one", TABLE), ("two", TABLE)]);
    let source = "<!-- relist:ignore one -->\n\nA line.\nAnother.\n\nNo more.\n";
    assert_eq!(read(source).1, [("one", "A line.\nAnother.\n")]);
    let source = "> <!-- relist: ignore one -->\n>\n> | A |\n> | - |\n> | a |\n";
    assert_eq!(read(source).1, [("one", "> | A |\n> | - |\n> | a |\n")]);
    assert_eq!(read("<!-- relist: ignore one -->\n").2, ["there is nothing after this to ignore"]);
}

#[test]
fn an_ignore_among_text_is_about_its_line() {
    let source = "First.\n\nSecond <!-- relist: ignore one --> line.\nThird.\n";
    assert_eq!(read(source).1, [("one", "Second <!-- relist: ignore one --> line.\n")]);
}

#[test]
fn an_ignore_in_a_row_is_about_the_row() {
    let rows = ["| a <!-- relist: ignore one --> | b |\n", "| c | d | <!-- relist: ignore two -->\n"];
    let source = format!("{TABLE}{}{}| `<!-- relist: ignore three -->` | f |\n", rows[0], rows[1]);
    assert_eq!(read(&source).1, [("one", rows[0]), ("two", rows[1])]);
}

#[test]
fn off_lasts_until_on_or_the_end() {
    let source = "a\n\n<!-- relist: off -->\n\nb <!-- relist: ingore -->\n\n<!-- relist: on -->\n\nc\n";
    let (off, ignores, faults) = read(source);
    assert_eq!(off, ["<!-- relist: off -->\n\nb <!-- relist: ingore -->\n\n<!-- relist: on -->"]);
    assert!(ignores.is_empty() && faults.is_empty());
    assert_eq!(read("<!-- relist: off -->\n\na\n").0, ["<!-- relist: off -->\n\na\n"]);
}

#[test]
fn what_is_not_understood_is_told() {
    let fault = |words: &str| read(&format!("<!-- relist:{words} -->\n\n{TABLE}")).2.concat();
    assert_eq!(fault(" of"), "unknown word `of`; did you mean `off`?");
    assert_eq!(fault(" ingore date-format"), "unknown word `ingore`; did you mean `ignore`?");
    assert_eq!(fault(" on"), "nothing is switched off here");
    assert_eq!(fault(" off now"), "`off` stands alone; nothing may follow it");
    assert_eq!(fault(" ignore"), "`ignore` needs the names of rules");
    assert_eq!(fault(" order"), "an order is written `order=-Date,Name` or `order=keep`");
    assert!(fault("").starts_with("nothing follows `relist:`"));
    assert_eq!(fault(" order=-A,B"), "");
    assert_eq!(read("<!-- relist: order=A -->\n\nText.\n").2, ["an order stands right before a table"]);
    assert_eq!(read("<!-- relist is good -->\n\n<!-- markdownlint-disable -->\n\na\n").2, [""; 0]);
}
