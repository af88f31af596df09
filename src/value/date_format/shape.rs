//! The shape of a date: how many digits stand where, and which signs between them.
//!
//! A text is in few of the known spellings, and to try each takes long: `2023/07` cannot be `MM/YY`.

use super::token::Token;

/// Letters, however many.
const LETTERS: u8 = b'a';

/// The shape of `text`, written into `room`, which has to be as long as the text: for each run of digits their number,
/// for each run of ASCII letters one letter, and every other byte itself.
pub(super) fn of_text<'room>(text: &str, room: &'room mut [u8]) -> &'room [u8] {
    let mut len = 0;
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let Some(place) = room.get_mut(len) else { return &[] };
        len += 1;
        if first.is_ascii_digit() {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            *place = u8::try_from(digits).unwrap_or(u8::MAX);
            rest = &rest[digits..];
        } else if first.is_ascii_alphabetic() {
            *place = LETTERS;
            rest = &rest[rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()..];
        } else {
            *place = *first;
            rest = after;
        }
    }
    &room[..len]
}

/// The shapes that texts in a format of these tokens have.
pub(super) fn of_format(tokens: &[Token]) -> Vec<Vec<u8>> {
    let mut shapes = vec![Vec::with_capacity(2 * tokens.len())];
    for token in tokens {
        // A number without a leading zero has one digit or two.
        let mut shorter =
            if matches!(token, Token::Month | Token::Day) { shapes.clone() } else { Vec::new() };
        for shape in &mut shorter {
            shape.push(1);
        }
        for shape in &mut shapes {
            push(shape, *token);
        }
        shapes.append(&mut shorter);
    }
    shapes
}

/// Appends what a token shows, at its longest.
fn push(shape: &mut Vec<u8>, token: Token) {
    match token {
        Token::Year4 => shape.push(4),
        Token::Year2 | Token::MonthPadded | Token::DayPadded | Token::Month | Token::Day => shape.push(2),
        Token::MonthLong | Token::MonthShort => shape.push(LETTERS),
        Token::IsoTime => shape.extend([LETTERS, 2, b':', 2]),
        Token::Time => shape.extend([2, b':', 2]),
        Token::Literal(sign) => shape.extend(sign.encode_utf8(&mut [0; 4]).bytes()),
    }
}
