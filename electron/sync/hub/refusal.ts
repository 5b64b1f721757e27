/** Why a request is not answered as it wishes. `code` and `message` are CouchDB's `error` and `reason`. */
export class HubRefusal extends Error {
  override readonly name = 'HubRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is asked for is not here, or not yet: an answer like any other, of which no log need tell. */
export class NotHere extends HubRefusal {
  constructor(message: string) {
    super(404, 'not_found', message);
  }
}

/** Whoever asked has gone: there is nobody to answer. */
export class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

/** A refusal as it is logged: never with a token, a code or a body. */
export interface RefusedRequest {
  address: string;
  /** Of whom the request showed a token, if it did. */
  device: string | null;
  request: string;
  status: number;
  code: string;
  reason: string;
}

/** Refusals of one sender for one reason in this time are told once, and then counted, in milliseconds. */
const gathering = 60_000;
const mostKinds = 500;

/** Logs what was refused, without letting a sender fill the log. */
export class RefusalLog {
  private readonly kinds = new Map<string, { since: number; more: number }>();

  /** @param now milliseconds, never going back. */
  constructor(
    private readonly log: (message: string) => void,
    private readonly now: () => number,
    private readonly tell: (refused: RefusedRequest) => void = () => {},
  ) {}

  add(refused: RefusedRequest): void {
    this.tellOld();
    const { address, device, status, code } = refused;
    const kind = `${address} ${device ?? ''} ${status} ${code}`;
    const known = this.kinds.get(kind);
    if (known) {
      known.more += 1;
      return;
    }
    if (this.kinds.size >= mostKinds) this.flush();
    this.kinds.set(kind, { since: this.now(), more: 0 });
    const who = device === null ? address : `${device} at ${address}`;
    this.log(`The hub refused ${printable(refused.request)} of ${who}: ${status} ${code}, ${printable(refused.reason)}`);
    this.tell(refused);
  }

  /** Tells what was only counted. */
  flush(): void {
    for (const [kind, { more }] of this.kinds) this.tellMore(kind, more);
    this.kinds.clear();
  }

  private tellOld(): void {
    for (const [kind, { since, more }] of this.kinds) {
      if (this.now() - since < gathering) return; // the oldest stands first
      this.kinds.delete(kind);
      this.tellMore(kind, more);
    }
  }

  private tellMore(kind: string, more: number): void {
    if (more > 0) this.log(`The hub refused ${more} more of the same kind: ${kind}`);
  }
}

/** A text of others for one line of a log. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
