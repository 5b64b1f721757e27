import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { describe, expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../../shared/signing/base32';
import { type CertificateToSign, checkCode, codeLength, isIssuedTo, keywordOf, qrTextOf, type ReadCode, readCode, signCertificate } from '../../../shared/signing/certificateCode';
import { certificateNumber } from '../../../shared/signing/certificateNumber';
import { publicKeyOf, workshopTag } from '../../../shared/signing/signedTickets';

const secret = new Uint8Array(32).fill(7);
const key = publicKeyOf(secret);
const otherKey = publicKeyOf(new Uint8Array(32).fill(8));
const certificate: CertificateToSign = {
  workshopId: 'seoul-2025', kind: 'co_signed', number: certificateNumber('seoul-2025', 'SEL25-00001', 'co_signed', 0),
  issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25', name: '최시우',
};
const code = signCertificate(certificate, secret);
type Read = Extract<ReadCode, { read: 'code' }>;
const read = (text: string): Read => {
  const result = readCode(text);
  if (result.read !== 'code') throw new Error(result.read);
  return result;
};

describe('a certificate’s code', () => {
  test('says what it was made of, and whose it is only to who knows the name', () => {
    expect(code).toHaveLength(codeLength);
    expect(signCertificate(certificate, secret)).toBe(code);
    const { claims } = read(code);
    expect(claims).toMatchObject({ kind: 'co_signed', number: certificate.number, issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25' });
    expect(claims.workshopTag).toEqual(workshopTag('seoul-2025'));
    expect(isIssuedTo(claims, '최시우')).toBe(true);
    expect(isIssuedTo(claims, ' 최시우 '.normalize('NFD'))).toBe(true); // letters composed otherwise are the same name
    expect(isIssuedTo(claims, '최시후')).toBe(false);
    expect(checkCode(read(code), [otherKey, key])).toEqual({ signedBy: key });
  });

  test('says of each kind which it is, and is found to be one however short it is cut', () => {
    for (const kind of ['co_signed', 'confirmation', 'award'] as const) {
      const number = certificateNumber('seoul-2025', 'SEL25-00001', kind, 0);
      const whole = signCertificate({ ...certificate, kind, number }, secret);
      expect(read(whole).claims).toMatchObject({ kind, number });
      expect(readCode(whole.slice(0, 30))).toEqual({ read: 'truncated' });
    }
  });

  test('dates that are not known are left out', () => {
    const { claims } = read(signCertificate({ ...certificate, firstDay: null, lastDay: null }, secret));
    expect([claims.firstDay, claims.lastDay]).toEqual([null, null]);
    expect(() => signCertificate({ ...certificate, issuedOn: '1999-01-01' }, secret)).toThrow(RangeError);
  });

  test('its QR code is of version 8 at level M, in alphanumeric mode', () => {
    const qr = qrcode(0, 'M');
    qr.addData(qrTextOf(code), 'Alphanumeric');
    qr.make();
    expect(qr.getModuleCount()).toBe(49);
  });

  test('is read from a scan, a PDF’s keyword and typing alike', () => {
    for (const text of [code, qrTextOf(code), keywordOf(code), `${code}\r\n`, code.toLowerCase(), code.replace(/.{8}/g, '$& '), code.replace(/.{5}/g, '$&-'), `\ufeff ${code}`]) {
      expect(read(text).claims.number).toBe(certificate.number);
    }
  });

  test('is refused once a letter is wrong, whichever', () => {
    fc.assert(fc.property(fc.nat(codeLength - 1), fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), (at, letter) => {
      fc.pre(letter !== code[at]);
      const wrong = readCode(code.slice(0, at) + letter + code.slice(at + 1));
      if (wrong.read === 'code') expect(checkCode(wrong, [key])).toHaveProperty('refused');
      else expect(['tampered', 'not_a_certificate']).toContain(wrong.read);
    }), { numRuns: 300 });
  });

  test('is told to be of an unknown issuer, tampered with, or cut short', () => {
    expect(checkCode(read(code), [otherKey])).toEqual({ refused: 'wrong_key' });
    expect(checkCode(read(code), [])).toEqual({ refused: 'wrong_key' });
    const bytes = fromBase32(code)!;
    bytes[30] = (bytes[30] as number) ^ 1; // another name's hash
    expect(checkCode(read(toBase32(bytes)), [key])).toEqual({ refused: 'tampered' });
    for (const length of [20, 60, 100, 150, 196]) {
      expect(readCode(code.slice(0, length)).read).toBe('truncated');
      expect(readCode(qrTextOf(code).slice(0, length + 22)).read).toBe('truncated');
    }
    expect(readCode(`${code}A`).read).toBe('tampered');
    expect(readCode(keywordOf('')).read).toBe('truncated');
    expect(readCode(`${keywordOf(code.slice(0, 30))}!`).read).toBe('tampered');
  });

  test('a signature of somebody else under our key’s name is tampering', () => {
    const bytes = fromBase32(code)!;
    const foreign = fromBase32(signCertificate(certificate, new Uint8Array(32).fill(8)))!;
    bytes.set(foreign.slice(59), 59);
    expect(checkCode(read(toBase32(bytes)), [key, otherKey])).toEqual({ refused: 'tampered' });
  });

  test('other texts are none: tickets, registration ids, addresses, nothing', () => {
    for (const text of ['', ' ', 'SEL25-00001', '1234567890123456789012345', 'https://example.org/K4AQ', 'K4A', 'champions', 'x'.repeat(20_000)]) {
      expect(readCode(text)).toEqual({ read: 'not_a_certificate' });
    }
  });

  test('no text makes the reader fail, and none but ours is genuine', () => {
    const nearly = fc.oneof(
      fc.string({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }), fc.stringMatching(/^K4A[A-Z2-7]{150,220}$/),
      fc.tuple(fc.nat(197), fc.nat(197), fc.string({ maxLength: 3 })).map(([a, b, put]) => code.slice(0, a) + put + code.slice(b)),
      fc.uint8Array({ minLength: 123, maxLength: 123 }).map((bytes) => toBase32(Uint8Array.from([0x57, 1, ...bytes.slice(2)]))),
    );
    fc.assert(fc.property(nearly, (text) => {
      const result = readCode(text);
      if (result.read !== 'code') return;
      const check = checkCode(result, [key]);
      if ('signedBy' in check) expect(toBase32(Uint8Array.from([...result.body, ...result.signature]))).toBe(code);
    }), { numRuns: 3_000 });
  });
});

test('base 32 has one spelling for each row of bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
    expect(fromBase32(toBase32(bytes))).toEqual(bytes);
  }));
  // RFC 4648, without padding.
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => toBase32(new TextEncoder().encode(text)))).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI']);
  fc.assert(fc.property(fc.stringMatching(/^[A-Z2-7]{0,30}$/), (text) => {
    const bytes = fromBase32(text);
    if (bytes) expect(toBase32(bytes)).toBe(text);
  }));
  for (const wrong of ['M', 'MZ', 'MZXW6YTBO', 'mzxw6', 'MZXW1']) expect(fromBase32(wrong)).toBeUndefined();
});
