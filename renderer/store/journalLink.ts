import type { DraftEvent } from '@shared/contract/events';
import type { JournalPage, JournalReply, JournalRequest, Sealed } from '@shared/contract/wire';

/** The journal did not take the events. Nothing was written. */
export class JournalRefusal extends Error {
  override readonly name = 'JournalRefusal';
}

type WithoutId<R> = R extends { id: number } ? Omit<R, 'id'> : never;

/** The store's line to the journal in the main process. */
export class JournalLink {
  private nextId = 1;
  private readonly open = new Map<number, { resolve(reply: JournalReply): void; reject(error: Error): void }>();
  private onFlush: () => Promise<void> = async () => {};
  /** Called with lines from elsewhere that were written. */
  onReceived: (lines: JournalPage['lines'], anchor: string) => void = () => {};

  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<JournalReply>) => this.receive(data);
    port.start();
  }

  /** What to do before the application closes: what is behind is brought up to date. */
  whenAskedToFlush(flush: () => Promise<void>): void {
    this.onFlush = flush;
  }

  /** Resolves once the events are on the disk. @throws JournalRefusal with a sentence for people. */
  async append(workshop: string, drafts: DraftEvent[]): Promise<{ sealed: Sealed[]; anchor: string }> {
    const reply = await this.ask({ kind: 'append', workshop, drafts });
    if (reply.kind === 'refused') throw new JournalRefusal(reply.message);
    if (reply.kind !== 'appended') throw new Error(`unexpected ${reply.kind}`);
    return reply;
  }

  /** The next page after a line, or null if the journal is another one than the anchor's. */
  async read(after: number, anchor: string | null): Promise<JournalPage | null> {
    const reply = await this.ask({ kind: 'read', after, anchor });
    if (reply.kind === 'foreign') return null;
    if (reply.kind !== 'page') throw new Error(`unexpected ${reply.kind}`);
    return reply.page;
  }

  /** Has every erasure carried out. Where one was, this window is replaced by one that knows nothing of it. @throws JournalRefusal */
  async blank(): Promise<void> {
    const reply = await this.ask({ kind: 'blank' });
    if (reply.kind === 'refused') throw new JournalRefusal(reply.message);
  }

  /** Says that the store answers, so that windows are let in. */
  ready(): void {
    this.port.postMessage({ kind: 'ready' } satisfies JournalRequest);
  }

  private ask(request: WithoutId<JournalRequest>): Promise<JournalReply> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject });
      this.port.postMessage({ ...request, id });
    });
  }

  private receive(reply: JournalReply): void {
    if (reply.kind === 'beat') {
      this.port.postMessage({ kind: 'alive', beat: reply.beat } satisfies JournalRequest);
    } else if (reply.kind === 'flush') {
      void this.onFlush().finally(() => this.port.postMessage({ kind: 'flushed' } satisfies JournalRequest));
    } else if (reply.kind === 'received') {
      this.onReceived(reply.lines, reply.anchor);
    } else {
      this.open.get(reply.id)?.resolve(reply);
      this.open.delete(reply.id);
    }
  }
}
