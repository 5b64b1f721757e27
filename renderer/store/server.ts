import * as v from 'valibot';
import { type Call, type CommandName, commands } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import { queries, type QueryName } from '@shared/contract/queries';
import type { Role } from '@shared/contract/values';
import { type ClientMessage, clientMessage, type StoreMessage } from '@shared/contract/wire';
import type { Caller } from './caller';
import type { StoreContext } from './context';
import { commandHandlers, queryHandlers } from './handlers';
import type { Topic } from './projection';

/** How long changes are gathered before live queries look again, in milliseconds; and when they have just looked. */
const gather = 100;
const gatherWhenBusy = 250;
/** A look less than so many milliseconds ago was just now. */
const justNow = 1_000;

/**
 * What is answered before every attendee's record is in memory: at a start, a kiosk is ready before that. These read
 * and change no attendee but those that `knows` brings in, so a call for help is heard from the first moment too.
 */
const early: ReadonlySet<CommandName | QueryName> = new Set([
  'scan.submit', 'kiosk.status', 'workshop.overview', 'agenda', 'agenda.board', 'help.request', 'help.answer', 'help.open', 'help.status', 'kiosk.noteUnlock',
  // Headquarters has a state of its own.
  'hq.workshops', 'hq.workshop', 'hq.compare', 'hq.exceptions', 'hq.devices', 'hq.people', 'hq.attendance', 'hq.answerException', 'hq.setRetention', 'hq.eraseEverybody',
]);

interface Subscription {
  port: MessagePort;
  id: number;
  caller: Caller;
  name: QueryName;
  params: unknown;
  sent: string;
  stale: boolean;
}

/**
 * Serves the ports of windows. The role came with the port from the main process; nothing a window sends can change
 * it. Every message is checked against its schema before anything else happens.
 */
export class StoreServer {
  private readonly ports = new Map<number, MessagePort>();
  private readonly subscriptions = new Map<MessagePort, Map<number, Subscription>>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastRefresh = -Infinity;

  constructor(
    private readonly context: StoreContext,
    private readonly onFault: (error: unknown, during: string) => void,
  ) {}

  serve(port: MessagePort, role: Role, id: number): void {
    this.ports.set(id, port);
    this.subscriptions.set(port, new Map());
    this.context.ports.open(id);
    const caller: Caller = { role, port: id };
    port.addEventListener('message', ({ data }) => void this.receive(port, caller, data));
    port.start();
  }

  /** Lets go of a port whose window is gone. A port gives no sign of that itself. */
  drop(id: number): void {
    const port = this.ports.get(id);
    if (!port) return;
    this.ports.delete(id);
    this.context.ports.drop(id);
    this.subscriptions.delete(port);
    port.close();
  }

  /** Says what has changed; live queries on those topics are looked at again soon. */
  changed(topics: ReadonlySet<Topic>): void {
    let any = false;
    for (const subscriptions of this.subscriptions.values()) {
      for (const subscription of subscriptions.values()) {
        if (!queryHandlers[subscription.name].topics.some((topic) => topics.has(topic))) continue;
        subscription.stale = true;
        any = true;
      }
    }
    if (any) this.refreshSoon();
  }

  private refreshSoon(): void {
    const pause = performance.now() - this.lastRefresh < justNow ? gatherWhenBusy : gather;
    this.timer ??= setTimeout(() => void this.refresh(), pause);
  }

  private async refresh(): Promise<void> {
    for (const subscriptions of this.subscriptions.values()) {
      for (const subscription of subscriptions.values()) if (subscription.stale) await this.update(subscription);
    }
    this.timer = null;
    this.lastRefresh = performance.now();
    for (const subscriptions of this.subscriptions.values()) {
      for (const { stale } of subscriptions.values()) if (stale) this.refreshSoon();
    }
  }

  /** Runs a live query and sends its result, if that is not what was sent before. */
  private async update(subscription: Subscription): Promise<void> {
    const { port, id, caller, name, params } = subscription;
    subscription.stale = false;
    try {
      const value = await this.query(name, params, caller);
      const text = JSON.stringify(value);
      if (text === subscription.sent) return;
      subscription.sent = text;
      send(port, { kind: 'value', id, value });
    } catch (error) {
      this.refuse(port, id, error, name);
    }
  }

  private async receive(port: MessagePort, caller: Caller, data: unknown): Promise<void> {
    const message = v.safeParse(clientMessage, data);
    if (!message.success) {
      const id = typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'number' ? data.id : -1;
      return send(port, { kind: 'error', id, error: { code: 'invalid_request', message: 'The message has not the form of the contract.' } });
    }
    const { output } = message;
    try {
      await this.answer(port, caller, output);
    } catch (error) {
      this.refuse(port, output.id, error, 'name' in output ? output.name : output.kind);
    }
  }

  private async answer(port: MessagePort, caller: Caller, message: ClientMessage): Promise<void> {
    const { id } = message;
    if (message.kind === 'unsubscribe') {
      this.subscriptions.get(port)?.delete(id);
      return;
    }
    if (message.kind === 'command') {
      const name = known(commands, message.name, 'command');
      const params = permitted(commands[name], name, caller.role, message.params);
      send(port, { kind: 'value', id, value: await this.command(name, params, caller) });
      return;
    }
    const name = known(queries, message.name, 'query');
    const params = permitted(queries[name], name, caller.role, message.params);
    if (message.kind === 'query') {
      send(port, { kind: 'value', id, value: await this.query(name, params, caller) });
      return;
    }
    const subscription: Subscription = { port, id, caller, name, params, sent: '', stale: false };
    this.subscriptions.get(port)?.set(id, subscription);
    await this.update(subscription);
  }

  private async command(name: CommandName, params: unknown, caller: Caller): Promise<unknown> {
    if (!early.has(name)) await this.context.whole();
    const handler = commandHandlers[name] as (context: StoreContext, params: unknown, caller: Caller) => Promise<unknown>;
    return handler(this.context, params, caller);
  }

  private async query(name: QueryName, params: unknown, caller: Caller): Promise<unknown> {
    if (!early.has(name)) await this.context.whole();
    const { run } = queryHandlers[name] as { run(context: StoreContext, params: unknown, caller: Caller): unknown };
    return run(this.context, params, caller);
  }

  private refuse(port: MessagePort, id: number, error: unknown, during: string): void {
    if (error instanceof KioskError) {
      send(port, { kind: 'error', id, error: { code: error.code, message: error.message } });
      return;
    }
    if (error instanceof Error && error.name === 'JournalRefusal') {
      send(port, { kind: 'error', id, error: { code: 'store_unavailable', message: error.message } });
      return;
    }
    this.onFault(error, during);
    const message = 'Something went wrong inside. It has been written to the log; please try again.';
    send(port, { kind: 'error', id, error: { code: 'internal', message } });
  }
}

function known<M extends Record<string, Call>>(map: M, name: string, kind: string): keyof M & string {
  if (!Object.hasOwn(map, name)) throw new KioskError('invalid_request', `There is no ${kind} "${name}".`);
  return name;
}

function permitted(call: Call, name: string, role: Role, params: unknown): unknown {
  if (!call.roles.includes(role) && role === 'helper') throw new KioskError('forbidden', 'This is for an organizer. Ask one to enter their PIN at the desk.');
  if (!call.roles.includes(role)) throw new KioskError('forbidden', `A ${role} may not call "${name}".`);
  const parsed = v.safeParse(call.params, params);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new KioskError('invalid_request', `"${name}" was called wrongly: ${v.getDotPath(issue) ?? 'parameters'}: ${issue.message}`);
}

function send(port: MessagePort, message: StoreMessage): void {
  port.postMessage(message);
}
