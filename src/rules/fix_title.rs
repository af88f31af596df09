//! The words that most fixes are described by.

/// So many characters of a text are quoted.
const QUOTED: usize = 60;

/// `` write `new` ``
pub(super) fn write(new: &str) -> String {
    format!("write {}", quoted(new))
}

/// `` remove `old` ``
pub(super) fn remove(old: &str) -> String {
    format!("remove {}", quoted(old))
}

/// `` add `new` ``
pub(super) fn add(new: &str) -> String {
    format!("add {}", quoted(new))
}

/// Writing `new`, or removing `old` where nothing takes its place.
pub(super) fn replace(old: &str, new: &str) -> String {
    if new.is_empty() { remove(old) } else { write(new) }
}

/// What a fix of padding and pipes does to a row, which it turns into `row`.
pub(super) fn lay_out(row: &str) -> String {
    let row = row.trim();
    if row.chars().count() > QUOTED { "set its spaces and pipes".to_owned() } else { write(row) }
}

/// `text` as code, shortened, on one line.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let short = short.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎");
    if short.contains('`') { format!("`` {short} ``") } else { format!("`{short}`") }
}
