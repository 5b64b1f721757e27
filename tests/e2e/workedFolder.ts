import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { freshData, headless, roster } from './application';
import { attendanceDifferences, type JournalReading, readJournal } from './journalReader';

/** A data folder of a workshop that is at work, and what the application says of it. */

export const today = 'day:2025-09-24';
export const tickets = fs.readFileSync(roster, 'utf8').split('\r\n').slice(1).filter(Boolean).map((row) => row.split(',')[1] as string);

export const scansOf = (name: string, codes: readonly string[]): { code: string; nonce: string }[] => codes.map((code, index) => ({ code, nonce: `${name} ${index}` }));
export const linesOf = (scans: readonly object[]): string => scans.map((scan) => `${JSON.stringify(scan)}\n`).join('');

export async function checkIn(data: string, name: string, codes: readonly string[]): Promise<void> {
  const { code, stderr } = await headless(['check-in', '--stdin', '--target', today, '--data', data], linesOf(scansOf(name, codes)));
  if (code !== 0) throw new Error(stderr);
}

export function copyOf(data: string): string {
  const copy = freshData();
  const caches = /Cache|Crashpad|blob_storage/;
  fs.cpSync(data, copy, { recursive: true, filter: (from) => !caches.test(path.basename(from)) });
  return copy;
}

export const journalOf = (data: string): JournalReading => readJournal(path.join(data, 'journal'));

export async function attendance(data: string): Promise<{ stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await headless(['attendance', '--data', data]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return { stdout, stderr };
}

/** The application says what the journal's good lines say. */
export async function expectFold(data: string): Promise<void> {
  expect(attendanceDifferences((await attendance(data)).stdout, journalOf(data).events)).toEqual([]);
}

export async function expectFoldAnew(data: string): Promise<void> {
  expect(await headless(['rebuild', '--data', data])).toMatchObject({ code: 0 });
  await expectFold(data);
}

/** What `doctor` finds wrong, but for the room on the machine that the tests run on. */
export async function findings(data: string, ...args: string[]): Promise<string[]> {
  const { code, json } = await headless(['doctor', '--data', data, '--json', ...args]);
  const [report] = json<{ ok: boolean; checks: { check: string; ok: boolean; message: string }[] }>();
  expect(code).toBe(report!.ok ? 0 : 1);
  return report!.checks.filter(({ check, ok }) => !ok && check !== 'disk').map(({ message }) => message);
}

export function isSameFile(one: string, other: string): boolean {
  return fs.readFileSync(one).equals(fs.readFileSync(other));
}
