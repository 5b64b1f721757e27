import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ticketKeyOf } from '../../../electron/tickets/ticketKey';
import { parseSignedTicket } from '../../../shared/domain/ticket';
import { publicKeyOf, signTicket, ticketNumber, verifies, workshopTag } from '../../../shared/signing/signedTickets';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-key-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('each workshop has a key of its own, made once, in a file of its owner alone', () => {
  const seoul = Buffer.from(ticketKeyOf(folder, 'seoul-2025')).toString('hex');
  const milan = Buffer.from(ticketKeyOf(folder, 'milan-2025')).toString('hex');
  expect(seoul).toMatch(/^[0-9a-f]{64}$/);
  expect(milan).not.toBe(seoul);
  expect(Buffer.from(ticketKeyOf(folder, 'seoul-2025')).toString('hex')).toBe(seoul);
  if (process.platform !== 'win32') expect(fs.statSync(path.join(folder, 'ticket-keys.json')).mode & 0o777).toBe(0o600);
});

test('a damaged file is refused and left as it is', () => {
  const file = path.join(folder, 'ticket-keys.json');
  fs.writeFileSync(file, '{"version":1,"keys":{"seoul-2025":"short"}}');
  expect(() => ticketKeyOf(folder, 'milan-2025')).toThrow(/ticket-keys\.json is damaged/);
  expect(fs.readFileSync(file, 'utf8')).toContain('short');
});

test('a signed ticket proves its workshop and number, and says nothing of its holder', () => {
  const secret = new Uint8Array(32).fill(7);
  const number = ticketNumber('seoul-2025', 'SEL25-00001', 0);
  const code = signTicket('seoul-2025', number, secret);
  const ticket = parseSignedTicket(code)!;
  expect(ticket.tag).toEqual(workshopTag('seoul-2025'));
  expect(ticket.number).toEqual(number);
  expect(verifies(ticket.signature, ticket.signed, publicKeyOf(secret))).toBe(true);
  expect(verifies(ticket.signature, ticket.signed, publicKeyOf(new Uint8Array(32).fill(8)))).toBe(false);
  expect(signTicket('seoul-2025', number, secret)).toBe(code);
  const numbers = [ticketNumber('seoul-2025', 'SEL25-00001', 1), ticketNumber('seoul-2025', 'SEL25-00002', 0), ticketNumber('milan-2025', 'SEL25-00001', 0)];
  expect(new Set([number, ...numbers].map((each) => each.join())).size).toBe(4);
});
