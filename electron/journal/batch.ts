import type { DraftEvent } from '@shared/contract/events';
import type { SyncDocument } from '@shared/contract/sync';
import type { Sealed } from '@shared/contract/wire';
import type { ByteText } from '../byteText';
import { afterReceiving } from '@shared/domain/hybridClock';
import { NamingTexts, personKey } from './erasedPeople';
import { erasedBy, isErasure } from './erasure';
import type { IndexedLine } from './eventIndex/indexFiles';
import { hashLine } from './hashes';
import type { JournalEnd } from './journalPages';
import { writeLine } from './line';
import { bytesOfDocument, hashOfDocument, type Taken } from './received';
import { seal, type SealState } from './seal';

/** What was written, and the hash of its last line. */
export interface Appended {
  sealed: Sealed[];
  anchor: string;
}

export interface BatchGround {
  device: string;
  now(): number;
  /** Everybody whose erasure is on the disk, as `personKey` names them. */
  erased: ReadonlySet<string>;
  /** Where its lines are put together; it must be empty, and is needed until they are on the disk. */
  lines: ByteText;
}

/**
 * Lines that go to the disk in one write, and what the journal will be after them. Nothing counts until they are there.
 * What comes from elsewhere is put in first: own events that come back take their numbers before new ones are given any.
 */
export class Batch {
  readonly indexed: IndexedLine[] = [];
  /** Who is erased by it, as `personKey` names them. */
  readonly erasing = new Set<string>();
  /** Lines of events that came from elsewhere. */
  readonly received: { line: number; json: Uint8Array }[] = [];
  /** The hash of the last of these lines. */
  receivedEnd = '';
  /** Whether one of them erases somebody. */
  receivedErases = false;
  /** The last line, and its hash. */
  private line: number;
  private lineHash: string;
  private readonly naming = new NamingTexts();
  private allErased: Set<string> | null = null;
  private readonly hashes = new Map<string, string>();

  constructor(
    private readonly ground: BatchGround,
    public state: SealState,
    { line, hash }: JournalEnd,
  ) {
    this.line = line;
    this.lineHash = hash;
  }

  get end(): JournalEnd {
    return { line: this.line, hash: this.lineHash };
  }

  get isEmpty(): boolean {
    return this.ground.lines.length === 0;
  }

  get bytes(): Buffer {
    return this.ground.lines.whole;
  }

  append(workshop: string, drafts: readonly DraftEvent[]): Appended {
    const { device } = this.ground;
    const sealed = drafts.map((draft): Sealed => {
      const { event, hash, state } = seal(this.state, workshop, device, draft, this.ground.now());
      this.state = state;
      if (draft.type === 'attendee.erased') this.erase(workshop, draft.data.registrationId);
      const id = 'registrationId' in draft.data ? draft.data.registrationId : null;
      const isErased = id !== null && (this.allErased ?? this.ground.erased).has(personKey(workshop, id));
      this.add(event, hash, JSON.stringify(isErased && event.person ? { ...event, person: null } : event));
      return { line: this.line, id: event.id, device, seq: event.seq, hlc: event.hlc };
    });
    return { sealed, anchor: this.lineHash };
  }

  /**
   * Puts in those of some documents of which neither the journal nor this batch has an event.
   *
   * @param known for each the hash of the event that the journal has under its id; null if it has none.
   */
  receive(documents: readonly SyncDocument[], known: readonly (string | null)[]): Taken[] {
    return documents.map((document, index): Taken => {
      const hash = hashOfDocument(document);
      const here = this.hashes.get(document.id) ?? known[index] ?? null;
      if (here !== null) return here === hash ? 'known' : 'other_event_with_this_id';
      this.hashes.set(document.id, hash);
      const erased = erasedBy(document);
      if (erased !== null) this.erase(document.workshop, erased);
      const json = bytesOfDocument(document, this.allErased ?? this.ground.erased, this.naming);
      this.add(document, hash, json);
      this.received.push({ line: this.line, json });
      this.receivedEnd = this.lineHash;
      this.follow(document, hash, json);
      return 'written';
    });
  }

  private erase(workshop: string, registrationId: string): void {
    const key = personKey(workshop, registrationId);
    this.erasing.add(key);
    this.allErased ??= new Set(this.ground.erased);
    this.allErased.add(key);
  }

  private add({ workshop, device, seq }: { workshop: string; device: string; seq: number }, hash: string, json: string | Uint8Array): void {
    const line = this.line + 1;
    writeLine(this.ground.lines, line, this.lineHash, json);
    this.line = line;
    this.lineHash = hashLine(line, this.lineHash, hash);
    this.indexed.push({ line, lineHash: this.lineHash, workshop, device, seq, hash });
  }

  /** Clock, erasures and own chain after an event from elsewhere. */
  private follow({ workshop, device, seq, hlc }: SyncDocument, hash: string, json: Uint8Array): void {
    const time = afterReceiving(this.state.hlc, hlc, this.ground.now());
    if (time !== this.state.hlc) this.state = { ...this.state, hlc: time };
    if (isErasure(json)) {
      this.receivedErases = true;
      this.state = { ...this.state, erasures: this.state.erasures + 1 };
    }
    if (device !== this.ground.device) return;
    const chain = `${workshop}/${device}`;
    if (seq > (this.state.chains[chain]?.seq ?? 0)) this.state = { ...this.state, chains: { ...this.state.chains, [chain]: { seq, hash } } };
  }
}
