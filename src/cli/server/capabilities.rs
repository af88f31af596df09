//! What the editor can do, and what this server offers it.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, FoldingRangeProviderCapability, GlobPattern,
    HoverProviderCapability, InitializeParams, InitializeResult, MarkupKind, OneOf, PositionEncodingKind,
    Registration, RegistrationParams, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};

use super::text::Encoding;

/// All that is safe to fix; editors ask for it by name when a file is saved.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.relist");
/// The same with what is unsafe. It is not a kind of `source.fixAll`, which many editors make on each save.
pub(super) const FIX_ALL_UNSAFE: CodeActionKind = CodeActionKind::new("source.relist.fixAllUnsafe");

/// What the editor can do, as far as it makes a difference.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question of the protocol with an answer of its own"
)]
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether it asks for the edit of an action only once that is chosen.
    pub(super) resolves_actions: bool,
    /// Whether it takes edits of one version of a document.
    pub(super) takes_versions: bool,
    pub(super) shows_markdown: bool,
    pub(super) nests_symbols: bool,
    pub(super) watches_files: bool,
}

impl Client {
    pub(super) fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let document = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let resolve = document.code_action.as_ref().and_then(|action| action.resolve_support.clone());
        let keeps_data = document.code_action.and_then(|action| action.data_support) == Some(true);
        let formats = document.hover.and_then(|hover| hover.content_format);
        Self {
            encoding: encoding(capabilities),
            resolves_actions: keeps_data
                && resolve.is_some_and(|resolve| resolve.properties.iter().any(|name| name == "edit")),
            takes_versions: workspace.workspace_edit.and_then(|edit| edit.document_changes) == Some(true),
            shows_markdown: formats.is_none_or(|formats| formats.contains(&MarkupKind::Markdown)),
            nests_symbols: document
                .document_symbol
                .and_then(|symbol| symbol.hierarchical_document_symbol_support)
                == Some(true),
            watches_files: workspace
                .did_change_watched_files
                .and_then(|watched| watched.dynamic_registration)
                == Some(true),
        }
    }

    pub(super) fn answer(self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL, FIX_ALL_UNSAFE]),
            resolve_provider: Some(true),
            ..CodeActionOptions::default()
        };
        let completion = CompletionOptions {
            trigger_characters: Some(vec!["#".to_owned()]),
            ..CompletionOptions::default()
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
            }),
            text_document_sync: Some(sync.into()),
            code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            completion_provider: Some(completion),
            ..ServerCapabilities::default()
        };
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        InitializeResult {
            capabilities,
            server_info: Some(ServerInfo { name: "relist".to_owned(), version }),
        }
    }
}

/// Bytes where the editor can count them, since no line has to be read for them; UTF-16 otherwise, which each can.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let known = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    if known.is_some_and(|known| known.contains(&PositionEncodingKind::UTF8)) {
        Encoding::Utf8
    } else {
        Encoding::Utf16
    }
}

/// Asks to be told of changes to settings.
pub(super) fn watch_settings() -> RegistrationParams {
    let watcher = |pattern: &str| FileSystemWatcher {
        glob_pattern: GlobPattern::String(pattern.to_owned()),
        kind: None,
    };
    let watchers = ["**/relist.toml", "**/.relist.toml", "**/.config/relist.toml"].map(watcher).into();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    RegistrationParams {
        registrations: vec![Registration {
            id: "settings".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}
