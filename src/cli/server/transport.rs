//! Messages in and out: JSON-RPC in frames with a `Content-Length`, as the protocol wants them.
//!
//! The types of messages are those of `lsp-server`. Its own reading is not used: it makes room for as many bytes as a frame
//! says that it has, and ends at the first message that is not well-formed, where an editor would lose its server.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use lsp_server::{ErrorCode, Message};
use serde_json::json;

/// What came in.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// Something that is not a message, and why.
    Malformed(String),
}

/// The longest message that is read, in bytes: the text of the largest file with each byte escaped fits.
const LONGEST: u64 = 1 << 32;
/// The longest line of a header.
const LONGEST_HEADER: u64 = 4096;

/// Reads standard input on a thread of its own, so that what was typed since is known while a list is checked. The
/// channel is closed where the input ends.
pub(super) fn listen() -> io::Result<Receiver<Incoming>> {
    let (sender, receiver) = mpsc::channel();
    let read = move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(Some(incoming)) = read(&mut input) {
            if sender.send(incoming).is_err() {
                break;
            }
        }
    };
    thread::Builder::new().name("reader".to_owned()).spawn(read)?;
    Ok(receiver)
}

/// The next message; `None` where the input ends, or cannot be understood any more.
fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("Content-Length") => {
                length = value.trim().parse::<u64>().ok();
            }
            Some(_) => {}
            None if line.trim().is_empty() => break,
            None => return Ok(Some(Incoming::Malformed("a line that is not a header".to_owned()))),
        }
    }
    let Some(length) = length else {
        return Ok(Some(Incoming::Malformed("a message without `Content-Length`".to_owned())));
    };
    if length > LONGEST {
        return Ok(None);
    }
    let mut body = Vec::new();
    if input.take(length).read_to_end(&mut body)? as u64 != length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Malformed(format!("not a message: {error}")),
    }))
}

/// Writes one message to standard output.
pub(super) fn send(message: &Message) -> io::Result<()> {
    message.write(&mut io::stdout().lock())
}

/// Answers something that is not a message, whose number is not known.
pub(super) fn send_malformed(reason: &str) -> io::Result<()> {
    let error = json!({ "code": ErrorCode::ParseError as i32, "message": reason });
    let body = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
    let mut output = io::stdout().lock();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Result<String, String>> {
        let mut found = Vec::new();
        while let Ok(Some(incoming)) = read(&mut bytes) {
            found.push(match incoming {
                Incoming::Message(Message::Notification(notification)) => Ok(notification.method),
                Incoming::Message(other) => Ok(format!("{other:?}")),
                Incoming::Malformed(reason) => Err(reason),
            });
        }
        found
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_follows_a_bad_message_is_read() {
        let good = frame(r#"{"jsonrpc": "2.0", "method": "exit"}"#);
        for bad in [frame("{"), frame("[]"), frame("\u{1f525}"), "Nonsense\r\n".into(), "\r\n".into()] {
            let found = all(format!("{good}{bad}{good}").as_bytes());
            assert_eq!(found.len(), 3, "{bad:?}: {found:?}");
            assert!(found[0].is_ok() && found[1].is_err() && found[2].is_ok(), "{bad:?}: {found:?}");
        }
    }

    #[test]
    fn headers_may_be_written_in_many_ways() {
        let body = r#"{"method": "exit"}"#;
        let length = body.len();
        for header in [
            format!("content-length:{length}\n\n"),
            format!("Content-Type: x; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"),
        ] {
            assert_eq!(all(format!("{header}{body}").as_bytes()), [Ok("exit".to_owned())], "{header:?}");
        }
    }

    /// No room is made for what does not come.
    #[test]
    fn a_length_that_is_not_kept_ends_the_input() {
        for length in ["5", "4000000000", "18446744073709551615", "99999999999999999999"] {
            let found = all(format!("Content-Length: {length}\r\n\r\n{{").as_bytes());
            assert!(found.iter().all(Result::is_err), "{length}: {found:?}");
        }
    }
}
