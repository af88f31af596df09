"""`relist server` by a client that somebody else wrote: pytest-lsp, with its records of what editors can do.

RELIST is the program to try.
"""

import os
import sys

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

LIST = """\
# 模型 🔥

| Model   | Size | Released |
| ------- | ---- | -------- |
| Mistral | 7B   | 09/23    |
| Qwen 🔥 | 7B   | 08/23    |
| Llama 2 | 70B  | 07/23    |
| MPT     | 30B  | 05/23    |
|猎鹰 🔥|40b|2023-06|
"""
URI = "file:///nowhere/list.md"

# How wide the characters of a text are, by what was agreed on.
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=[os.environ["RELIST"], "server", "--stdio"]),
)
async def client(request, lsp_client: LanguageClient):
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _: None)
    capabilities = client_capabilities(request.param)
    answer = await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities))
    lsp_client.counts_in = CODECS[answer.capabilities.position_encoding]
    yield
    await lsp_client.shutdown_session()


def opened(client, text=LIST):
    item = types.TextDocumentItem(uri=URI, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


async def found(client, until):
    while not (URI in client.diagnostics and until(client.diagnostics[URI])):
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return client.diagnostics[URI]


def document():
    return types.TextDocumentIdentifier(uri=URI)


def column(client, text):
    codec, width = client.counts_in
    return len(text.encode(codec)) // width


def applied(client, text, edits):
    codec, width = client.counts_in
    lines = [line.encode(codec) for line in text.splitlines(keepends=True)] + [b""]

    def at(place):
        return sum(map(len, lines[: place.line])) + width * place.character

    units = b"".join(lines)
    for edit in sorted(edits, key=lambda edit: at(edit.range.start), reverse=True):
        units = units[: at(edit.range.start)] + edit.new_text.encode(codec) + units[at(edit.range.end) :]
    return units.decode(codec)


@pytest.mark.asyncio
async def test_findings_a_fix_and_the_format(client: LanguageClient):
    opened(client)
    diagnostics = await found(client, lambda all_of_them: any(one.code == "size-format" for one in all_of_them))
    size = next(one for one in diagnostics if one.code == "size-format")
    assert (size.range.start.line, size.range.start.character) == (8, column(client, "|猎鹰 🔥|"))
    assert size.range.end.character == size.range.start.character + 3
    assert size.source == "relist"

    context = types.CodeActionContext(diagnostics=[size], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(text_document=document(), range=size.range, context=context)
    action = next(one for one in await client.text_document_code_action_async(params) if one.title == "Write `40B`")
    if action.edit is None:
        action = await client.code_action_resolve_async(action)
    changes = action.edit.document_changes
    edits = changes[0].edits if changes else action.edit.changes[URI]
    fixed = applied(client, LIST, edits)
    assert fixed == LIST.replace("40b", "40B")

    change = types.TextDocumentContentChangeWholeDocument(text=fixed)
    versioned = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=versioned, content_changes=[change]))
    await found(client, lambda all_of_them: all(one.code != "size-format" for one in all_of_them))

    options = types.FormattingOptions(tab_size=4, insert_spaces=True)
    params = types.DocumentFormattingParams(text_document=document(), options=options)
    formatted = applied(client, fixed, await client.text_document_formatting_async(params))
    assert "| 猎鹰 🔥 | 40B  | 06/23    |" in formatted.splitlines()


@pytest.mark.asyncio
async def test_outline_hover_and_anchors(client: LanguageClient):
    opened(client, LIST + "\n## Notes\n\n[🔥](#)\n")
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=document()))
    assert symbols[0].name == "模型 🔥"
    position = types.Position(line=8, character=column(client, "|猎鹰 🔥|"))
    await found(client, bool)
    hover = await client.text_document_hover_async(types.HoverParams(text_document=document(), position=position))
    assert "size-format" in hover.contents.value
    position = types.Position(line=12, character=column(client, "[🔥](#"))
    items = await client.text_document_completion_async(types.CompletionParams(text_document=document(), position=position))
    items = items.items if isinstance(items, types.CompletionList) else items
    assert [item.label for item in items] == ["#模型-", "#notes"]


if __name__ == "__main__":
    quiet = ["-q", "-p", "no:cacheprovider", "-W", "ignore", "-o", "asyncio_default_fixture_loop_scope=function"]
    sys.exit(pytest.main([__file__, *quiet]))
