-- A round in Neovim without a screen: findings come, a fix is made, the list is formatted, and settings are followed.
-- RELIST is the server, LIST the file. Written for Neovim 0.7 and later; from 0.11 on it is set up as docs/editors.md says.

local list, relist = assert(os.getenv('LIST')), assert(os.getenv('RELIST'))

local function fail(message)
  io.stderr:write(message .. '\n')
  vim.cmd('cquit')
end

local function wait_for(what, holds)
  if not vim.wait(20000, holds, 20) then
    fail(what .. ': ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

-- The first finding of a rule, or of any, on a line, or on any.
local function finding(rule, message, line)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
    local fits = (not rule or code == rule) and one.message:find(message or '', 1, true)
    if fits and (not line or one.lnum == line) then return one end
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local function client()
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
  for _, one in pairs(all) do
    if one.name == 'relist' then return one end
  end
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(list))
  vim.bo.filetype = 'markdown'
  if not (vim.lsp.config and vim.lsp.enable) then
    local id = vim.lsp.start_client({ name = 'relist', cmd = { relist, 'server' }, root_dir = vim.fn.fnamemodify(list, ':h') })
    vim.lsp.buf_attach_client(0, id)
  end
  wait_for('the size is found', function() return finding('size-format', '`7b`') end)
  local size = finding('size-format', '`7b`')
  local line = vim.api.nvim_buf_get_lines(0, size.lnum, size.lnum + 1, false)[1]
  -- Neovim counts bytes here, whatever was agreed on.
  if line:sub(size.col + 1, size.end_col) ~= '7b' then
    fail('the size is found in the wrong place: ' .. vim.inspect(size))
  end

  -- The fix of the size, as the menu of actions makes it.
  local encoding = client().offset_encoding
  vim.api.nvim_win_set_cursor(0, { size.lnum + 1, size.col })
  local params = vim.lsp.util.make_range_params(0, encoding)
  params.context = { diagnostics = {}, only = { 'quickfix' } }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
  local action
  for _, answer in pairs(answers or {}) do
    for _, one in ipairs(answer.result or {}) do
      if one.title == 'Write `7B`' then action = one end
    end
  end
  if not action then fail('the fix is not offered: ' .. vim.inspect(answers)) end
  if not action.edit then
    for _, answer in pairs(vim.lsp.buf_request_sync(0, 'codeAction/resolve', action, 20000) or {}) do
      action = answer.result or action
    end
  end
  if not action.edit then fail('the fix has no edit') end
  vim.lsp.util.apply_workspace_edit(action.edit, encoding)
  if not text():find('|7B,', 1, true) then fail('the fix is not made:\n' .. text()) end
  wait_for('the size is fine', function()
    return finding('date-format') and not finding('size-format', '`7b`')
  end)

  -- Typed in the middle of a row of wide letters and of an emoji.
  local row = vim.fn.search('天鹰') - 1
  local start = vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1]:find('MIT', 1, true) - 1
  vim.api.nvim_buf_set_text(0, row, start, row, start + 3, { 'http://github.com/a/b' })
  wait_for('what was typed is found', function() return finding('insecure-url', '', row) end)
  local url = finding('insecure-url', '', row)
  if url.col ~= start then fail('it is found in the wrong place: ' .. vim.inspect(url)) end

  if vim.lsp.buf.format then vim.lsp.buf.format({ timeout_ms = 20000 }) else vim.lsp.buf.formatting_sync(nil, 20000) end
  vim.cmd('silent write')
  wait_for('nothing is found in what was formatted', function() return not finding() end)
  local version = vim.version()
  print(('Neovim %d.%d.%d: found, fixed, typed, formatted\n'):format(version.major, version.minor, version.patch))
end

if vim.lsp.config and vim.lsp.enable then
  vim.lsp.config('relist', {
    cmd = { relist, 'server' },
    filetypes = { 'markdown' },
    root_markers = { 'relist.toml', '.git' },
  })
  vim.lsp.enable('relist')
end
local ran, message = xpcall(run, debug.traceback)
if not ran then fail(message) end
vim.cmd('qall!')
