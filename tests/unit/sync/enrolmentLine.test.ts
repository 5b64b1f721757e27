import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EnrolmentLine, formatEnrolmentLine, isLoopback, parseEnrolmentLine } from '@shared/contract/hub';

/** The line that a device is enrolled with, as a hub writes it and as people hand it on. */

const line: EnrolmentLine = { hosts: ['192.168.1.20', 'hub.local', 'fd00::20'], port: 7984, fingerprint: `${'aB-_9'.repeat(8)}xyz`, code: '0123456789ABCDEFGHJK' };
const text = `champions-hub:1:192.168.1.20,hub.local,[fd00::20]:7984:${'aB-_9'.repeat(8)}xyz:0123456789ABCDEFGHJK`;

test('is written and read', () => {
  expect(formatEnrolmentLine(line)).toBe(text);
  expect(parseEnrolmentLine(text)).toEqual({ line, problem: null });
  expect(parseEnrolmentLine(` Champions-Hub:1:192.168.1.20,hub.local,\n[fd00::20]:7984:${line.fingerprint}:0123456789abcdefghjk\t`)).toEqual({ line, problem: null });
});

test('comes back as it was, whatever it is', () => {
  const letters = (alphabet: string, length: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((all) => all.join(''));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.ipV4(), fc.ipV6().filter((each) => !each.includes('.')), fc.domain()), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 65_535 }),
      letters('ABCxyz019-_', 43), letters('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 20),
      (hosts, port, fingerprint, code) => {
        const one = { hosts, port, fingerprint, code };
        expect(parseEnrolmentLine(formatEnrolmentLine(one))).toEqual({ line: one, problem: null });
      },
    ),
  );
});

test('without a fingerprint is of this machine alone', () => {
  const plain = { hosts: ['127.0.0.1', '::1', 'localhost'], port: 80, fingerprint: null, code: line.code };
  expect(parseEnrolmentLine(formatEnrolmentLine(plain))).toEqual({ line: plain, problem: null });
  expect(parseEnrolmentLine(formatEnrolmentLine({ ...plain, hosts: ['127.0.0.1', '192.168.1.20'] }))).toEqual({ line: null, problem: 'damaged' });
  expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].every(isLoopback)).toBe(true);
  expect(['127.0.0.1.evil.example', '0.0.0.0', '::', '128.0.0.1', 'localhost.example'].some(isLoopback)).toBe(false);
});

test.each([
  ['https://example.org', 'not_an_enrolment_line'],
  ['', 'not_an_enrolment_line'],
  [text.replace(':1:', ':2:'), 'newer_version'],
  [text.replace(':7984:', ':0:'), 'damaged'],
  [text.replace(':7984:', ':70000:'), 'damaged'],
  [text.replace('192.168.1.20', '192.168.1.20/x'), 'damaged'],
  [text.replace('192.168.1.20', 'user@host'), 'damaged'],
  [text.replace('[fd00::20]', 'fd00::20'), 'damaged'],
  [text.replace('192.168.1.20', ''), 'damaged'],
  [text.replace('xyz', ''), 'damaged'],
  [`${text}L`, 'damaged'],
  [text.slice(0, -1), 'damaged'],
  [text.replace('ABC', 'ILO'), 'damaged'],
  ['champions-hub:', 'damaged'],
])('%s is none', (wrong, problem) => {
  expect(parseEnrolmentLine(wrong)).toEqual({ line: null, problem });
});
