import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/journal/canonicalJson';

/** Texts with what JSON escapes, what it does not, and halves of pairs. */
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\u0000', '\u001f', '\u007f', '\u2028', '한', 'é', '😀', '\ud800', '\udc00', 'a') }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, texts, fc.double(), fc.integer(), fc.constantFrom(-0, 1e21, 1e-7, 5e-324, null, true, false, undefined), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(fc.oneof(texts, fc.constantFrom('__proto__', 'constructor', 'toJSON', '10', '9', 'a')), tie('value'), { maxKeys: 6, noNullPrototype: false }),
}));

function outcome(write: (value: unknown) => unknown, what: unknown): unknown {
  try {
    return write(what);
  } catch {
    return 'thrown';
  }
}

test('writes what the canonicalize package writes, and refuses what it refuses', () => {
  fc.assert(fc.property(value, (any) => void expect(outcome(canonicalJson, any)).toBe(outcome(canonicalize, any))), { numRuns: 5_000 });
});

test('writes what came out of JSON, however it was written there', () => {
  fc.assert(fc.property(fc.json(), (text) => void expect(outcome(canonicalJson, JSON.parse(text))).toBe(outcome(canonicalize, JSON.parse(text)))), { numRuns: 2_000 });
});

test('dates, boxed values and what is nested very deep are written too', () => {
  const deep = JSON.parse(`${'{"a":['.repeat(20_000)}1${']}'.repeat(20_000)}`) as unknown;
  for (const each of [{ at: new Date(0) }, [new Date(0)], { n: Object(1) as unknown, s: Object('x') as unknown }, Object.assign(Object.create(null), { b: 1, a: 2 }), deep]) {
    expect(canonicalJson(each)).toBe(canonicalize(each));
  }
});
