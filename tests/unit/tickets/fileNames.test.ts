import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNamesOf } from '../../../electron/tickets/fileNames';
import { mailMerge } from '../../../electron/tickets/mailMerge';

const nameOf = (id: string): string => fileNamesOf([id]).get(id)!;

test('a registration id that is a file name stays one; others get a hash', () => {
  expect(nameOf('SEL25-00001')).toBe('SEL25-00001');
  expect(nameOf('참가자 7')).toBe('참가자 7');
  expect(nameOf('../../etc/passwd')).toMatch(/^_\.\._etc_passwd-[0-9a-f]{8}$/);
  expect(nameOf('CON')).toMatch(/^_CON-[0-9a-f]{8}$/);
  expect(nameOf('...')).toMatch(/^_-[0-9a-f]{8}$/);
  const two = fileNamesOf(['a1', 'A1', 'b']);
  expect(new Set([...two.values()].map((name) => name.toLowerCase())).size).toBe(3);
  expect(two.get('b')).toBe('b');
});

test('whatever the ids, names are safe and none comes twice', () => {
  const id = fc.oneof(fc.string({ minLength: 1, maxLength: 128, unit: 'binary' }), fc.stringMatching(/^[aA.:/ ]{1,6}$/));
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 30 }), (ids) => {
      const names = [...fileNamesOf(ids).values()];
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
      for (const name of names) {
        // oxlint-disable-next-line no-control-regex -- what Windows refuses
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]|^\.|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(251);
      }
    }),
  );
});

test('the mail-merge table is read by Excel as it is meant, and runs no formula', () => {
  const holder = { registrationId: 'A;1', fullName: '=HYPERLINK("http://x")', email: '@x', language: null, ticketCode: '0123' };
  expect(mailMerge([holder], () => 'qr/a.png')).toBe(
    `\ufeffregistration_id,full_name,email,ticket,file\r\nA;1,"'=HYPERLINK(""http://x"")","'@x",0123,qr/a.png\r\n`,
  );
});
