import { randomUUID, sign } from 'node:crypto';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DraftEvent } from '@shared/contract/events';
import { enrolmentText, parseEnrolmentLine } from '@shared/contract/hub';
import { databaseOf, type SyncDocument } from '@shared/contract/sync';
import { createDeviceKey, type DeviceKey, loadDeviceKey } from '../../../electron/deviceKey';
import { Journal } from '../../../electron/journal/journal';
import { hashEvent } from '../../../electron/journal/hashes';
import { documentOf } from '../../../electron/sync/documents';
import { signaturesOf } from '../../../electron/sync/signatures';
import { JournalSource } from '../../../electron/sync/journalSource';

/** Laptops and what they have to send, made with the application's own code. Built for Node by the bench. */

export { createDeviceKey, databaseOf };
/** The id that the imported roster's workshop has. */
export const workshop = 'seoul-2025';

const stations = ['Entrance 1', 'Entrance 2', '대강당 입구', 'Saal 3', 'المدخل'];
const targets = ['day:2025-09-24', 'day:2025-09-25', 'session:S04', 'session:S09', 'day:2025-09-26'];

/** Check-ins as kiosks record them, of as many people as came; no two are alike. */
export function checkIns(count: number, from = 0): DraftEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return {
      type: 'checkIn.recorded',
      at: new Date(Date.UTC(2025, 8, 24, 8) + number * 1_370).toISOString(),
      data: {
        nonce: randomUUID(), target: targets[Math.floor(number / 320) % targets.length], direction: 'in',
        by: { role: 'kiosk', station: stations[number % stations.length] }, registrationId: `SEL25-${String((number * 7) % 12_000).padStart(6, '0')}`,
      },
    } as DraftEvent;
  });
}

/**
 * Writes check-ins into the journal of a data folder that nobody has open, until it holds so many events. Its index is
 * there too, as it is where the application runs: it follows each event that is written. @returns how many there are.
 */
export async function fillTo(dataFolder: string, count: number): Promise<number> {
  const { device } = keyOf(dataFolder);
  const journal = open(dataFolder, device);
  try {
    while (journal.lines < count) await journal.append(workshop, checkIns(Math.min(500, count - journal.lines), journal.lines));
    await journal.indexed();
    return journal.lines;
  } finally {
    await journal.close();
  }
}

/** The events of a data folder as the documents that it would send, a line of JSON each. */
export async function documentLines(dataFolder: string): Promise<string[]> {
  const key = keyOf(dataFolder);
  const journal = open(dataFolder, key.device);
  try {
    const source = new JournalSource(journal);
    const lines: string[] = [];
    for (let line = 0; ; ) {
      const { changes, through, pending } = await source.changes(workshop, line, 2_000);
      const signatures = signaturesOf(changes.map(({ event, hash }) => `${event.id}:${hash}`), key);
      for (const [index, { event, hash }] of changes.entries()) lines.push(JSON.stringify(documentOf({ ...event, signature: event.signature ?? signatures[index]! }, key, hash)));
      if (pending === 0) return lines;
      line = through;
    }
  } finally {
    await journal.close();
  }
}

/** How many events of the workshop a data folder holds, all of them read and looked at. */
export async function countOf(dataFolder: string): Promise<number> {
  return (await documentIds(dataFolder)).size;
}

export async function documentIds(dataFolder: string): Promise<Set<string>> {
  const journal = open(dataFolder, keyOf(dataFolder).device);
  try {
    const source = new JournalSource(journal);
    const ids = new Set<string>();
    for (let line = 0; ; ) {
      const { changes, through, pending } = await source.changes(workshop, line, 2_000);
      for (const { event, hash } of changes) ids.add(`${event.id}:${hash}`);
      if (pending === 0) return ids;
      line = through;
    }
  } finally {
    await journal.close();
  }
}

/** The events of one device, made without a journal as fast as they can be signed. */
export class Chain {
  private seq = 0;
  private prev = '';

  constructor(private readonly key: DeviceKey) {}

  /** The next so many. */
  body(count: number): { ids: string[]; body: Buffer } {
    const unsigned = checkIns(count, this.seq).map((draft) => this.next(draft));
    const signatures = signaturesOf(unsigned.map(({ _id }) => _id), this.key);
    const documents = unsigned.map((document, index) => ({ ...document, signature: signatures[index] }));
    return { ids: documents.map(({ _id }) => _id), body: gzipSync(`{"docs":[${documents.map((each) => JSON.stringify(each)).join(',')}]}`, { level: 1 }) };
  }

  private next(draft: DraftEvent): Omit<SyncDocument, 'signature'> {
    const { key } = this;
    this.seq += 1;
    const { at, type, data } = draft;
    const id = `${workshop}/${key.device}/${String(this.seq).padStart(10, '0')}`;
    const event = { id, workshop, device: key.device, seq: this.seq, at, hlc: `${Date.parse(at)}-0000`, type, v: 1, data, prev: this.prev };
    this.prev = hashEvent(event);
    return { _id: `${id}:${this.prev}`, ...event };
  }
}

/** Has the key of a data folder enrolled with a hub. @returns who asks from then on, as user and password. */
export async function enrol(dataFolder: string, enrolmentLine: string, ask: (body: string) => Promise<string>): Promise<{ user: string; password: string }> {
  const { line } = parseEnrolmentLine(enrolmentLine);
  const key = keyOf(dataFolder);
  const code = line?.code ?? '';
  const proof = sign(null, Buffer.from(enrolmentText(code)), key.privateKey).toString('hex');
  const answer = JSON.parse(await ask(JSON.stringify({ code, device: key.device, publicKey: key.publicKey, name: 'Bench', proof }))) as { token?: string };
  if (!answer.token) throw new Error(`The hub enrolled nobody: ${JSON.stringify(answer)}`);
  return { user: key.device, password: answer.token };
}

export function keyOf(dataFolder: string): DeviceKey {
  return loadDeviceKey(dataFolder) ?? createDeviceKey(dataFolder);
}

function open(dataFolder: string, device: string): Journal {
  return Journal.open({ folder: path.join(dataFolder, 'journal'), device, index: path.join(dataFolder, 'sync-index') });
}
