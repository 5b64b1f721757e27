import { sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EventSignature, eventSignature, signedRootText } from '@shared/contract/sync';
import * as v from 'valibot';
import { hashText } from '../../../electron/journal/hashes';
import { isSignatureOf, signatureOf, signaturesOf } from '../../../electron/sync/signatures';
import { freshKey } from './freshKey';

/** Events that were signed together are each proved alone, and nobody can put another one among them. */

const key = freshKey();
const other = freshKey();
const idsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `SEL25/${key.device}/${String(index + 1).padStart(10, '0')}:${hashText(String(index))}`);

test('each of any number has a signature that holds for it and for no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(), fc.nat(), (count, one, another) => {
      const ids = idsOf(count);
      const signatures = signaturesOf(ids, key);
      expect(signatures).toHaveLength(count);
      for (const [index, id] of ids.entries()) {
        expect(v.is(eventSignature, signatures[index])).toBe(true);
        expect(isSignatureOf(id, signatures[index]!)).toBe(true);
      }
      if (count < 2 || one % count === another % count) return;
      expect(isSignatureOf(ids[one % count]!, signatures[another % count]!)).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('one of them changed anywhere does not hold', () => {
  const ids = idsOf(21);
  const signatures = signaturesOf(ids, key);
  const flipped = (text: string, at: number): string => `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
  for (const [index, signature] of signatures.entries()) {
    const id = ids[index]!;
    const { path = '' } = signature;
    const without: EventSignature = { signer: signature.signer, key: signature.key, value: signature.value };
    const bad: EventSignature[] = [
      without,
      { ...signature, value: flipped(signature.value, index) },
      { ...signature, key: other.publicKey },
      { ...signature, signer: other.device },
      { ...signature, signer: other.device, key: other.publicKey },
      { ...signature, path: path.slice(0, -33) },
      { ...signature, path: path.slice(33) },
      { ...signature, path: `${path}l${'0'.repeat(32)}` },
      { ...signature, path: flipped(path, 1 + index) },
      { ...signature, path: `${path[0] === 'l' ? 'r' : 'l'}${path.slice(1)}` },
    ];
    for (const each of bad) expect(isSignatureOf(id, each)).toBe(false);
    expect(isSignatureOf(flipped(id, id.length - 1), signature)).toBe(false);
    expect(isSignatureOf(id, signature)).toBe(true);
  }
});

test('a signature of one event says nothing of others, and a root is no event', () => {
  const [id, next] = idsOf(2) as [string, string];
  const alone = signatureOf(id, key);
  expect(isSignatureOf(id, alone)).toBe(true);
  for (const path of [`r${hashText(next)}`, `l${hashText(id)}`]) expect(isSignatureOf(next, { ...alone, path })).toBe(false);
  // The text of a root, signed as if it were one: the way to it is a hash that nobody can find a leaf for.
  const value = sign(null, Buffer.from(signedRootText(hashText(id))), key.privateKey).toString('hex');
  expect(isSignatureOf(id, { signer: key.device, key: key.publicKey, value })).toBe(false);
  expect(isSignatureOf(id, { signer: key.device, key: 'no key', value, path: `r${'0'.repeat(32)}` })).toBe(false);
});
