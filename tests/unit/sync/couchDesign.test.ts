import { sign } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEvent } from '@shared/contract/events';
import { databaseOf, signedText, type SyncDocument } from '@shared/contract/sync';
import { deviceOfKey } from '../../../electron/deviceKey';
import { blankEvent } from '../../../electron/journal/blankEvent';
import { NamingTexts, personKey } from '../../../electron/journal/erasedPeople';
import { hashEvent, hashJson } from '../../../electron/journal/hashes';
import { designDocument } from '../../../electron/sync/couchdb/designDocument';
import { documentOf, eventOf, prove } from '../../../electron/sync/documents';
import { signaturesOf } from '../../../electron/sync/signatures';
import { eventSets } from '../domain/events';
import { type Engine, engines } from './couchEngines';
import { freshKey } from './freshKey';
import { MemorySource } from './memorySource';

const design = designDocument();
const both = await engines();
const folder = path.join(import.meta.dirname, '../../../resources/couchdb/design/validate');
/** All functions of the validation, to be called one by one. */
const functions = fs.readdirSync(folder).sort().map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n');

const venue = new MemorySource();
const person = { fullName: 'Zoë 김지우', email: 'zoe@example.org', salt: 'ab'.repeat(16) };
venue.write('seoul-2025', { type: 'attendee.registered', data: { registrationId: 'R1', by: { role: 'desk' } }, person });
venue.write('seoul-2025', { type: 'scan.refused', data: { code: 'zoe@example.org', answer: 'unknown_ticket', registrationId: null } });
venue.write('seoul-2025', { type: 'checkIn.recorded', data: { registrationId: 'R1', target: 'day:2025-09-24', direction: 'in', override: { reason: 'Zoë is known', refusal: 'cancelled' } } });
venue.write('seoul-2025', { type: 'attendee.cancelled', data: { registrationId: 'R1', reason: 'ill' } });
const documents = venue.events.map((event) => documentOf(event, venue.key));
const [registered, refused, admitted] = documents as [SyncDocument, SyncDocument, SyncDocument];

const owner = { name: venue.device, roles: [] as string[], db: 'wego-seoul-2025' };
const other = freshKey();

/** Anew, under the id that fits the content, and signed. */
function resigned(document: SyncDocument, changes: Record<string, unknown>, key = venue.key): SyncDocument {
  const event = { ...eventOf(document), ...changes, signature: undefined };
  return documentOf(event as never, key);
}

describe.each(both)('in $name', (engine: Engine) => {
  const answer = (newDoc: unknown, user: object = owner, oldDoc: unknown = null): string => {
    const thrown = engine.validate(design.validate_doc_update, [newDoc, oldDoc, { ...owner, ...user }, { members: {}, admins: {} }]);
    return thrown === null ? 'ok' : (thrown.unauthorized ?? thrown.forbidden ?? JSON.stringify(thrown));
  };

  test('a device writes its own events, with the fields that CouchDB adds', () => {
    for (const document of documents) expect(answer(document)).toBe('ok');
    expect(answer({ ...registered, _revisions: { start: 1, ids: ['a'.repeat(32)] }, _rev: `1-${'a'.repeat(32)}` })).toBe('ok');
    expect(answer({ ...registered, person: null })).toBe('ok');
    for (const [index, signature] of signaturesOf(documents.map(({ _id }) => _id), venue.key).entries()) expect(answer({ ...documents[index], signature })).toBe('ok');
    expect(answer({ _id: '_design/other', views: {} }, { roles: ['_admin'] })).toBe('ok');
  });

  test('a relay passes on those of others, and an admin may, and nobody else', () => {
    for (const roles of [['champions-relay'], ['_admin'], ['other', 'champions-relay']]) expect(answer(registered, { name: other.device, roles })).toBe('ok');
    expect(answer(registered, { name: other.device })).toMatch(/^not_their_device: /);
    expect(answer(registered, { name: null })).toBe('Log in first.');
    const vouched = documentOf(venue.events[0] as never, other);
    expect(vouched.signature.signer).toBe(other.device);
    expect(answer(vouched, { name: other.device, roles: ['champions-relay'] })).toBe('ok');
    expect(answer(vouched, { name: other.device })).toMatch(/^not_their_device: /);
    expect(answer(vouched)).toMatch(/^not_their_device: .* vouches/);
  });

  test.each([
    ['a field too many', { extra: 1 }, 'malformed'],
    ['an attachment', { _attachments: { a: { stub: true } } }, 'malformed'],
    ['no signature', { signature: undefined }, 'malformed'],
    ['a signature with more in it', { signature: { ...registered.signature, at: 1 } }, 'malformed'],
    ['a signature that is none', { signature: 'x' }, 'malformed'],
    ['a signature with a way that is none', { signature: { ...registered.signature, path: `u${'0'.repeat(32)}` } }, 'malformed'],
    ['a signature with a way that is too long', { signature: { ...registered.signature, path: `l${'0'.repeat(32)}`.repeat(17) } }, 'malformed'],
    ['data that is a list', { data: [] }, 'malformed'],
    ['no data', { data: null }, 'malformed'],
    ['a person that is a text', { person: 'Zoë' }, 'malformed'],
    ['a sequence number of 0', { seq: 0 }, 'malformed'],
    ['half a sequence number', { seq: 1.5 }, 'malformed'],
    ['another sequence number', { seq: 7 }, 'malformed'],
    ['a version that is a text', { v: '1' }, 'malformed'],
    ['a clock that is none', { hlc: 'now' }, 'malformed'],
    ['a type without a name', { type: '' }, 'malformed'],
    ['another id', { id: 'seoul-2025/AAAAAAAA/0000000001' }, 'malformed'],
    ['another _id', { _id: `x${registered._id}` }, 'malformed'],
    ['a workshop with a slash', { workshop: 'a/b' }, 'malformed'],
    ['a prev that is none', { prev: 'x' }, 'malformed'],
    ['half a character', { data: { text: '\ud800' } }, 'malformed'],
    ['other data', { data: { registrationId: 'R2' } }, 'edited'],
    ['another time', { at: '2025-09-24T00:00:00.001Z' }, 'edited'],
    ['another hash', { _id: `${registered.id}:${'0'.repeat(32)}` }, 'edited'],
    ['a deletion', { _deleted: true }, 'edited'],
    ['another person', { person: { ...person, fullName: 'Zoe' } }, 'edited_person'],
    ['no person where there is a hash', { person: undefined }, 'edited_person'],
    ['a key of somebody else', { signature: { ...registered.signature, key: other.publicKey } }, 'bad_signature'],
  ])('%s is refused', (_what, changes, problem) => {
    const changed = JSON.parse(JSON.stringify({ ...registered, ...changes })) as object;
    expect(answer(changed)).toMatch(new RegExp(`^${problem}: `));
  });

  test('a person without a hash is refused, and another workshop than the database', () => {
    expect(answer(resigned(registered, { personHash: undefined }))).toMatch(/^edited_person: /);
    expect(answer(registered, { db: 'wego-rome-2025' })).toMatch(/^other_workshop: .*wego-seoul-2025/);
    let nested: unknown = 1;
    for (let i = 0; i < 200; i++) nested = [nested];
    expect(answer(resigned(registered, { data: { nested } }))).toMatch(/^malformed: /);
  });

  test('what the application blanks, whoever writes here may blank: once, and never back', () => {
    const texts = new NamingTexts();
    texts.add('seoul-2025', ['zoe@example.org', 'zoë']);
    const erasing = { people: new Set([personKey('seoul-2025', 'R1')]), texts };
    const stranger = { name: other.device };
    let blankedTexts = 0;
    for (const [index, event] of venue.events.entries()) {
      const before = documents[index] as SyncDocument;
      const blanked = blankEvent(event as JournalEvent, erasing);
      expect(blanked).not.toBeNull();
      const after = { ...documentOf({ ...(blanked as never as object), signature: before.signature } as never, venue.key) };
      expect(after._id).toBe(before._id);
      if (after.blanked) blankedTexts += 1;
      expect(answer(after, stranger, before)).toBe('ok');
      expect(answer(after)).toBe('ok'); // blanked before it was first sent
      expect(answer(before, owner, after)).toMatch(/^edited: /);
      expect(answer(before, owner, before)).toMatch(/^edited: /);
      expect(answer(after, owner, after)).toMatch(/^edited: /);
      expect(answer({ ...after, _deleted: true }, { roles: ['_admin'] }, before)).toMatch(/^edited: /);
      expect(answer({ ...after, data: { ...after.data, more: 1 } }, { roles: ['_admin'] }, before)).toMatch(/^edited: /);
    }
    expect(blankedTexts).toBe(3);
    const emptied = { ...refused, data: { ...refused.data, code: '' } };
    expect(answer(emptied, owner, refused)).toMatch(/^edited: /); // does not say what its hash was
    expect(answer({ ...emptied, blanked: '0'.repeat(32) }, owner, refused)).toMatch(/^edited: /);
    expect(answer({ ...emptied, data: { ...emptied.data, code: 'other' }, blanked: refused._id.slice(-32) }, owner, refused)).toMatch(/^edited: /);
    expect(answer({ ...refused, data: { ...refused.data, answer: '' }, blanked: refused._id.slice(-32) }, owner, refused)).toMatch(/^edited: /);
    expect(answer({ ...refused, blanked: refused._id.slice(-32) }, owner, refused)).toMatch(/^edited: /);
    const { override } = admitted.data as { override: object };
    expect(answer({ ...admitted, data: { ...admitted.data, override: { ...override, refusal: null, reason: '' } }, blanked: admitted._id.slice(-32) }, owner, admitted)).toMatch(/^edited: /);
    const value = sign(null, Buffer.from(signedText(registered._id)), other.privateKey).toString('hex');
    expect(answer({ ...registered, person: null, signature: { signer: other.device, key: other.publicKey, value } }, { roles: ['_admin'] }, registered)).toMatch(/^edited: /);
  });

  test('hashes are those of the application, for any event', () => {
    const unit = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('\u2028', '\u007f', '\u0000', '"\\', '\u{10ffff}', '\ud7ff\ue000', '__proto__', ''));
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(-0, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, 2 ** 53, 0.1 + 0.2, 123_456_789_012_345_680_000));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, unit, number, fc.boolean(), fc.constant(null), fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(unit, tie('tree'), { maxKeys: 4 })),
    }));
    const runs = engine.name === 'V8' ? 300 : 100;
    fc.assert(
      fc.property(fc.dictionary(unit, tree, { maxKeys: 5 }), unit, (data, text) => {
        const event = { ...eventOf(registered), at: text, data: JSON.parse(JSON.stringify(data)) as object };
        expect(engine.evaluate(functions, `hashEvent(JSON.parse(${JSON.stringify(JSON.stringify({ _id: 'x', _rev: '1-a', ...event }))}))`)).toBe(hashEvent(event));
      }),
      { numRuns: runs },
    );
    const lone = fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'a', '\u{1f600}'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lone, fc.boolean(), (text, asKey) => {
        const value = asKey ? { [text]: 1 } : { a: text };
        const isWhole = Buffer.from(text).toString() === text;
        const expected = isWhole ? hashJson(value) : null;
        expect(engine.evaluate(functions, `hashJson(JSON.parse(${JSON.stringify(JSON.stringify(value))}))`)).toBe(expected);
      }),
      { numRuns: runs },
    );
  });

  test('so are the ids of devices and the names of databases', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: 'grapheme' }), (key, workshop) => {
      const publicKey = Buffer.from(key).toString('hex');
      expect(engine.evaluate(functions, `[deviceOfKey(${JSON.stringify(publicKey)}), databaseOf(${JSON.stringify(workshop)})]`)).toEqual([deviceOfKey(publicKey), databaseOf(workshop)]);
    }), { numRuns: 50 });
  });

  test('any event of the application is taken', () => {
    const checked = (events: JournalEvent[]): void => {
      for (const event of events) {
        const document = documentOf({ ...event, workshop: 'seoul-2025', device: venue.device, id: `seoul-2025/${venue.device}/${event.id.slice(-10)}`, ...(event.person ? { personHash: hashJson(event.person) } : {}) } as never, venue.key);
        const travelled = JSON.parse(JSON.stringify(document)) as unknown;
        expect(prove(travelled, 'seoul-2025').problem).toBeNull();
        expect(answer(travelled)).toBe('ok');
      }
    };
    fc.assert(fc.property(eventSets, checked), { numRuns: engine.name === 'V8' ? 20 : 5 });
  });
});

test('the functions are plain ES5, which every engine of CouchDB 3 has', () => {
  for (const source of [design.validate_doc_update, ...Object.values(design.views).map(({ map }) => map)]) {
    expect(source).toMatch(/^function \(/);
    expect(source).not.toMatch(/=>|\b(let|const|class|import|require|async)\b(?=[ (])(?!.*\/\/)|`/);
    expect(/^[\x20-\x7e\n]*$/.test(source)).toBe(true);
  }
});
