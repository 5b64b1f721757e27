import { describe, expect, test } from 'vitest';
import type { SyncDocument } from '@shared/contract/sync';
import { NamingTexts } from '../../../electron/journal/erasedPeople';
import { jsonOfDocument } from '../../../electron/journal/received';
import type { EventSignature } from '@shared/contract/sync';
import { ByteText } from '../../../electron/byteText';
import { documentOf, eventOf, type HeldEvent, prove } from '../../../electron/sync/documents';
import { glance, passedOn, type PassedOn, writeDocument } from '../../../electron/sync/documentText';
import { signatureOf, signaturesOf } from '../../../electron/sync/signatures';
import { checkIn, workshop } from './hubHarness';
import { freshKey } from './freshKey';
import { eventsOf } from './ownEvents';

const key = freshKey();
const bytes = (text: string): Buffer => Buffer.from(text);

function written(document: PassedOn, signature: EventSignature | null): string {
  const out = new ByteText(8);
  writeDocument(out, document, signature);
  return out.whole.toString('utf8');
}
const other = freshKey();

/** Events whose JSON could be taken for something else by who only glances at it. */
const hints: Record<string, object> = {
  plain: {},
  'a signature in its data': { signature: { signer: other.device, key: other.publicKey, value: '0'.repeat(128) } },
  'a signature in a text': { reason: `,"signature":{"signer":"${other.device}","key":"${other.publicKey}","value":"${'0'.repeat(128)}"}}` },
  'quotes and other scripts': { reason: '"대강당" \\ \u2028 😀 {"id":"x","workshop":' },
};

describe.each(Object.entries(hints))('the document of an event with %s', (_name, more) => {
  const draft = checkIn();
  const [event] = eventsOf(key, workshop, [{ ...draft, data: { ...draft.data, ...more } } as typeof draft]) as [HeldEvent];

  test('is the same, made out of the JSON of the journal, and can be proved', () => {
    const document = documentOf(event, key);
    const hash = document._id.slice(-32);
    const made = passedOn(bytes(JSON.stringify(event)), hash)!;
    expect(made).toMatchObject({ id: document._id, isSigned: false });
    expect(written(made, signatureOf(made.id, key))).toBe(JSON.stringify(document));
    const [together] = signaturesOf([made.id, 'another'], key);
    const text = written(made, together!);
    expect(text).toBe(JSON.stringify({ ...document, signature: together }));
    expect(prove(JSON.parse(text), workshop).problem).toBeNull();
  });

  test.each([1, 2, 40])('keeps the signature that it came with, made for %i together', (count) => {
    const alone = documentOf(event, key);
    const document = { ...alone, signature: signaturesOf([alone._id, ...Array.from({ length: count - 1 }, (_, index) => `other ${index}`)], key)[0]! };
    const json = jsonOfDocument(document, new Set(), new NamingTexts());
    expect(glance(bytes(json))).toEqual({ id: event.id, isSigned: true });
    expect(glance(bytes(JSON.stringify(event)))).toEqual({ id: event.id, isSigned: false });
    const made = passedOn(bytes(json), document._id.slice(-32))!;
    expect(made.isSigned).toBe(true);
    const passed = JSON.parse(written(made, null)) as SyncDocument;
    expect(passed).toEqual(document);
    expect(eventOf(passed)).toEqual(eventOf(document));
  });
});

test('JSON that does not begin as the journal writes it is read', () => {
  for (const json of ['{"workshop":"SEL25","id":"a"}', '{"id":"a\\u0022","workshop":"b"}', '{"id": "a","workshop":"b"}', '[]']) expect(glance(bytes(json))).toBeNull();
});
