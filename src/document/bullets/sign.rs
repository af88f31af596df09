//! What stands between the parts of an item: separators and emoji.

/// The first separator in `text` that has words before it: where it starts, white space before it included, and how long
/// it is with that behind it.
pub(super) fn inner_separator(text: &str) -> Option<(usize, usize)> {
    // Names may be long sentences, so that bytes are looked at before characters. A comma separates nothing behind words.
    let signs = text.bytes().enumerate().filter(|&(_, byte)| STARTS_SIGN[usize::from(byte)]);
    let mut signs = signs.map(|(at, _)| text.split_at(at)).filter(|(_, sign)| sign.starts_with(is_sign));
    signs.find_map(|(before, _)| {
        let words = before.trim_end();
        let follows_words = !words.is_empty() && !before.ends_with(is_sign);
        let len = follows_words.then(|| separator(text, words.len(), before.len())).flatten()?;
        Some((words.len(), len))
    })
}

/// The bytes that some sign starts with.
const STARTS_SIGN: [bool; 256] = {
    let mut starts = [false; 256];
    let mut sign = 0;
    while sign < SIGNS.len() {
        let mut bytes = [0; 4];
        starts[SIGNS[sign].encode_utf8(&mut bytes).as_bytes()[0] as usize] = true;
        sign += 1;
    }
    starts
};

const SIGNS: [char; 9] = ['-', '–', '—', ':', '：', '|', '·', '•', '~'];

/// How long the separator is that `text` starts with, the white space around it included.
pub(super) fn leading_separator(text: &str) -> Option<usize> {
    let sign = text.trim_start();
    if !sign.starts_with(may_separate) {
        return None;
    }
    separator(text, 0, text.len() - sign.len())
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | ':' | '：' | '|' | '·' | '•' | '~')
}

fn may_separate(c: char) -> bool {
    is_sign(c) || matches!(c, ',' | '，')
}

/// How long the separator is whose first sign stands at `at`, from `start`, where the white space before it starts, to
/// the end of that behind it.
fn separator(text: &str, start: usize, at: usize) -> Option<usize> {
    let first = text[at..].chars().next()?;
    let after = &text[at + first.len_utf8()..];
    let after = if is_sign(first) { after.trim_start_matches(is_sign) } else { after };
    // An arrow: `[Name](url) -> Text`. In the middle of a text it may be a part of what that says.
    let after = after.strip_prefix('>').filter(|_| start == 0 && first == '-').unwrap_or(after);
    let behind = after.trim_start();
    let is_spaced = behind.len() < after.len();
    let ends = is_spaced || after.is_empty();
    let is_separator = match first {
        '：' => true,
        // `**Name**:"Title"`
        ':' => ends || (start == 0 && after.starts_with(['"', '“'])),
        ',' | '，' => start == 0 && (is_spaced || first == '，'),
        _ => (start < at || start == 0) && (ends || start == 0 && first != '~'),
    };
    is_separator.then_some(text.len() - behind.len() - start)
}

/// How many bytes at the start of `text` are signs and names of emoji (`:zap:`), and no words.
pub(super) fn signs(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != ':');
        let Some(after) = rest.strip_prefix(':') else { break };
        let name =
            after.find(|c: char| !c.is_ascii_alphanumeric() && !"_+-".contains(c)).unwrap_or(after.len());
        match after[name..].strip_prefix(':') {
            Some(next) if name > 0 => rest = next,
            _ => rest = after,
        }
    }
    text.len() - rest.len()
}
