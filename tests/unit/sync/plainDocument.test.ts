import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { syncDocument } from '@shared/contract/sync';
import { isPlainDocument } from '../../../electron/sync/plainDocument';
import { signaturesOf } from '../../../electron/sync/signatures';
import { freshKey } from './freshKey';
import { documents } from './hubHarness';

/** The quick look at a document never says yes where the contract says no, and finds nothing to leave out. */

const key = freshKey();
const two = documents(key, 2);
const [together] = signaturesOf(two.map(({ _id }) => _id), key);
const whole: Record<string, unknown> = {
  ...two[0], _rev: '1-a', person: { fullName: '김지우' }, personHash: 'a'.repeat(32), prev: 'b'.repeat(32), blanked: 'c'.repeat(32), signature: together,
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 0, -1, 1.5, 1e16, 'a', [], {}, ['a'], { a: undefined }, JSON.parse('{"__proto__":1}'), { constructor: 1 }, { prototype: 1 }, 'A'.repeat(129), 'a'.repeat(32), '0'.repeat(64), `r${'0'.repeat(32)}`),
  fc.jsonValue(),
);

function agrees(value: unknown): void {
  if (!isPlainDocument(value)) return;
  const parsed = v.safeParse(syncDocument, value);
  expect(parsed.success).toBe(true);
  expect(parsed.output).toEqual(value);
}

test('says yes to what the application sends', () => {
  for (const value of [whole, ...two, { ...two[0], person: null }]) {
    expect(isPlainDocument(JSON.parse(JSON.stringify(value)))).toBe(true);
    agrees(value);
  }
});

test('agrees with the contract wherever a field is another, missing or new', () => {
  const names = [...Object.keys(whole), 'more', '_revisions', 'constructor'];
  fc.assert(
    fc.property(fc.constantFrom(...names), odd, fc.boolean(), (name, value, isGone) => {
      const { [name]: _gone, ...rest } = whole;
      agrees(isGone ? rest : { ...whole, [name]: value });
    }),
    { numRuns: 3_000 },
  );
});

test('agrees with the contract wherever a signature is another', () => {
  fc.assert(
    fc.property(fc.constantFrom('signer', 'key', 'value', 'path', 'more'), odd, fc.boolean(), (name, value, isGone) => {
      const { [name as 'path']: _gone, ...rest } = together!;
      agrees({ ...whole, signature: isGone ? rest : { ...together, [name]: value } });
    }),
    { numRuns: 2_000 },
  );
});

test('agrees with the contract on anything', () => {
  for (const value of [null, undefined, 1, 'a', [], [whole], {}]) expect(isPlainDocument(value)).toBe(false);
  fc.assert(fc.property(fc.jsonValue(), agrees));
});
