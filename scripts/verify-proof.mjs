#!/usr/bin/env node
// Checks an exported proof of the journal, and with it an audit report as CSV, by nothing but SHA-256.
//   node scripts/verify-proof.mjs PROOF.ndjson [AUDIT.csv]
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [proofFile, auditFile] = process.argv.slice(2);
if (proofFile === undefined) fail('usage: verify-proof.mjs PROOF.ndjson [AUDIT.csv]');

const events = new Map();
let head = null;
let end = null;
let hash = null;
let running = null;
let lastSeq = 0;
let seals = 0;
let unsealed = 0;

let place = 0;
for await (const text of createInterface({ input: createReadStream(proofFile) })) {
  place += 1;
  let line;
  try {
    line = JSON.parse(text);
  } catch {
    fail(`line ${place} is no JSON`);
  }
  if (end !== null) fail(`line ${place} stands behind the end`);
  if (head === null) start(line);
  else if (Array.isArray(line)) take(line);
  else if (line.seal !== undefined) seal(line.seal);
  else if (line.end !== undefined) finish(line.end);
  else fail(`line ${place} is nothing that a proof holds`);
}
if (end === null) fail('the proof breaks off before its end');
const count = events.size;
console.log(`${count} events stand under ${seals} unbroken seals, up to event ${end.seq}.`);
console.log(`Last seal: ${end.hash}`);
if (auditFile !== undefined) checkAudit(readFileSync(auditFile, 'utf8'));

function start(line) {
  if (line.format !== 'gatehouse-proof' || line.version !== 1)
    fail('this is no proof of a journal');
  head = line;
  hash = Buffer.from(line.after.hash, 'hex');
  lastSeq = line.after.seq;
  running = createHash('sha256').update(hash);
}

function take(row) {
  const [seq] = row;
  if (row.length !== 6 || seq !== lastSeq + 1) fail(`event ${lastSeq + 1} is missing`);
  for (const field of row) running.update(`${field}\0`);
  events.set(seq, row);
  lastSeq = seq;
  unsealed += 1;
}

function seal({ seq, hash: expected }) {
  if (seq !== lastSeq) fail(`event ${lastSeq + 1} is missing`);
  const found = running.digest();
  if (found.toString('hex') !== expected)
    fail(`events ${seq - unsealed + 1} to ${seq} are not what was sealed`);
  hash = found;
  running = createHash('sha256').update(hash);
  seals += 1;
  unsealed = 0;
}

function finish(line) {
  if (unsealed > 0) fail(`event ${lastSeq} is under no seal`);
  if (line.seq !== lastSeq || line.seals !== seals || line.events !== events.size)
    fail('the end does not tell of what stands before it');
  if (line.hash !== hash.toString('hex')) fail('the end names another seal than the last');
  end = line;
}

/** Every row of the audit's list must be what its event says: when, who, from where, what and why. */
function checkAudit(text) {
  const rows = parseCsv(text.replace(/^\ufeff/, ''));
  const at = rows.findIndex(([first, second]) => first === 'No.' && second === 'When');
  if (at < 0) fail('the CSV holds no list of an audit');
  let checked = 0;
  for (const row of rows.slice(at + 1)) {
    if (row.length === 1 && row[0] === '') break;
    const [number, when, who, role, from, what, , reason] = row;
    const event = events.get(Number(number));
    if (event === undefined) fail(`row No. ${number}: the proof holds no such event`);
    const [, instant, type, actorText, , bodyText] = event;
    const actor = JSON.parse(actorText);
    const body = JSON.parse(bodyText);
    const said = {
      When: [Date.parse(when), Math.floor(instant / 1000) * 1000],
      Who: [plain(who), actor.name],
      Role: [plain(role), actor.role],
      From: [plain(from), actor.from ?? ''],
      What: [plain(what), type],
      Reason: [plain(reason), body.reason ?? ''],
    };
    for (const [name, [found, sealed]] of Object.entries(said))
      if (found !== sealed)
        fail(`row No. ${number}: ${name} says "${found}", the journal says "${sealed}"`);
    checked += 1;
  }
  console.log(`${checked} rows of the audit say what the journal says.`);
}

/** Text without the apostrophe that keeps spreadsheets from taking it for a formula. */
function plain(text = '') {
  return /^'[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text;
}

/** RFC 4180. */
function parseCsv(text) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (quoted && sign === '"' && text[index + 1] === '"') {
      field += '"';
      index += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ',') {
      rows.at(-1).push(field);
      field = '';
    } else if (!quoted && sign === '\n') {
      rows.at(-1).push(field.replace(/\r$/, ''));
      field = '';
      rows.push([]);
    } else field += sign;
  }
  rows.at(-1).push(field);
  return rows;
}

function fail(what) {
  console.error(`Does not hold: ${what}.`);
  process.exit(1);
}
