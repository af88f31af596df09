//! What is said between editor and server, from the first message to the last.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as note, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{InitializeParams, PublishDiagnosticsParams, Url};
use serde::de::DeserializeOwned;

use super::capabilities::{Client, watch_settings};
use super::open_document::OpenDocument;
use super::text::Text;
use super::transport::{self, Incoming};
use super::{reports, requests};
use crate::cli::args::ConfigChoice;

/// So long nothing comes in before a document is checked that was typed in.
const PAUSE: Duration = Duration::from_millis(100);

/// How far the conversation is.
#[derive(Clone, Copy, Debug)]
enum SessionStage {
    /// Nothing was said yet.
    Starting,
    Running(Client),
    /// The editor has said that it is about to leave.
    Ending,
}

/// What goes on after a message.
enum Next {
    Listen,
    End,
}

/// A conversation with one editor.
pub(super) struct Session<'a> {
    choice: &'a ConfigChoice,
    stage: SessionStage,
    documents: BTreeMap<Url, OpenDocument>,
}

impl<'a> Session<'a> {
    pub(super) fn new(choice: &'a ConfigChoice) -> Self {
        Self { choice, stage: SessionStage::Starting, documents: BTreeMap::new() }
    }

    /// Listens until the editor is gone; whether it said so before.
    pub(super) fn run(&mut self, messages: &Receiver<Incoming>) -> io::Result<bool> {
        loop {
            let incoming = match self.documents.values().filter_map(|document| document.due).min() {
                None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => messages.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let next = match incoming {
                Ok(Incoming::Message(message)) => self.handle(message)?,
                Ok(Incoming::Malformed(reason)) => {
                    transport::send_malformed(&reason)?;
                    Next::Listen
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.check_one()?;
                    Next::Listen
                }
                Err(RecvTimeoutError::Disconnected) => Next::End,
            };
            if matches!(next, Next::End) {
                return Ok(matches!(self.stage, SessionStage::Ending));
            }
        }
    }

    fn handle(&mut self, message: Message) -> io::Result<Next> {
        match message {
            Message::Request(request) => self.answer(request)?,
            Message::Notification(notification) if notification.method == note::Exit::METHOD => {
                return Ok(Next::End);
            }
            Message::Notification(notification) => self.take_note(notification)?,
            // The one thing that is asked of the editor, to watch files, needs no answer.
            Message::Response(_) => {}
        }
        Ok(Next::Listen)
    }

    fn answer(&mut self, request: Request) -> io::Result<()> {
        let id = request.id.clone();
        let response = match self.stage {
            SessionStage::Starting if request.method == request::Initialize::METHOD => {
                self.initialize(request)
            }
            SessionStage::Starting => {
                refusal(id, ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned())
            }
            SessionStage::Ending => {
                refusal(id, ErrorCode::InvalidRequest, "nothing follows `shutdown`".to_owned())
            }
            SessionStage::Running(_) if request.method == request::Shutdown::METHOD => {
                self.stage = SessionStage::Ending;
                self.documents.clear();
                Response::new_ok(id, serde_json::Value::Null)
            }
            SessionStage::Running(client) => {
                requests::answer(request, client, &mut self.documents, self.choice)
            }
        };
        transport::send(&response.into())
    }

    fn initialize(&mut self, request: Request) -> Response {
        match read::<InitializeParams>(request.params) {
            Ok(params) => {
                let client = Client::of(&params);
                self.stage = SessionStage::Running(client);
                requests::response(request.id, Ok(client.answer()))
            }
            Err(reason) => refusal(request.id, ErrorCode::InvalidParams, reason),
        }
    }

    /// Notifications that are not known, or not understood, are passed over: nobody waits for an answer.
    fn take_note(&mut self, notification: Notification) -> io::Result<()> {
        let SessionStage::Running(client) = self.stage else { return Ok(()) };
        let Notification { method, params } = notification;
        match method.as_str() {
            note::Initialized::METHOD if client.watches_files => {
                let id = RequestId::from("watch-settings".to_owned());
                let ask = Request::new(id, request::RegisterCapability::METHOD.to_owned(), watch_settings());
                transport::send(&ask.into())
            }
            note::DidOpenTextDocument::METHOD => {
                if let Ok(lsp_types::DidOpenTextDocumentParams { text_document: opened }) = read(params) {
                    let text = Text::new(opened.text, client.encoding);
                    let (uri, language) = (opened.uri.clone(), opened.language_id.as_str());
                    let mut document = OpenDocument::new(opened.uri, language, opened.version, text);
                    document.due = document.is_list().then(Instant::now);
                    self.documents.insert(uri, document);
                }
                Ok(())
            }
            note::DidChangeTextDocument::METHOD => {
                if let Ok(params) = read(params) {
                    self.change(params);
                }
                Ok(())
            }
            note::DidSaveTextDocument::METHOD => {
                // Files that it links to may be there now.
                let saved =
                    read(params).map(|params: lsp_types::DidSaveTextDocumentParams| params.text_document.uri);
                self.check_again(|uri| saved.as_ref().is_ok_and(|saved| saved == uri));
                Ok(())
            }
            note::DidChangeWatchedFiles::METHOD | note::DidChangeConfiguration::METHOD => {
                self.check_again(|_| true);
                Ok(())
            }
            note::DidCloseTextDocument::METHOD => {
                let Ok(lsp_types::DidCloseTextDocumentParams { text_document: closed }) = read(params) else {
                    return Ok(());
                };
                match self.documents.remove(&closed.uri) {
                    Some(document) if document.is_list() => {
                        publish(PublishDiagnosticsParams::new(closed.uri, Vec::new(), None))
                    }
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn change(&mut self, params: lsp_types::DidChangeTextDocumentParams) {
        let lsp_types::DidChangeTextDocumentParams { text_document, content_changes } = params;
        if let Some(document) = self.documents.get_mut(&text_document.uri) {
            for change in content_changes {
                document.text.change(change);
            }
            document.version = text_document.version;
            document.forget();
            document.due = document.is_list().then(|| Instant::now() + PAUSE);
        }
    }

    fn check_again(&mut self, is_meant: impl Fn(&Url) -> bool) {
        for document in
            self.documents.values_mut().filter(|document| document.is_list() && is_meant(&document.uri))
        {
            document.forget();
            document.due = Some(Instant::now());
        }
    }

    /// Checks the document that is due first, and says what was found. What came in before is handled first.
    fn check_one(&mut self) -> io::Result<()> {
        let first = self.documents.values_mut().filter(|document| document.due.is_some());
        let Some(document) = first.min_by_key(|document| document.due) else { return Ok(()) };
        document.due = None;
        document.look(self.choice);
        publish(reports::of(document))
    }
}

fn publish(params: PublishDiagnosticsParams) -> io::Result<()> {
    transport::send(&Notification::new(note::PublishDiagnostics::METHOD.to_owned(), params).into())
}

/// The parameters of a message, or why they are not what it needs.
pub(super) fn read<T: DeserializeOwned>(params: serde_json::Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

pub(super) fn refusal(id: RequestId, code: ErrorCode, reason: String) -> Response {
    Response::new_err(id, code as i32, reason)
}
