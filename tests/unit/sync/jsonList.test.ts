import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPage, readChanges } from '../../../electron/sync/client/changesAnswer';
import { SyncError } from '../../../electron/sync/client/syncError';
import { BadJson, readJson, readList } from '../../../electron/sync/jsonList';

/** A long list that is read one by one says what it would say read as a whole, or is refused. */

const bytes = (text: string): Buffer => Buffer.from(text);

function listed(text: string, name = 'docs'): { rest: unknown; values: unknown[] } | null {
  const list = readList(bytes(text), name);
  return list && { rest: list.rest, values: Array.from({ length: list.length }, (_, index) => list.at(index)) };
}

/** What is expected of any JSON. */
function asWhole(value: unknown, name = 'docs'): ReturnType<typeof listed> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { [name]: values, ...rest } = value as Record<string, unknown>;
  return Array.isArray(values) ? { rest, values } : null;
}

test('any list of anything, in any object, with any white space', () => {
  const body = fc.oneof(fc.record({ docs: fc.array(fc.jsonValue()) }), fc.record({ docs: fc.array(fc.dictionary(fc.string(), fc.jsonValue())), more: fc.jsonValue() }), fc.jsonValue());
  fc.assert(
    fc.property(body, fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(listed(text)).toEqual(asWhole(JSON.parse(text)));
      expect(readJson(bytes(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a number in the place of an object', '{"docs":[0,{"a":1}]}'],
  ['numbers alone, and objects elsewhere', '{"docs":[0,1],"more":[{"a":1},{"b":2}]}'],
  ['objects elsewhere too', '{"docs":[{"a":1}],"more":[{"b":2}]}'],
  ['the list twice', '{"docs":[{"a":1}],"docs":[{"b":2}]}'],
  ['brackets and quotes in texts', '{"docs":[{"a":"}]{\\"[\\\\"},{"b":"\\u007d"}]}'],
  ['other letters', '{"docs":[{"a":"대강당 😀"},{"é":"[Ö"}]}'],
  ['lists in the list', '{"docs":[[{"a":1}],{"b":[{"c":2}]}]}'],
])('%s', (_what, text) => {
  expect(listed(text)).toEqual(asWhole(JSON.parse(text)));
});

test('a text that is cut off anywhere, or has a byte too many, is no JSON', () => {
  const text = '{"docs":[{"a":"x]","b":[1,{"c":null}]},{"d":{}}],"new_edits":false}';
  for (let end = 0; end < text.length; end++) expect(() => listed(text.slice(0, end))).toThrow(BadJson);
  for (let at = 0; at <= text.length; at++) {
    for (const more of ['{', '}', '[', ']', '"', ',']) {
      const damaged = text.slice(0, at) + more + text.slice(at);
      let expected: unknown = BadJson;
      try {
        expected = asWhole(JSON.parse(damaged));
      } catch {
        // it is none
      }
      if (expected === BadJson) expect(() => listed(damaged), damaged).toThrow(BadJson);
      else expect(listed(damaged), damaged).toEqual(expected);
    }
  }
});

test('what is nested too deep is refused before it is read', () => {
  for (const [open, close] of [['[', ']'], ['{"a":', '}']] as const) {
    const nested = (levels: number): string => `${open.repeat(levels)}1${close.repeat(levels)}`;
    expect(() => readList(bytes(`{"docs":[{"a":${nested(61)}}]}`), 'docs')).not.toThrow();
    expect(() => readList(bytes(`{"docs":[{"a":${nested(62)}}]}`), 'docs')).toThrow(BadJson);
    expect(() => readJson(bytes(nested(65)))).toThrow(BadJson);
    expect(readJson(bytes(nested(64)))).toEqual(JSON.parse(nested(64)));
  }
});

describe('a page of changes', () => {
  const row = (seq: unknown, more: object = {}): object => ({ seq, id: `id ${seq}`, doc: { _id: `id ${seq}`, seq }, ...more });
  const rawOf = (page: unknown): Parameters<typeof openPage>[0] => ({ body: new Uint8Array(bytes(typeof page === 'string' ? page : JSON.stringify(page))), type: 'application/json', where: 'GET' });
  const opened = (page: unknown, since: number | string = 0, limit = 5): unknown => {
    const { head, documents } = openPage(rawOf(page), { since, limit });
    return { head, documents: [...documents] };
  };

  test('is read one by one as it is as a whole', () => {
    const page = { results: [row(3), row(5, { deleted: true }), row(7, { id: '_design/x' }), row(9)], last_seq: 12, pending: 4 };
    expect(opened(page)).toEqual({ head: { rows: 4, last: 9, pending: 4 }, documents: [{ _id: 'id 3', seq: 3 }, { _id: 'id 9', seq: 9 }] });
    expect(opened({ results: [], last_seq: 12 })).toEqual({ head: { rows: 0, last: null, pending: null }, documents: [] });
    const opaque = { results: [row('3-a'), row('1-b')], last_seq: '1-b', pending: 0 };
    expect(opened(opaque, '0')).toMatchObject({ head: { rows: 2, last: '1-b', pending: 0 }, documents: [{}, {}] });
  });

  test.each<[string, unknown, string]>([
    ['a row before the place that was asked for', { results: [row(3)], last_seq: 3 }, 'bad_cursor'],
    ['rows out of place', { results: [row(9), row(7), row(12)], last_seq: 12 }, 'bad_cursor'],
    ['an end that went back', { results: [], last_seq: 2 }, 'bad_cursor'],
    ['an end before the last row', { results: [row(9)], last_seq: 8 }, 'bad_cursor'],
    ['more rows than were asked for', { results: [6, 7, 8, 9, 10, 11].map((seq) => row(seq)), last_seq: 11 }, 'bad_cursor'],
    ['a row of another form', { results: [row(6), { seq: 7 }, row(8)], last_seq: 8 }, 'malformed_answer'],
    ['a row without its document', { results: [row(6), row(7, { doc: null }), row(8)], last_seq: 8 }, 'malformed_answer'],
    ['a document of another row', { results: [row(6, { doc: { _id: 'id 7' } })], last_seq: 8 }, 'malformed_answer'],
    ['no rows', { last_seq: 8 }, 'malformed_answer'],
    ['nothing', {}, 'empty_answer'],
    ['half of it', JSON.stringify({ results: [row(6), row(7)], last_seq: 8 }).slice(0, -20), 'truncated'],
    ['a row that is no JSON', '{"results":[{"seq":6,"id":"a",},{"seq":7,"id":"b","doc":{"_id":"b"}}],"last_seq":7}', 'not_json'],
    ['a page of a portal', '<html></html>', 'captive_portal'],
  ])('%s is found out', (_what, page, problem) => {
    const error = (() => {
      try {
        return opened(page, 5);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ problem });
    if (problem !== 'malformed_answer') expect(() => readChanges(rawOf(page), { since: 5, limit: 5 })).toThrow(expect.objectContaining({ problem }) as Error);
  });

  test('half a letter is no UTF-8', () => {
    const { body, ...raw } = rawOf({ results: [], last_seq: 8, name: 'é' });
    expect(() => openPage({ ...raw, body: body.map((byte) => (byte === 0xc3 ? 0x20 : byte)) }, { since: 5, limit: 5 })).toThrow(expect.objectContaining({ problem: 'not_json' }) as Error);
  });
});
