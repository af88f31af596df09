//! What can be done about a finding: its fix, a comment that silences it, and all fixes at once.
//!
//! An action is offered without its edit where the editor asks for that later, which most do: to prove a fix, the whole
//! page is compared, and the cursor moves over many findings of which none is mended.

use std::collections::HashMap;

use lsp_server::ErrorCode;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use super::capabilities::{FIX_ALL, FIX_ALL_UNSAFE};
use super::formatting;
use super::ignore_here;
use super::open_document::OpenDocument;
use super::reports::diagnostic;
use super::requests::{Refusal, RequestContext, failed};
use super::session::read;
use crate::cli::args::ConfigChoice;
use crate::report::Reported;
use crate::rules::Applicability;
use crate::text::Span;

/// What an action is to do, as it comes back when it is chosen.
#[derive(Deserialize, Serialize)]
struct ActionRequest {
    uri: Url,
    version: i32,
    what: ActionKind,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum ActionKind {
    Fix(Named),
    Ignore(Named),
    FixAll,
    FixAllUnsafe,
}

/// A finding, by what tells it from the others of its document.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
struct Named {
    rule: String,
    start: usize,
    end: usize,
    message: String,
}

impl Named {
    fn of(finding: &Reported) -> Self {
        let Span { start, end } = finding.range.span;
        Self { rule: finding.rule.name.to_owned(), start, end, message: finding.message.clone() }
    }
}

/// The actions for a range of a document.
pub(super) fn offered(asked: &mut RequestContext<'_>, params: &CodeActionParams) -> Option<Vec<CodeAction>> {
    let (client, choice) = (asked.client, asked.choice);
    let document = asked.document(&params.text_document.uri)?;
    document.look(choice);
    let span = document.text.span(params.range);
    let only = params.context.only.as_deref();
    let is_asked_for =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|wanted| covers(wanted, kind)));
    let mut actions = Vec::new();
    if is_asked_for(&CodeActionKind::QUICKFIX) {
        quick_fixes(document, span, &mut actions);
    }
    for (kind, title, what, least) in [
        (FIX_ALL, "Fix all that is safe to fix (relist)", ActionKind::FixAll, Applicability::Safe),
        (
            FIX_ALL_UNSAFE,
            "Fix all, unsafe fixes included (relist)",
            ActionKind::FixAllUnsafe,
            Applicability::Unsafe,
        ),
    ] {
        let fixes = document.findings().iter().filter_map(|finding| finding.fix.as_ref());
        if is_asked_for(&kind)
            && fixes.map(|fix| fix.applicability).any(|applicability| applicability == least)
        {
            actions.push(action(document, title.to_owned(), kind, what));
        }
    }
    if !client.resolves_actions {
        actions = actions.into_iter().filter_map(|action| resolved(asked, action).ok()).collect();
    }
    Some(actions)
}

/// Whether `kind` is `wanted`, or a kind of it.
fn covers(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}

fn quick_fixes(document: &OpenDocument, span: Span, actions: &mut Vec<CodeAction>) {
    let touches = |finding: &&Reported| {
        let own = finding.range.span;
        own.start <= span.end && span.start <= own.end
    };
    let mut found: Vec<&Reported> = document.findings().iter().filter(touches).collect();
    // What the cursor is on comes before what its whole row is about.
    found.sort_by_key(|finding| finding.range.span.len());
    let mut places = document.text.places();
    let mut add = |title: String, what: ActionKind, finding: &Reported, is_preferred: bool| {
        let diagnostics = Some(vec![diagnostic(&document.uri, &mut places, finding)]);
        let action = action(document, title, CodeActionKind::QUICKFIX, what);
        actions.push(CodeAction { diagnostics, is_preferred: Some(is_preferred), ..action });
    };
    for finding in &found {
        let Some(fix) = &finding.fix else { continue };
        let is_safe = fix.applicability == Applicability::Safe;
        let note = if is_safe { "" } else { " (unsafe)" };
        let title = format!("{}{note}", capitalized(&fix.description));
        add(title, ActionKind::Fix(Named::of(finding)), finding, is_safe);
    }
    let mut told = Vec::new();
    for finding in &found {
        if !told.contains(&finding.rule.name) {
            told.push(finding.rule.name);
            let title = format!("Ignore `{}` here", finding.rule.name);
            add(title, ActionKind::Ignore(Named::of(finding)), finding, false);
        }
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn action(document: &OpenDocument, title: String, kind: CodeActionKind, what: ActionKind) -> CodeAction {
    let wanted = ActionRequest { uri: document.uri.clone(), version: document.version, what };
    CodeAction { title, kind: Some(kind), data: serde_json::to_value(wanted).ok(), ..CodeAction::default() }
}

/// The action with its edit.
pub(super) fn resolved(asked: &mut RequestContext<'_>, action: CodeAction) -> Result<CodeAction, Refusal> {
    let (client, choice) = (asked.client, asked.choice);
    let data = action.data.clone().unwrap_or_default();
    let ActionRequest { uri, version, what } =
        read(data).map_err(|reason| (ErrorCode::InvalidParams, reason))?;
    let outdated =
        || (ErrorCode::ContentModified, "the document has changed since this was offered".to_owned());
    let document =
        asked.document(&uri).filter(|document| document.version == version).ok_or_else(outdated)?;
    document.look(choice);
    let edits = edits(document, what, choice)?;
    let edit = if client.takes_versions {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(version) };
        let edits = edits.into_iter().map(OneOf::Left).collect();
        let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
        WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit::new(HashMap::from([(uri, edits)]))
    };
    Ok(CodeAction { edit: Some(edit), ..action })
}

fn edits(document: &OpenDocument, what: ActionKind, choice: &ConfigChoice) -> Result<Vec<TextEdit>, Refusal> {
    match what {
        ActionKind::FixAll => formatting::whole(document, choice),
        ActionKind::FixAllUnsafe => {
            formatting::edits(document, choice, |task| task.format(Applicability::Unsafe))
        }
        ActionKind::Fix(named) => formatting::edits(document, choice, |task| {
            task.format_only(|_, finding| {
                let Span { start, end } = finding.span;
                (start, end, finding.rule.name) == (named.start, named.end, named.rule.as_str())
                    && finding.message == named.message
            })
        }),
        ActionKind::Ignore(named) => {
            let finding = document.findings().iter().find(|finding| Named::of(finding) == named);
            let edit = finding.and_then(|finding| ignore_here::edit(document, finding, choice));
            let edit = edit.ok_or_else(|| {
                failed("no comment in this place would silence the rule and change nothing else")
            })?;
            Ok(document.text.edits(&[edit]))
        }
    }
}
