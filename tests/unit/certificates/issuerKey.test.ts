import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { issuerKeyOf, restoreIssuerKey } from '../../../electron/certificates/issuerKey';
import { recoveryProblem } from '../../../electron/certificates/recoveryProblem';
import { readRecoveryText, recoveryTextOf } from '../../../shared/signing/recoveryText';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-issuer-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const hex = (secret: Uint8Array): string => Buffer.from(secret).toString('hex');
const file = (): string => path.join(folder, 'certificate-key.json');

test('the key is made once, in a file of its owner alone', () => {
  const secret = hex(issuerKeyOf(folder));
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(hex(issuerKeyOf(folder))).toBe(secret);
  if (process.platform !== 'win32') expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
});

test('another computer signs with it once it has been restored, and loses none that it had', () => {
  const secret = issuerKeyOf(folder);
  const sheet = recoveryTextOf(secret).join('\n');
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-issuer-'));
  try {
    const own = hex(issuerKeyOf(other));
    const read = readRecoveryText(sheet);
    if (!('secret' in read)) throw new Error('unread');
    restoreIssuerKey(other, read.secret);
    restoreIssuerKey(other, read.secret);
    expect(hex(issuerKeyOf(other))).toBe(hex(secret));
    const kept = JSON.parse(fs.readFileSync(path.join(other, 'certificate-key.json'), 'utf8')) as object;
    expect(kept).toEqual({ version: 1, secret: hex(secret), former: [own] });
    restoreIssuerKey(other, Buffer.from(own, 'hex'));
    expect(JSON.parse(fs.readFileSync(path.join(other, 'certificate-key.json'), 'utf8'))).toEqual({ version: 1, secret: own, former: [hex(secret)] });
  } finally {
    fs.rmSync(other, { recursive: true });
  }
});

test('a damaged file is refused and left as it is', () => {
  fs.writeFileSync(file(), '{"version":1,"secret":"short"}');
  expect(() => issuerKeyOf(folder)).toThrow(/certificate-key\.json is damaged/);
  expect(() => restoreIssuerKey(folder, new Uint8Array(32))).toThrow(/damaged/);
  expect(fs.readFileSync(file(), 'utf8')).toContain('short');
});

test('every problem of a recovery text has a sentence', () => {
  expect(recoveryProblem({ problem: 'line', line: 3 })).toContain('line 3');
  expect(recoveryProblem({ problem: 'length' })).toContain('four lines');
  expect(recoveryProblem({ problem: 'checksum' })).toContain('one sheet');
});
