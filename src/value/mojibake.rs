//! Text that was saved as UTF-8 and read as Windows-1252, once or twice: `â€™` for `’`, `ðŸ”¥` for `🔥`.
//!
//! A reading undone is valid UTF-8 by accident far more often than one thinks: `é…”` at the end of a French quotation is
//! also the Chinese `酔`. So a run of such characters counts only where it holds what nobody writes after a letter, or
//! where all else in the text that is not ASCII would be undone as well.

use crate::text::{Edit, Span, SpanSet, apply};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A run of characters that were other characters before they were read in the wrong encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mojibake {
    /// Where the run stands in the text that was looked at.
    pub span: Span,
    /// What was meant.
    pub meant: String,
}

/// All such runs of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MojibakeRuns {
    /// The runs, in the order of the text.
    pub runs: Vec<Mojibake>,
    /// Whether nothing else in the text is beyond ASCII: the text as a whole was read in the wrong encoding.
    pub throughout: bool,
}

/// Finds the UTF-8 in `text` that was read as Windows-1252.
///
/// Bytes that Windows-1252 does not define are expected as C1 controls, as browsers and most editors read them. Runs whose
/// original would hold controls or private characters are not mojibake. Takes time linear in the length of `text`, and
/// next to none where no letter from `Â` to `ô` is in it.
#[must_use]
pub(crate) fn mojibake(text: &str) -> MojibakeRuns {
    undo(text, [None; 2])
}

/// The characters that Windows-1252 reads the bytes 80 to 9F as; from there on it is Latin-1.
#[rustfmt::skip]
const CONTROLS: [char; 0x20] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The byte that was read as `character`, if it can follow the first byte of a character.
fn continuation(character: char) -> Option<u8> {
    match character {
        '\0'..='\x7f' => None,
        // The upper half of Windows-1252 is that of Latin-1, where the bytes before it are controls.
        '\u{80}'..='\u{bf}' => u8::try_from(character).ok(),
        _ => {
            let index = CONTROLS.iter().position(|&read| read == character)?;
            u8::try_from(index).ok().map(|index| index + 0x80)
        }
    }
}

/// The runs of `text`, which stands between these characters.
fn undo(text: &str, around: [Option<char>; 2]) -> MojibakeRuns {
    let mut candidates = Vec::new();
    let mut position = 0;
    // `Â` to `ô`, which the first bytes of characters were read as, all start with C3 in UTF-8.
    while let Some(found) = memchr::memchr(0xC3, &text.as_bytes()[position..]) {
        let start = position + found;
        // No character that starts with C3 is longer.
        position = start + 2;
        let before = text[..start].chars().next_back().or(around[0]);
        if let Some(candidate) = MisreadRun::read(text, start, [before, around[1]]) {
            position = candidate.span.end;
            candidates.push(candidate);
        }
    }
    if candidates.is_empty() {
        return MojibakeRuns::default();
    }
    let is_misread = candidates.iter().any(MisreadRun::is_certain);
    let throughout = is_misread && is_ascii_between(text, candidates.iter().map(|candidate| candidate.span));
    let damaged = Damaged::new(text, &candidates);
    let counts = |run: &MisreadRun| {
        throughout || run.is_certain() || (is_misread && run.likely > 0) || damaged.holds(text, run)
    };
    let meant = candidates.into_iter().filter(counts);
    let runs: Vec<Mojibake> = meant.filter_map(|candidate| candidate.meant(text, around)).collect();
    MojibakeRuns { throughout: throughout && !runs.is_empty(), runs }
}

/// So many characters on either side belong to a word, at most.
const LONGEST_WORD: usize = 32;

/// What the certain runs of a text tell of the others: half a word that is mended is a new kind of damage.
struct Damaged {
    /// The words that hold a certain run.
    words: SpanSet,
    /// Whether a letter of Vietnamese is among what was meant for certain.
    is_vietnamese: bool,
}

impl Damaged {
    fn new(text: &str, candidates: &[MisreadRun]) -> Self {
        let certain = || candidates.iter().filter(|run| run.is_certain());
        let words = certain().map(|run| {
            let is_inside = |c: &char| !c.is_whitespace();
            let before = text[..run.span.start].chars().rev().take(LONGEST_WORD).take_while(is_inside);
            let after = text[run.span.end..].chars().take(LONGEST_WORD).take_while(is_inside);
            let len = |c: char| c.len_utf8();
            Span::new(
                run.span.start - before.map(len).sum::<usize>(),
                run.span.end + after.map(len).sum::<usize>(),
            )
        });
        Self { words: words.collect(), is_vietnamese: certain().any(MisreadRun::is_vietnamese) }
    }

    fn holds(&self, text: &str, run: &MisreadRun) -> bool {
        let before = text[..run.span.start].chars().next_back();
        let is_whole = before.is_none_or(char::is_whitespace) || before.is_some_and(char::is_alphanumeric);
        (is_whole && self.words.touches(run.span)) || (self.is_vietnamese && run.is_vietnamese())
    }
}

/// Whether all of `text` is ASCII but these parts, which are given in their order.
fn is_ascii_between(text: &str, parts: impl Iterator<Item = Span>) -> bool {
    let mut end = 0;
    let mut gaps = parts.map(|part| Span::new(std::mem::replace(&mut end, part.end), part.start));
    gaps.all(|gap| gap.of(text).is_ascii()) && text[end..].is_ascii()
}

/// Characters in a row that are all of them UTF-8 read wrongly, or look it.
struct MisreadRun {
    span: Span,
    /// What stood there one reading before.
    before: String,
    /// How many of its sequences are such as nobody writes.
    certain: usize,
    /// How many are such as nobody writes but to tell of letters.
    likely: usize,
    /// How many sequences stand for characters of two bytes, and for longer ones.
    short: usize,
    long: usize,
}

impl MisreadRun {
    /// The run at `start`, between these characters.
    fn read(text: &str, start: usize, [mut before, after]: [Option<char>; 2]) -> Option<Self> {
        let mut run = Self {
            span: Span::empty(start),
            before: String::new(),
            certain: 0,
            likely: 0,
            short: 0,
            long: 0,
        };
        while let Some(sequence) = ByteCharacter::read(&text[run.span.end..]) {
            run.span.end += sequence.length;
            let next = text[run.span.end..].chars().next().or(after);
            run.certain += usize::from(sequence.is_certain(before, next));
            run.likely += usize::from(sequence.is_likely(before));
            *(if sequence.continuations().len() > 1 { &mut run.long } else { &mut run.short }) += 1;
            run.before.push(sequence.meant);
            before = sequence.continuations().last().copied();
        }
        (!run.span.is_empty()).then_some(run)
    }

    /// Whether all of it were letters with the accents of Vietnamese.
    fn is_vietnamese(&self) -> bool {
        self.before.chars().all(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}'))
    }

    /// Whether it cannot be anything else. Several in a row are not an accident: nobody writes letters and quotes in turn.
    fn is_certain(&self) -> bool {
        self.certain > 0 || 2 * self.long + self.short > 2
    }

    /// What was meant, where that is text; what was read wrongly twice is undone twice.
    fn meant(self, text: &str, [before, after]: [Option<char>; 2]) -> Option<Mojibake> {
        let before = text[..self.span.start].chars().next_back().or(before);
        let after = text[self.span.end..].chars().next().or(after);
        let again = undo(&self.before, [before, after]).runs;
        if again.is_empty() {
            let Self { span, before: meant, .. } = self;
            return meant.chars().all(is_text).then_some(Mojibake { span, meant });
        }
        let edits: Vec<Edit> = again.into_iter().map(|run| Edit::replacement(run.span, run.meant)).collect();
        let meant = apply(&self.before, &edits).ok()?;
        meant.chars().all(is_text).then_some(Mojibake { span: self.span, meant })
    }
}

/// One character, in the form of those that its bytes were read as.
struct ByteCharacter {
    lead: char,
    /// Those that there are, of three at most.
    room: [char; 3],
    count: usize,
    /// Length of all of them in bytes.
    length: usize,
    meant: char,
}

impl ByteCharacter {
    fn read(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        let lead = characters.next()?;
        let first = u8::try_from(u32::from(lead)).ok()?;
        let count = match first {
            0xC2..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF4 => 3,
            _ => return None,
        };
        let (mut room, mut bytes) = (['\0'; 3], [first, 0, 0, 0]);
        let mut length = lead.len_utf8();
        for index in 0..count {
            let character = characters.next()?;
            room[index] = character;
            bytes[index + 1] = continuation(character)?;
            length += character.len_utf8();
        }
        let meant = str::from_utf8(&bytes[..=count]).ok()?.chars().next()?;
        Some(Self { lead, room, count, length, meant })
    }

    /// The characters behind the first.
    fn continuations(&self) -> &[char] {
        &self.room[..self.count]
    }

    /// Whether it is a capital alone, as of `Ã ` for `à`: a word begins with it, and ends there.
    fn is_likely(&self, before: Option<char>) -> bool {
        matches!(self.lead, 'Â' | 'Ã') && !before.is_some_and(char::is_alphanumeric)
    }

    /// Whether nobody writes these characters in this order between `before` and `after`.
    fn is_certain(&self, before: Option<char>, after: Option<char>) -> bool {
        let (first, second) = (self.room[0], self.continuations().get(1));
        // Behind a space or a quotation mark, another word may begin.
        let is_strange =
            never_follows(first) || (!closes(first) && second.is_some_and(|&c| never_follows(c)));
        let in_word =
            after.is_some_and(char::is_lowercase) && !matches!(first, '’' | '‘' | '”' | '“' | '–' | '—');
        // What a Mac read wrongly is another damage, and phonetic letters stand in no list.
        if before == Some('‚') || matches!(self.meant, '\u{240}'..='\u{2ff}' | '\u{1d00}'..='\u{1dbf}') {
            return false;
        }
        let in_capitals = before.is_some_and(char::is_uppercase)
            && self.lead.is_uppercase()
            && !after.is_some_and(char::is_lowercase);
        let is_inside = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase);
        let starts_word = !before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase);
        match self.lead {
            // In a word of capitals, only what Latin-1 has no sign for is not an accident.
            'Ã' if in_capitals && after.is_some_and(char::is_uppercase) && CONTROLS.contains(&first) => true,
            // `Â°` and `Â©`, in front of no word; `Ä°stanbul`, `ÄŒesko`.
            'Â' if !before.is_some_and(char::is_alphabetic) && "©®°±£¥¢§¶¹²³¼½¾¿¡".contains(first) => {
                true
            }
            'Ä' if starts_word && matches!(first, '°' | 'Œ') => true,
            'Ä' | 'Å' if is_inside && matches!(first, '«' | '\u{ad}' | '°') => true,
            'á' if is_inside && matches!(first, '»' | 'º') => true,
            _ if in_capitals && matches!(first, '\u{a1}'..='\u{bf}') => false,
            // Times, and the sign of a diameter, before a fraction; letters of Nko.
            '×' | 'Ø' | 'ß' => false,
            // Capitals begin a word, or stand in one of capitals.
            'Â' | 'Ã' if in_word => true,
            'Â'..='Å' if before.is_some_and(char::is_lowercase) => true,
            'ð' => first == 'Ÿ' || never_follows(first),
            // Arrows, ticks, trade marks: no word of any language has those letters behind an `â`.
            'â' if matches!(first, 'œ' | '†' | '„' | '‚' | '•' | '‹' | '™') => true,
            _ if self.meant == BYTE_ORDER_MARK => before.is_none(),
            _ => is_strange,
        }
    }
}

/// Whether a character is never written right behind a letter.
fn never_follows(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9f}') || "¤¦§¨¬¯±´¶¸¼½¾¡¢£¥€ƒˆ˜‰¿".contains(character)
}

/// Whether a character is often written right behind a word.
fn closes(character: char) -> bool {
    "’‘”“…–—»›\u{a0}™®©°²³¹·".contains(character)
}

/// Whether a character is one that a list may hold: no control, of no private use, in a plane that is in use.
fn is_text(character: char) -> bool {
    let is_used = matches!(character, ' '..='\u{3ffff}' | '\u{e0000}'..='\u{e01ff}');
    is_used
        && !matches!(character, '\u{7f}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}')
        && u32::from(character) & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` as it reads when its UTF-8 is taken for Windows-1252.
    fn misread(text: &str) -> String {
        let read = |byte: u8| match byte {
            0x80..=0x9f => CONTROLS[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        text.bytes().map(read).collect()
    }

    fn repaired(text: &str) -> String {
        let runs = mojibake(text).runs;
        let edits: Vec<Edit> = runs.into_iter().map(|run| Edit::replacement(run.span, run.meant)).collect();
        apply(text, &edits).unwrap()
    }

    /// Texts of many languages, each whole and as a part of a text that is not misread.
    const TEXTS: [&str; 17] = [
        "🔥 hot",
        "7–billion, “quoted” – it’s",
        "São Paulo, Zürich, naïve, façade, garçon",
        "ChatGLM，很强（开源）",
        "大语言模型的评测",
        "日本語のリスト",
        "한국어 목록",
        "Привет, мир",
        "Ελληνικά",
        "שלום עולם",
        "مرحبا بالعالم",
        "สวัสดี",
        "हिन्दी",
        "Łódź wąż żółć",
        "✅ done ❌ not → next ⭐ 4½",
        "tokens\u{202f}\u{202f}shortly",
        "👩‍💻 and 🇫🇷",
    ];

    /// Bytes that Latin-1 reads as controls, signs behind no word, and capitals that begin one.
    #[test]
    fn what_stands_at_the_start_of_a_word_is_read_again() {
        for (text, meant) in [
            ("Ecuador\u{e2}\u{80}\u{99}s birds", "Ecuador’s birds"),
            ("over \u{e2}\u{89}\u{a5}40 birds", "over ≥40 birds"),
            ("Ä°stanbul, ÄŒesko", "İstanbul, Česko"),
            ("Â© 2020, 20Â°C", "© 2020, 20°C"),
        ] {
            assert_eq!(repaired(text), meant);
        }
        for text in ["QUEM É¿", "NESTLÉ®", "Â la carte", "MÄ£ÄM", "É¶ 5 ×£"] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn what_was_misread_is_read_again() {
        for text in TEXTS {
            let once = misread(text);
            assert_eq!(repaired(&once), text, "{once}");
            assert_eq!(repaired(&misread(&once)), text, "twice: {once}");
            assert!(mojibake(&once).throughout, "{once}");
            let runs = mojibake(&format!("中文 {once}"));
            assert!(!runs.runs.is_empty() && !runs.throughout, "{once}");
        }
    }

    #[test]
    fn what_was_read_well_is_left_alone() {
        for text in TEXTS {
            assert_eq!(mojibake(text), MojibakeRuns::default(), "{text}");
        }
        for text in [
            "« café » “café…” ‘été’— déjà…” voilà… – à €50, São « É »",
            "Czech: „vidíš…“, „co děláš?“, „znáš”, lež… příště",
            "MAÇÃ” É… “CAFÉ™” JOSÉ® «Â» “Ã” Ö’s",
            "Spaß” Fuß… Straße– 3×½ Ø½ 100 Å² 5 Å³",
            "está—¿verdad? «sí»¡no! maðr ýž",
            "Â, Ã and â are letters; ISO 8859-1 has them at C2, C3 and E2",
        ] {
            assert_eq!(mojibake(text), MojibakeRuns::default(), "{text}");
        }
    }

    /// A capital alone may be a letter that the text is about, unless there is other mojibake.
    #[test]
    fn what_is_likely_counts_where_there_is_more() {
        assert_eq!(mojibake("中: Ã\u{a0} la").runs, []);
        assert_eq!(
            repaired("中: Ã\u{a0} la carte, dÃ©jÃ\u{a0}, Ã©, MAÇÃ”"),
            "中: à la carte, déjà, é, MAÇÃ”"
        );
    }

    #[test]
    fn nothing_but_text_comes_of_it() {
        for text in ["fooÂ\u{81}bar", "î\u{81}°€ x", "ï¿¾ï¿¾", "ñ\u{90}\u{90}\u{90}"] {
            assert_eq!(mojibake(text).runs, [], "{text}");
        }
    }

    #[test]
    fn a_misread_byte_order_mark_is_found_where_it_stands() {
        assert_eq!(
            mojibake("ï»¿# 中文").runs,
            [Mojibake { span: Span::new(0, 6), meant: "\u{feff}".into() }]
        );
        assert_eq!(mojibake("中文 ï»¿").runs, []);
    }

    /// Everything that a repair leaves is left alone by the next.
    #[test]
    fn repairs_are_made_at_once() {
        for text in TEXTS {
            let (once, twice) = (misread(text), misread(&misread(text)));
            for text in
                [misread(&twice), format!("中 {twice}{once}Â{once}"), format!("é{once}…{twice}{text}")]
            {
                let mended = repaired(&text);
                assert_eq!(repaired(&mended), mended, "{text}");
            }
        }
    }

    #[test]
    fn example_of_mojibake() {
        use crate::value::mojibake;

        let found = mojibake("a 7â€“billion-parameter model");
        assert_eq!(found.runs[0].meant, "–");
        assert!(mojibake("Le café… « É » – 50 000 €").runs.is_empty());
    }
}
