import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import type { JournalReply, JournalRequest, Sealed } from '@shared/contract/wire';
import { nextHybridTime } from '@shared/domain/hybridClock';

/** The main process's side of the store's journal port, in memory: what `electron/journal` does with a file. */
export class FakeJournal {
  readonly events: JournalEvent[] = [];
  /** While set, appends are refused with this sentence. */
  refusal: string | null = null;
  /** While set, nothing can be read. */
  unreadable = false;
  /** While set, appends wait. */
  private gate: Promise<void> | null = null;
  private open: (() => void) | null = null;
  private hlc: string | null = null;
  /** By workshop and device. */
  private readonly seqs = new Map<string, number>();
  private now = Date.parse('2025-09-24T00:00:00Z');
  private readonly ports: MessagePort[] = [];
  /** Sends what the store is told of writes: at once, unless a test keeps it back. Pages are always sent at once. */
  send: (message: () => void) => void = (message) => message();
  /** How many append calls were written: commands that came together share one. */
  writes = 0;

  constructor(
    readonly name = 'journal',
    private readonly pageSize = 3_000,
  ) {}

  /** A port for a store, as the store window gets one. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<JournalRequest>) => void this.answer(port1, data);
    this.ports.push(port1);
    return port2;
  }

  /** Writes events of other devices, and tells the stores. */
  receive(events: readonly JournalEvent[]): void {
    const signature = { signer: 'K9ZZZZZZ', key: '0'.repeat(64), value: '0'.repeat(128) };
    const lines = events.map((event) => {
      const line = this.events.push(Object.assign({ ...event }, { signature }));
      return { line, text: JSON.stringify(this.events[line - 1]) };
    });
    const anchor = this.anchor(this.events.length);
    for (const port of this.ports) this.send(() => port.postMessage({ kind: 'received', lines, anchor } satisfies JournalReply));
  }

  hold(): void {
    this.gate = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  release(): void {
    this.gate = null;
    this.open?.();
  }

  append(workshop: string, drafts: readonly DraftEvent[], device = 'K1AAAAAA'): Sealed[] {
    return drafts.map((draft) => {
      this.now += 1;
      this.hlc = nextHybridTime(this.hlc, this.now);
      const seq = (this.seqs.get(`${workshop}/${device}`) ?? 0) + 1;
      this.seqs.set(`${workshop}/${device}`, seq);
      const id = `${workshop}/${device}/${String(seq).padStart(10, '0')}`;
      const line = this.events.push({ id, workshop, device, seq, hlc: this.hlc, v: 1, prev: '', ...draft } as JournalEvent);
      return { line, id, device, seq, hlc: this.hlc };
    });
  }

  private anchor(line: number): string {
    return line === 0 ? '' : `${this.name}:${line}`;
  }

  private async answer(port: MessagePort, request: JournalRequest): Promise<void> {
    const reply = (message: JournalReply): void => port.postMessage(message);
    if (request.kind === 'append') {
      await this.gate;
      if (this.refusal) return reply({ kind: 'refused', id: request.id, code: 'disk_full', message: this.refusal });
      this.writes += 1;
      const sealed = this.append(request.workshop, request.drafts as DraftEvent[]);
      const anchor = this.anchor(this.events.length);
      return this.send(() => reply({ kind: 'appended', id: request.id, sealed, anchor }));
    }
    if (request.kind === 'blank') {
      const erased = new Set(this.events.flatMap((event) => (event.type === 'attendee.erased' ? [`${event.workshop}/${event.data.registrationId}`] : [])));
      for (const event of this.events) if ('registrationId' in event.data && erased.has(`${event.workshop}/${event.data.registrationId}`) && event.person) event.person = null;
      return reply({ kind: 'blanked', id: request.id });
    }
    if (request.kind !== 'read') return undefined;
    const { id, after, anchor } = request;
    if (this.unreadable) return reply({ kind: 'refused', id, code: 'failed', message: 'The journal cannot be read.' });
    if (after > this.events.length || (anchor !== null && anchor !== this.anchor(after))) return reply({ kind: 'foreign', id });
    const through = Math.min(this.events.length, after + this.pageSize);
    const lines = this.events.slice(after, through).map((event, index) => ({ line: after + index + 1, text: JSON.stringify(event) }));
    return reply({ kind: 'page', id, page: { lines, damaged: [], through, anchor: this.anchor(through), end: through === this.events.length } });
  }
}
