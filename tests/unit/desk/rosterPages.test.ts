import { expect, test, vi } from 'vitest';
import { KioskError } from '../../../shared/contract/errors';
import type { QueryParams, QueryResult } from '../../../shared/contract/queries';
import { RosterPages, rowsPerPage } from '../../../renderer/desk/rosterPages';

type Params = QueryParams<'roster.page'>;

/** A store with so many people, whose subscriptions the test can see. */
function fakeStore(total: number) {
  const open = new Map<number, { params: Params; push(): void; fail(error: KioskError): void }>();
  const subscribe = (_name: string, params: Params, onValue: (value: QueryResult<'roster.page'>) => void, onError: (error: KioskError) => void) => {
    const rows = Array.from({ length: Math.max(0, Math.min(params.limit, total - params.offset)) }, (_, index) => ({
      registrationId: String(params.offset + index), ticketCode: null, fullName: `Person ${params.offset + index}`, organisation: '',
      status: 'expected' as const, lastCheckInAt: null,
    }));
    const push = (): void => onValue({ total, rows });
    open.set(params.offset / rowsPerPage, { params, push, fail: onError });
    push();
    return () => void open.delete(params.offset / rowsPerPage);
  };
  return { open, client: { subscribe } as unknown as ConstructorParameters<typeof RosterPages>[0] };
}

const question = { search: 'per', filter: 'all', target: 'auto' } as const;

test('reads the pages in sight, keeps them live and lets the others go', () => {
  vi.useFakeTimers();
  let now = 0;
  const store = fakeStore(100_000);
  const pages = new RosterPages(store.client, question, () => now);
  pages.show(0, 14);
  expect(pages.total).toBe(100_000);
  expect(pages.row(7)?.fullName).toBe('Person 7');
  expect(pages.row(rowsPerPage)).toBeUndefined();
  expect([...store.open.keys()]).toEqual([0]);
  expect(store.open.get(0)?.params).toMatchObject({ search: 'per', limit: rowsPerPage });

  now = 1000;
  pages.show(95, 110);
  expect([...store.open.keys()]).toEqual([0, 1]);
  now = 2000;
  pages.show(99_990, 99_999);
  expect([...store.open.keys()]).toEqual([999]);
  expect(pages.row(99_999)?.fullName).toBe('Person 99999');
  // Out of sight, not out of mind.
  expect(pages.row(7)?.fullName).toBe('Person 7');
  pages.close();
  expect(store.open.size).toBe(0);
  vi.useRealTimers();
});

test('a drag through the whole list asks now and then, and at its end for what is in sight', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const store = fakeStore(100_000);
  const subscribed = vi.spyOn(store.client, 'subscribe');
  const pages = new RosterPages(store.client, question);
  for (let first = 0; first < 100_000; first += 500) {
    pages.show(first, first + 15);
    vi.advanceTimersByTime(4);
  }
  vi.advanceTimersByTime(100);
  expect(subscribed.mock.calls.length).toBeLessThan(60);
  expect([...store.open.keys()]).toEqual([995]);
  vi.useRealTimers();
});

test('remembers a bounded number of pages, never forgetting one in sight', () => {
  let now = 0;
  const store = fakeStore(1_000_000);
  const pages = new RosterPages(store.client, question, () => (now += 1000));
  for (let page = 0; page < 500; page++) pages.show(page * rowsPerPage, page * rowsPerPage + 10);
  expect(pages.row(499 * rowsPerPage)).toBeDefined();
  expect(pages.row(0)).toBeUndefined();
  expect(pages.row(470 * rowsPerPage)).toBeDefined();
});

test('a change tells those who watch, and an error is shown until the next value', () => {
  const store = fakeStore(3);
  const pages = new RosterPages(store.client, question);
  const seen = vi.fn<() => void>();
  pages.watch(seen);
  pages.show(0, 2);
  store.open.get(0)?.fail(new KioskError('store_unavailable', 'Wait.'));
  expect(pages.error?.code).toBe('store_unavailable');
  store.open.get(0)?.push();
  expect(pages.error).toBeUndefined();
  expect(seen).toHaveBeenCalledTimes(3);
});
