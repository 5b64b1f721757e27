import fs from 'node:fs';
import path from 'node:path';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import { createDeviceKey, type DeviceKey, loadDeviceKey } from '../../../electron/deviceKey';
import { Journal } from '../../../electron/journal/journal';
import type { HeldEvent } from '../../../electron/sync/documents';
import { JournalSource } from '../../../electron/sync/journalSource';
import { readJournal } from '../../e2e/journalReader';
import { freshFolder } from './memoryFolder';

/** A laptop as sync knows it: a data folder with the real journal, its index and its key. */
export class Laptop {
  journal!: Journal;
  source!: JournalSource;
  readonly key: DeviceKey;
  private written = 0;

  /** @param now its clock, in milliseconds. */
  constructor(readonly folder = freshFolder(), readonly now: () => number = Date.now) {
    this.key = loadDeviceKey(folder) ?? createDeviceKey(folder);
    this.start();
  }

  get device(): string {
    return this.key.device;
  }

  /** Where a remote's places and its list of the refused lie. */
  remoteFolder(name: string): string {
    return path.join(this.folder, 'sync', 'remotes', name);
  }

  start(): void {
    const { folder, key, now } = this;
    this.journal = Journal.open({ folder: path.join(folder, 'journal'), device: key.device, index: path.join(folder, 'sync-index'), now });
    this.source = new JournalSource(this.journal);
    // As the workspace does: who was erased elsewhere is blanked here.
    this.journal.onGrown(({ received }) => {
      if (received?.erases) void this.journal.blank();
    });
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  /** Check-ins; no two are alike. */
  async checkIns(workshop: string, count: number): Promise<HeldEvent[]> {
    const drafts = Array.from({ length: count }, (): DraftEvent => ({
      type: 'checkIn.recorded', at: '2025-09-24T00:00:00.000Z',
      data: { nonce: `${this.device} ${process.hrtime.bigint()} ${this.written++}`, target: 'day:2025-09-24', direction: 'in', by: { role: 'kiosk' }, registrationId: 'SEL25-00001' },
    }) as DraftEvent);
    return this.append(workshop, drafts);
  }

  /** Somebody is written down by name. */
  register(workshop: string, registrationId: string, fullName: string): Promise<HeldEvent[]> {
    return this.append(workshop, [{ type: 'attendee.corrected', at: '2025-09-24T00:00:00.000Z', data: { registrationId, source: 'desk', by: { role: 'desk' } }, person: { fullName } } as unknown as DraftEvent]);
  }

  /** Somebody is erased, here at once and elsewhere once it is known there. */
  async erase(workshop: string, registrationId: string): Promise<void> {
    await this.append(workshop, [{ type: 'attendee.erased', at: '2025-09-25T00:00:00.000Z', data: { registrationId, reason: 'requested', by: { role: 'desk' } } } as unknown as DraftEvent]);
    await this.journal.blank();
  }

  /** `<event id>:<hash>` of all it holds of a workshop, sorted: what two laptops must agree upon. */
  async ids(workshop: string): Promise<string[]> {
    const all: string[] = [];
    for (let after = 0, left = 1; left > 0; ) {
      const { changes, through, pending } = await this.source.changes(workshop, after, 10_000);
      all.push(...changes.map(({ event, hash }) => `${event.id}:${hash}`));
      [after, left] = [through, pending];
    }
    return all.sort();
  }

  /** What its files hold, read without the application's own code. */
  onDisk(): { events: JournalEvent[]; problems: string[]; text: string } {
    const { events, problems, files } = readJournal(path.join(this.folder, 'journal'));
    return { events, problems, text: files.map((file) => fs.readFileSync(file, 'utf8')).join('') };
  }

  /** A copy of its data folder as it is now, such as a backup has. */
  async copy(): Promise<string> {
    await this.close();
    const copy = freshFolder();
    fs.cpSync(this.folder, copy, { recursive: true });
    this.start();
    return copy;
  }

  /** Its data folder becomes what a copy was; what sync knows of remotes stays as new as it is, unless the copy has that too. */
  async restore(copy: string, withSync: boolean): Promise<void> {
    await this.close();
    for (const name of withSync ? ['journal', 'sync-index', 'sync'] : ['journal', 'sync-index']) {
      fs.rmSync(path.join(this.folder, name), { recursive: true, force: true });
      if (fs.existsSync(path.join(copy, name))) fs.cpSync(path.join(copy, name), path.join(this.folder, name), { recursive: true });
    }
    this.start();
  }

  private async append(workshop: string, drafts: readonly DraftEvent[]): Promise<HeldEvent[]> {
    const before = this.source.lastLine;
    await this.journal.append(workshop, drafts);
    return (await this.source.changes(workshop, before, drafts.length)).changes.map(({ event }) => event);
  }
}
