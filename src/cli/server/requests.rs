//! What an editor asks for, each by its method.

use std::collections::BTreeMap;

use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::request::{
    CodeActionRequest, CodeActionResolveRequest, Completion, DocumentSymbolRequest, FoldingRangeRequest,
    Formatting, HoverRequest, RangeFormatting, Request as _,
};
use lsp_types::{
    CodeActionParams, CompletionParams, DocumentFormattingParams, DocumentRangeFormattingParams,
    DocumentSymbolParams, FoldingRangeParams, HoverParams, TextDocumentIdentifier, Url,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::capabilities::Client;
use super::open_document::OpenDocument;
use super::session::{read, refusal};
use super::{actions, completion, folding, formatting, hover, symbols};
use crate::cli::args::ConfigChoice;

/// Why a request fails: a code, and a sentence that most editors show.
pub(super) type Refusal = (ErrorCode, String);

/// Something that could not be done, for `reason`.
pub(super) fn failed(reason: impl Into<String>) -> Refusal {
    (ErrorCode::RequestFailed, reason.into())
}

/// The documents that are open, and whatever else a request is answered from.
pub(super) struct RequestContext<'a> {
    pub(super) client: Client,
    pub(super) choice: &'a ConfigChoice,
    pub(super) documents: &'a mut BTreeMap<Url, OpenDocument>,
}

impl RequestContext<'_> {
    /// The document called `uri`; nothing where it is not open, or not markdown.
    pub(super) fn document(&mut self, uri: &Url) -> Option<&mut OpenDocument> {
        self.documents.get_mut(uri).filter(|document| document.is_list())
    }

    /// What `of` makes of a document; `null` where there is none.
    fn about<R>(
        &mut self,
        TextDocumentIdentifier { uri }: &TextDocumentIdentifier,
        of: impl FnOnce(&mut OpenDocument) -> R,
    ) -> Option<R> {
        self.document(uri).map(of)
    }
}

pub(super) fn answer(
    request: Request,
    client: Client,
    documents: &mut BTreeMap<Url, OpenDocument>,
    choice: &ConfigChoice,
) -> Response {
    let mut asked = RequestContext { client, choice, documents };
    let Request { id, method, params } = request;
    match method.as_str() {
        CodeActionRequest::METHOD => {
            reply(id, params, |params: CodeActionParams| Ok(actions::offered(&mut asked, &params)))
        }
        CodeActionResolveRequest::METHOD => reply(id, params, |action| actions::resolved(&mut asked, action)),
        Formatting::METHOD => reply(id, params, |params: DocumentFormattingParams| {
            asked.about(&params.text_document, |document| formatting::whole(document, choice)).transpose()
        }),
        RangeFormatting::METHOD => reply(id, params, |params: DocumentRangeFormattingParams| {
            asked
                .about(&params.text_document, |document| formatting::within(document, params.range, choice))
                .transpose()
        }),
        HoverRequest::METHOD => reply(id, params, |params: HoverParams| {
            let at = params.text_document_position_params;
            let shown = |document: &mut OpenDocument| {
                document.look(choice);
                hover::at(document, at.position, client)
            };
            Ok(asked.about(&at.text_document, shown).flatten())
        }),
        DocumentSymbolRequest::METHOD => reply(id, params, |params: DocumentSymbolParams| {
            Ok(asked.about(&params.text_document, |document| symbols::of(document, client)))
        }),
        FoldingRangeRequest::METHOD => reply(id, params, |params: FoldingRangeParams| {
            Ok(asked.about(&params.text_document, |document| folding::of(&document.text)))
        }),
        Completion::METHOD => reply(id, params, |params: CompletionParams| {
            let at = params.text_document_position;
            Ok(asked.about(&at.text_document, |document| completion::at(&document.text, at.position)))
        }),
        _ => refusal(id, ErrorCode::MethodNotFound, format!("relist does not know `{method}`")),
    }
}

fn reply<P: DeserializeOwned, R: Serialize>(
    id: RequestId,
    params: serde_json::Value,
    answer: impl FnOnce(P) -> Result<R, Refusal>,
) -> Response {
    match read(params) {
        Ok(params) => response(id, answer(params)),
        Err(reason) => refusal(id, ErrorCode::InvalidParams, reason),
    }
}

/// The answer with the number `id`.
pub(super) fn response<R: Serialize>(id: RequestId, answer: Result<R, Refusal>) -> Response {
    let written = answer.and_then(|answer| {
        serde_json::to_value(answer).map_err(|error| (ErrorCode::InternalError, error.to_string()))
    });
    match written {
        Ok(value) => Response::new_ok(id, value),
        Err((code, reason)) => refusal(id, code, reason),
    }
}
