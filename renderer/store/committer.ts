import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import type { Sealed } from '@shared/contract/wire';
import type { Entry } from './tables';
import { nextTurn } from './turns';

/** What a decision wants written, and what to answer once it is. */
export interface Decision<A> {
  workshop: string;
  events: DraftEvent[];
  answer(events: JournalEvent[]): A;
  /**
   * Makes the answer before its events are written, while the disk is at work. Whoever waits for it gets it once they
   * are, and reads nothing of the state before their next turn: the state takes the events in meanwhile.
   */
  prepare?(): void;
}

export interface Proposal<A> {
  /**
   * What the decision reads and changes, such as `attendee:SEL25-00001`: proposals that share a key are never
   * decided on the same state. `*` shares with all.
   */
  keys: readonly string[];
  /** Pure, and run when everything before it that shares a key is written. Throws to refuse. */
  decide(): Decision<A>;
}

export interface CommitLine {
  append(workshop: string, drafts: DraftEvent[]): Promise<{ sealed: Sealed[]; anchor: string }>;
  /** Takes written events into the state: at once, or at the next look at it, which comes after the answers have left. */
  take(entries: Entry[], anchor: string, when: 'now' | 'at the next look'): void;
}

/** How long commands that come together are waited for, in milliseconds: less than a write takes. */
const gatherMilliseconds = 1;

interface Waiting {
  proposal: Proposal<unknown>;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/**
 * Decides commands and has their events written, one write at a time. All commands that wait and do not touch each
 * other's ground are decided together and share the write, so a hall full of kiosks costs as many disk flushes as
 * one. The state changes only after a write, so a failed one needs nothing undone.
 */
export class Committer {
  private waiting: Waiting[] = [];
  private busy = false;
  private lastGroup = 1;

  constructor(private readonly line: CommitLine) {}

  /** @throws what `decide` throws, or the journal's refusal; then nothing of it was written. */
  submit<A>(proposal: Proposal<A>): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      this.waiting.push({ proposal, resolve: resolve as (answer: unknown) => void, reject });
      if (!this.busy) {
        this.busy = true;
        // Commands that arrive in the same turn are decided together.
        queueMicrotask(() => void this.run());
      }
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      await this.gather();
      const group = this.takeIndependent();
      this.lastGroup = group.length;
      await this.commit(group);
    }
    this.busy = false;
  }

  /** While several kiosks are at work, a moment is waited for as many as there were last time: one write for all. */
  private async gather(): Promise<void> {
    const until = performance.now() + gatherMilliseconds;
    while (this.waiting.length < this.lastGroup && performance.now() < until) await nextTurn();
  }

  private takeIndependent(): Waiting[] {
    const taken = new Set<string>();
    const now: Waiting[] = [];
    const later: Waiting[] = [];
    for (const each of this.waiting) {
      const { keys } = each.proposal;
      const clashes = keys.includes('*') ? taken.size > 0 : taken.has('*') || keys.some((key) => taken.has(key));
      for (const key of keys) taken.add(key);
      (clashes ? later : now).push(each);
    }
    this.waiting = later;
    return now;
  }

  private async commit(group: Waiting[]): Promise<void> {
    const decided: { waiting: Waiting; decision: Decision<unknown> }[] = [];
    for (const waiting of group) {
      try {
        decided.push({ waiting, decision: waiting.proposal.decide() });
      } catch (error) {
        waiting.reject(error);
      }
    }
    for (const { waiting, decision } of decided.filter(({ decision: { events } }) => events.length === 0)) {
      settle(waiting, decision, []);
    }
    const writing = decided.filter(({ decision: { events } }) => events.length > 0);
    for (const workshop of new Set(writing.map(({ decision }) => decision.workshop))) {
      await this.write(workshop, writing.filter(({ decision }) => decision.workshop === workshop));
    }
  }

  private async write(workshop: string, decided: { waiting: Waiting; decision: Decision<unknown> }[]): Promise<void> {
    const drafts = decided.flatMap(({ decision }) => decision.events);
    try {
      const written = this.line.append(workshop, drafts);
      for (const { decision } of decided) prepare(decision);
      const { sealed, anchor } = await written;
      const entries = drafts.map((draft, index) => entryOf(workshop, draft, sealed[index] as Sealed));
      this.line.take(entries, anchor, decided.every(({ decision }) => decision.prepare) ? 'at the next look' : 'now');
      let from = 0;
      for (const { waiting, decision } of decided) {
        const mine = entries.slice(from, from + decision.events.length);
        from += decision.events.length;
        settle(waiting, decision, mine.map(({ event }) => event));
      }
    } catch (error) {
      for (const { waiting } of decided) waiting.reject(error);
    }
  }
}

function prepare(decision: Decision<unknown>): void {
  try {
    decision.prepare?.();
  } catch {
    // It throws again when the answer is asked for; the events are on their way and must be taken in.
  }
}

function settle(waiting: Waiting, decision: Decision<unknown>, events: JournalEvent[]): void {
  try {
    waiting.resolve(decision.answer(events));
  } catch (error) {
    waiting.reject(error);
  }
}

/** An event as the journal now holds it, but for the hashes, which only the journal needs. */
function entryOf(workshop: string, draft: DraftEvent, { line, id, device, seq, hlc }: Sealed): Entry {
  return { line, event: { id, workshop, device, seq, hlc, v: 1, prev: '', ...draft } as JournalEvent };
}
