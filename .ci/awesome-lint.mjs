// Holds docs/awesome-lint.md to what the two programs say of the lists in .ci/awesome-lint/, `RULE.md` or
// `RULE.WHAT.md`. Called by awesome-lint.sh; MODULES is where npm put awesome-lint, RELIST is the program.
import {spawnSync} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const load = file => import(pathToFileURL(path.join(process.env.MODULES, 'node_modules/awesome-lint', file)));
const {default: lint} = await load('index.js');
const {default: config} = await load('config.js');

/** The rows of the tables of the document: awesome-lint's rules, and relist's; nothing where the table has none. */
const rows = readFileSync(path.join(root, 'docs/awesome-lint.md'), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split('|').map(cell => cell.trim()))
    .map(cells => ({
        rules: [...cells[1].matchAll(/`([^`]+)`/g)].map(match => match[1]),
        ours: cells.length === 5 ? cells[2].replaceAll('`', '').split(', ').filter(rule => rule !== '—') : undefined,
    }));
const compared = new Map(rows.filter(row => row.ours).map(row => [row.rules[0], row.ours]));
const outside = rows.filter(row => !row.ours).flatMap(row => row.rules);

const problems = [];
/** The name of a rule; one of them has none in the code. */
const name = entry => {
    const own = (Array.isArray(entry) ? entry[0] : entry).name.replace(/^remark-lint:/, '');
    return own === 'attacher' ? 'no-repeat-punctuation' : own;
};
for (const rule of config.map(name).filter(rule => !['remarkLint', 'remarkGfm'].includes(rule))) {
    if (!compared.has(rule) && !outside.includes(rule)) {
        problems.push(`${rule}: the document does not name this rule`);
    }
}

const lists = path.join(root, '.ci/awesome-lint');
const files = readdirSync(lists);
const found = new Map([...compared.keys()].map(rule => [rule, new Set()]));
for (const file of files) {
    const rule = file.split('.')[0];
    const allowed = compared.get(rule);
    if (!allowed) {
        problems.push(`${file}: no row of the document is about it`);
        continue;
    }
    const filename = path.join(lists, file);
    const asked = config.filter(entry => !outside.includes(name(entry)));
    const [result] = await lint({filename, config: asked});
    if (!result.messages.some(message => message.ruleId === rule)) {
        problems.push(`${file}: awesome-lint does not report ${rule}`);
    }
    const check = spawnSync(process.env.RELIST, ['check', '--no-config', '--output-format', 'json', filename]);
    const ours = new Set(JSON.parse(check.stdout).findings.map(finding => finding.rule));
    for (const one of ours) {
        found.get(rule).add(one);
        if (!allowed.includes(one)) problems.push(`${file}: relist reports ${one}, and the document does not say so`);
    }
    if (allowed.length > 0 && ours.size === 0) problems.push(`${file}: relist reports nothing`);
}
for (const [rule, ours] of compared) {
    if (!files.some(file => file.split('.')[0] === rule)) problems.push(`${rule}: no list shows it`);
    for (const one of ours) {
        if (!found.get(rule).has(one)) problems.push(`${rule}: relist never reports ${one}`);
    }
}

if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exit(1);
}
console.log(`${compared.size} rules of awesome-lint, ${files.length} lists: both programs say what the document says`);
