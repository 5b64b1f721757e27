/** What a hub takes of one sender, so that no sender can hold it up for the others. Sizes in bytes, times in milliseconds. */
export interface HubLimits {
  /** A body of documents as it is sent, and once it is inflated. */
  sentBytes: number;
  inflatedBytes: number;
  /** Any other body, inflated. */
  smallBytes: number;
  /** All bodies that are held at once. */
  heldBytes: number;
  documents: number;
  /** Ids in one question. */
  ids: number;
  headerBytes: number;
  targetLength: number;
  headersTimeout: number;
  requestTimeout: number;
  /** Without a byte in either direction. */
  silence: number;
  checkEvery: number;
  connections: number;
  connectionsOfAddress: number;
  /** Requests of a device: so many at once, so many a second, and so many saved up while it is quiet. */
  atOnce: number;
  perSecond: number;
  burst: number;
  /** Requests of an address that show no valid token: a second, and saved up. */
  strangersPerSecond: number;
  strangersBurst: number;
  /** How long a question for changes is kept open at most. */
  longPoll: number;
  databases: number;
  devices: number;
  /** Of one device. */
  checkpoints: number;
  checkpointBytes: number;
}

export const hubLimits: HubLimits = {
  sentBytes: 16 * 1024 * 1024,
  inflatedBytes: 32 * 1024 * 1024,
  smallBytes: 4 * 1024 * 1024,
  heldBytes: 96 * 1024 * 1024,
  documents: 10_000,
  ids: 10_000,
  headerBytes: 16 * 1024,
  targetLength: 4_096,
  headersTimeout: 10_000,
  requestTimeout: 300_000,
  silence: 120_000,
  checkEvery: 2_000,
  connections: 256,
  connectionsOfAddress: 64,
  atOnce: 16,
  perSecond: 100,
  // A day's events of a venue by PouchDB's replication as it comes, which asks three times for a hundred of them.
  burst: 2_000,
  strangersPerSecond: 1,
  strangersBurst: 20,
  longPoll: 60_000,
  databases: 200,
  devices: 500,
  checkpoints: 64,
  checkpointBytes: 16 * 1024,
};

/** How often each of many senders may ask: so many a second, and what it saved up. Forgets the one that was quiet longest. */
export class Allowances {
  private readonly left = new Map<string, { tokens: number; at: number }>();

  /** @param now milliseconds, never going back. */
  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
    private readonly most = 2_000,
  ) {}

  /** Takes one from a sender's allowance; false if there is none left. */
  take(sender: string): boolean {
    const now = this.now();
    const known = this.left.get(sender);
    const tokens = known ? Math.min(this.burst, known.tokens + ((now - known.at) / 1_000) * this.perSecond) : this.burst;
    this.left.delete(sender);
    if (this.left.size >= this.most) this.left.delete(this.left.keys().next().value as string);
    this.left.set(sender, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }
}

/** How much of something is held at once, by all or by each of many. */
export class Held {
  private readonly counts = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Adds to what is held; false, and nothing is added, if that is too much. */
  add(holder: string, amount = 1): boolean {
    const held = this.counts.get(holder) ?? 0;
    if (held + amount > this.most) return false;
    this.counts.set(holder, held + amount);
    return true;
  }

  release(holder: string, amount = 1): void {
    const held = (this.counts.get(holder) ?? 0) - amount;
    if (held > 0) this.counts.set(holder, held);
    else this.counts.delete(holder);
  }
}
