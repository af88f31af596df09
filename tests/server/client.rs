//! An editor, as far as a server can tell.

use std::fs;
use std::io::{BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use lsp_server::{Message, Notification, Request, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(super) use super::edits::applied;

/// A server that has not answered by then never will; no answer that comes is timed.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    folder: TempDir,
    last_id: i32,
    published: Vec<Value>,
}

impl Client {
    /// A server that was not spoken to.
    pub(super) fn silent() -> Self {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_relist"));
        command.arg("server").current_dir(folder.path());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let (sender, messages) = channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        // As values: an answer to what was no message has no number, which the type of a message does not allow.
        thread::spawn(move || {
            while let Some(message) = read_frame(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, messages, folder, last_id: 0, published: Vec::new() }
    }

    /// A server that agreed on an encoding.
    pub(super) fn start(encoding: &str) -> Self {
        Self::start_with(encoding, true)
    }

    pub(super) fn start_with(encoding: &str, resolves: bool) -> Self {
        let mut client = Self::silent();
        let action = if resolves {
            json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } })
        } else {
            json!({})
        };
        let params = json!({ "capabilities": {
            "general": { "positionEncodings": [encoding] },
            "textDocument": {
                "codeAction": action,
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            },
            "workspace": {
                "workspaceEdit": { "documentChanges": resolves },
                "didChangeWatchedFiles": { "dynamicRegistration": true },
            },
        } });
        let answer = client.request("initialize", &params);
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.notify("initialized", &json!({}));
        client
    }

    /// Leaves as an editor does.
    pub(super) fn stop(mut self) {
        assert_eq!(self.request("shutdown", &Value::Null), Value::Null);
        self.notify("exit", &Value::Null);
        assert_eq!(self.status(), Some(0));
    }

    /// How the server ended.
    pub(super) fn status(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }

    pub(super) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        // A server that has ended does not read.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    fn send(&mut self, message: impl Into<Message>) {
        let mut bytes = Vec::new();
        message.into().write(&mut bytes).unwrap();
        self.send_raw(&bytes);
    }

    pub(super) fn notify(&mut self, method: &str, params: &Value) {
        self.send(Notification::new(method.to_owned(), params));
    }

    pub(super) fn next(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server answers")
    }

    fn ask(&mut self, method: &str, params: &Value) -> Response {
        self.last_id += 1;
        let id = self.last_id;
        self.send(Request::new(id.into(), method.to_owned(), params));
        loop {
            let message = self.next();
            if message["id"] == id {
                return serde_json::from_value(message).unwrap();
            }
            self.keep(&message);
        }
    }

    fn keep(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            self.published.push(message["params"].clone());
        }
    }

    pub(super) fn request(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.ask(method, params).response_result;
        answer.unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    pub(super) fn error(&mut self, method: &str, params: &Value) -> Value {
        let error = self.ask(method, params).response_result.expect_err(method);
        json!({ "code": error.code, "message": error.message })
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn uri(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        lsp_types::Url::from_file_path(path).unwrap().to_string()
    }

    /// `params` about the document called `name`.
    pub(super) fn of(&self, name: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({ "uri": self.uri(name) });
        params
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        self.open_as(name, "markdown", text);
    }

    pub(super) fn open_as(&mut self, name: &str, language: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    pub(super) fn change(&mut self, name: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", &params);
    }

    /// The next diagnostics of whatever document.
    pub(super) fn any_diagnostics(&mut self) -> Value {
        while self.published.is_empty() {
            let message = self.next();
            self.keep(&message);
        }
        self.published.remove(0)
    }

    /// The next diagnostics of one document.
    pub(super) fn diagnostics(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        let mut others = Vec::new();
        loop {
            let published = self.any_diagnostics();
            if published["uri"] == uri.as_str() {
                others.append(&mut self.published);
                self.published = others;
                return published;
            }
            others.push(published);
        }
    }

    /// Those of one of its versions.
    pub(super) fn diagnostics_of(&mut self, name: &str, version: i32) -> Value {
        loop {
            let published = self.diagnostics(name);
            if published["version"] == version {
                return published;
            }
        }
    }

    pub(super) fn actions(
        &mut self,
        name: &str,
        start: (u32, u32),
        end: (u32, u32),
        only: Option<&str>,
    ) -> Vec<Value> {
        let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let range = json!({ "start": place(start), "end": place(end) });
        let params = self.of(name, json!({ "range": range, "context": context }));
        self.request("textDocument/codeAction", &params).as_array().unwrap().clone()
    }

    /// The edits of an action, which are asked for where they are not there yet.
    pub(super) fn edits_of(&mut self, action: &Value, name: &str) -> Value {
        let action = if action.get("edit").is_some() {
            action.clone()
        } else {
            self.request("codeAction/resolve", action)
        };
        match action["edit"]["documentChanges"][0].as_object() {
            Some(change) => {
                assert_eq!(change["textDocument"]["uri"], self.uri(name));
                change["edits"].clone()
            }
            None => action["edit"]["changes"][self.uri(name)].clone(),
        }
    }
}

fn read_frame(output: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, value)) => length = value.parse().ok()?,
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
