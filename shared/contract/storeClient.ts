import type { CommandName, CommandParams, CommandResult } from './commands';
import { type ErrorCode, KioskError, StoreRefusal } from './errors';
import type { QueryName, QueryParams, QueryResult } from './queries';
import type { ClientMessage, StoreMessage } from './wire';

/** The little of a MessagePort that both a window's and the main process's kind have. */
export interface ClientPort {
  post(message: ClientMessage): void;
  close(): void;
}

interface Pending {
  message: ClientMessage;
  resolve(value: unknown): void;
  reject(error: KioskError): void;
  timer?: unknown;
}

interface Subscription {
  message: ClientMessage;
  onValue(value: unknown): void;
  onError(error: KioskError): void;
}

export interface Timers {
  set(callback: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

/**
 * A window's side of its port to the store. Calls made while the store is being started anew wait for the next
 * port and are sent again on it: every command carries a nonce or is harmless to repeat, so a command whose events
 * were written just before the crash gets its true answer. After `patience` milliseconds without an answer the
 * call is refused with `store_unavailable`.
 */
export class StoreClient {
  private port: ClientPort | undefined;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly subscriptions = new Map<number, Subscription>();

  constructor(
    private readonly timers: Timers,
    private readonly patience = 15_000,
  ) {}

  /** Takes a new port in place of the old one, and says again all that is still open. */
  connect(port: ClientPort): void {
    this.port?.close();
    this.port = port;
    for (const { message } of this.subscriptions.values()) port.post(message);
    for (const { message } of this.pending.values()) port.post(message);
  }

  receive(message: StoreMessage): void {
    const subscription = this.subscriptions.get(message.id);
    if (subscription) {
      if (message.kind === 'value') subscription.onValue(message.value);
      else subscription.onError(new StoreRefusal(message.error.code, message.error.message));
      return;
    }
    const call = this.pending.get(message.id);
    if (!call) return;
    this.pending.delete(message.id);
    this.timers.clear(call.timer);
    if (message.kind === 'value') call.resolve(message.value);
    else call.reject(new StoreRefusal(message.error.code, message.error.message));
  }

  /** @throws KioskError with the store's code, or `store_unavailable` after the client's patience. */
  command<N extends CommandName>(name: N, params: CommandParams<N>, patience = this.patience): Promise<CommandResult<N>> {
    return this.call('command', name, params, patience) as Promise<CommandResult<N>>;
  }

  /** @throws KioskError as `command` does. */
  query<N extends QueryName>(name: N, params: QueryParams<N>, patience = this.patience): Promise<QueryResult<N>> {
    return this.call('query', name, params, patience) as Promise<QueryResult<N>>;
  }

  /** Gives the query's result now and after each change that touches it, until the returned function is called. */
  subscribe<N extends QueryName>(
    name: N,
    params: QueryParams<N>,
    onValue: (value: QueryResult<N>) => void,
    onError: (error: KioskError) => void = () => {},
  ): () => void {
    const id = this.nextId++;
    const message: ClientMessage = { kind: 'subscribe', id, name, params };
    this.subscriptions.set(id, { message, onValue: onValue as (value: unknown) => void, onError });
    this.port?.post(message);
    return () => {
      if (this.subscriptions.delete(id)) this.port?.post({ kind: 'unsubscribe', id });
    };
  }

  private call(kind: 'command' | 'query', name: string, params: unknown, patience: number): Promise<unknown> {
    const id = this.nextId++;
    const message: ClientMessage = { kind, id, name, params };
    return new Promise((resolve, reject) => {
      const call: Pending = { message, resolve, reject };
      if (Number.isFinite(patience)) {
        call.timer = this.timers.set(() => {
          this.pending.delete(id);
          reject(unavailable('store_unavailable'));
        }, patience);
      }
      this.pending.set(id, call);
      this.port?.post(message);
    });
  }
}

function unavailable(code: ErrorCode): KioskError {
  return new KioskError(code, 'The check-in store did not answer. It is being started anew; please try again in a moment.');
}
