import fs from 'node:fs';
import path from 'node:path';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { fromBase58, toBase58 } from '../../../shared/signing/base58';
import { checkProof, hashData, type Proof, withProof } from '../../../shared/signing/dataIntegrity';
import { didKeyOf, hexOf, multikeyOf, publicKeyOfDid } from '../../../shared/signing/didKey';
import { publicKeyOf } from '../../../shared/signing/signedTickets';

const folder = path.resolve(import.meta.dirname, '../../fixtures/vc-di-eddsa');
const text = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8').trim();
const json = <T = Record<string, unknown>>(name: string): T => JSON.parse(text(name)) as T;

describe('the published vectors of eddsa-jcs-2022', () => {
  const { publicKeyMultibase, privateKeyMultibase } = json<{ publicKeyMultibase: string; privateKeyMultibase: string }>('keyPair.json');
  // Multicodec 0x1300 as a varint, then the 32 bytes.
  const secret = fromBase58(privateKeyMultibase.slice(1))!.slice(2);
  const unsigned = json('unsigned.json');
  const signed = json<{ proof: Proof }>('signedJCS.json');

  test('the key pair', () => {
    expect(secret).toHaveLength(32);
    expect(multikeyOf(publicKeyOf(secret))).toBe(publicKeyMultibase);
    expect(publicKeyOfDid(`did:key:${publicKeyMultibase}`)).toBe(publicKeyOf(secret));
  });

  test('canonical forms and their hashes', () => {
    const { proofValue: _, ...options } = signed.proof;
    expect(canonicalize(unsigned)).toBe(text('canonDocJCS.txt'));
    expect(canonicalize(options)).toBe(text('proofCanonJCS.txt'));
    expect(hexOf(hashData(unsigned, options))).toBe(text('combinedHashJCS.txt'));
    expect(text('combinedHashJCS.txt')).toBe(text('proofHashJCS.txt') + text('docHashJCS.txt'));
  });

  test('the proof is made to the letter, and found good', () => {
    const made = withProof(unsigned, secret, signed.proof.created);
    expect(made.proof.proofValue).toBe(text('sigBTC58JCS.txt'));
    expect(made).toEqual(signed);
    expect(checkProof(signed as never)).toEqual({ proven: true, publicKey: publicKeyOf(secret) });
  });

  test.each([
    ['the document', (all: Record<string, unknown>) => ({ ...all, name: 'Another Credential' })],
    ['the time of the proof', (all: Record<string, unknown>) => ({ ...all, proof: { ...signed.proof, created: '2024-02-24T23:36:38Z' } })],
    ['the proof’s context', (all: Record<string, unknown>) => ({ ...all, proof: { ...signed.proof, '@context': ['https://www.w3.org/ns/credentials/v1'] } })],
    ['the signature', (all: Record<string, unknown>) => ({ ...all, proof: { ...signed.proof, proofValue: `${signed.proof.proofValue.slice(0, -1)}Y` } })],
    ['a field more', (all: Record<string, unknown>) => ({ ...all, more: 1 })],
  ])('a change of %s is found', (_, change) => {
    expect(checkProof(change(signed as never))).toEqual({ proven: false, problem: 'tampered' });
  });

  test('what is no such proof is none', () => {
    for (const proof of [undefined, null, 'x', {}, { ...signed.proof, cryptosuite: 'eddsa-rdfc-2022' }, { ...signed.proof, verificationMethod: 'did:web:example.org' }]) {
      expect(checkProof({ ...unsigned, proof })).toEqual({ proven: false, problem: 'no_proof' });
    }
  });
});

test('base 58 and did:key, there and back', () => {
  for (const bytes of [[0], [0, 0, 1], [255, 255], [], [1, 0]]) {
    expect(Array.from(fromBase58(toBase58(Uint8Array.from(bytes)))!)).toEqual(bytes);
  }
  expect(fromBase58('0OIl')).toBeUndefined();
  const key = publicKeyOf(new Uint8Array(32).fill(5));
  expect(publicKeyOfDid(didKeyOf(key))).toBe(key);
  for (const wrong of ['', 'did:key:', 'did:key:z', 'did:web:example.org', didKeyOf(key).slice(0, -1), `${didKeyOf(key)}#other`]) expect(publicKeyOfDid(wrong)).toBeUndefined();
});
