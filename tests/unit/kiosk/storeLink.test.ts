import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { portMessage } from '../../../shared/contract/portMessage';
import type { ClientMessage } from '../../../shared/contract/wire';
import { StoreLink } from '../../../renderer/ui/storeLink';

/** The page's window, as far as the link knows it. */
class FakeWindow extends EventTarget {
  hand(port: MessagePort, kind: string = portMessage, source: unknown = this): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: { kind }, ports: [port], source }));
  }
}

/** The other end of a port: hears what the page says. */
function store() {
  const channel = new MessageChannel();
  const heard: ClientMessage[] = [];
  channel.port2.onmessage = (event: MessageEvent<ClientMessage>) => void heard.push(event.data);
  return { ...channel, heard, answer: (id: number, value: unknown) => channel.port2.postMessage({ kind: 'value', id, value }) };
}

let page: FakeWindow;
let requests: number;
const ports: MessagePort[] = [];
const bridge = { requestPort: () => void requests++ };
const opened = (): ReturnType<typeof store> => {
  const made = store();
  ports.push(made.port1, made.port2);
  return made;
};
beforeEach(() => {
  requests = 0;
  page = new FakeWindow();
  vi.stubGlobal('window', page);
});
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('asks for a port at once, and takes only the one that its own window brings', async () => {
  const link = new StoreLink(bridge);
  expect(requests).toBe(1);
  expect(link.state).toBe('connecting');
  const wrong = opened();
  page.hand(wrong.port1, 'something else');
  page.hand(wrong.port1, portMessage, {});
  const answer = link.client.query('agenda', {});
  const right = opened();
  page.hand(right.port1);
  await vi.waitFor(() => expect(right.heard).toHaveLength(1));
  expect(wrong.heard).toEqual([]);
  right.answer(right.heard[0]?.id as number, { sessions: [], source: null });
  expect(await answer).toEqual({ sessions: [], source: null });
  expect(link.state).toBe('connected');
});

test('a store that is started anew: says so, asks the new one what was open, and goes on with its subscriptions', async () => {
  const link = new StoreLink(bridge);
  const states: string[] = [];
  link.watch(() => states.push(link.state));
  const arrived: number[] = [];
  link.client.subscribe('kiosk.status', { target: 'auto' }, (value) => arrived.push(value.arrived));
  const first = opened();
  page.hand(first.port1);
  await vi.waitFor(() => expect(first.heard).toHaveLength(1));
  first.answer(1, { arrived: 1 });
  await vi.waitFor(() => expect(arrived).toEqual([1]));

  const scan = { code: 'SEL25-1', nonce: 'n', target: 'auto' as const, direction: 'in' as const };
  const answer = link.client.command('scan.submit', scan);
  await vi.waitFor(() => expect(first.heard).toHaveLength(2));
  first.port1.dispatchEvent(new Event('close'));
  expect(link.state).toBe('restarting');

  const second = opened();
  page.hand(second.port1);
  await vi.waitFor(() => expect(second.heard.map(({ kind }) => kind)).toEqual(['subscribe', 'command']));
  expect(second.heard[1]).toMatchObject({ params: scan });
  second.answer(1, { arrived: 2 });
  second.answer(second.heard[1]?.id as number, { answer: 'ok' });
  expect(await answer).toEqual({ answer: 'ok' });
  expect(arrived).toEqual([1, 2]);
  expect(states).toEqual(['connected', 'restarting', 'connected']);
});

test('asks again while no port comes, and no longer once one has', () => {
  vi.useFakeTimers();
  const link = new StoreLink(bridge);
  vi.advanceTimersByTime(11_000);
  expect(requests).toBe(3);
  page.hand(opened().port1);
  vi.advanceTimersByTime(60_000);
  expect(link.state).toBe('connecting');
  expect(requests).toBe(3);
});
