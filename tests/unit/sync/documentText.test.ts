import { describe, expect, test } from 'vitest';
import type { SyncDocument } from '@shared/contract/sync';
import { jsonOfDocument } from '../../../electron/journal/received';
import { documentOf, documentText, eventOf, glance, type HeldEvent, prove } from '../../../electron/sync/documents';
import { freshKey } from './freshKey';
import { checkIn, workshop } from './hubHarness';
import { eventsOf } from './ownEvents';

const key = freshKey();
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
    const made = documentText(JSON.stringify(event), hash, key);
    expect(made?.text).toBe(JSON.stringify(document));
    expect(made?.id).toBe(document._id);
    expect(prove(JSON.parse(made?.text ?? ''), workshop).problem).toBeNull();
  });

  test('keeps the signature that it came with', () => {
    const document = documentOf(event, key);
    const json = jsonOfDocument(document, new Set(), new Set());
    expect(glance(json)).toEqual({ id: event.id, isSigned: true });
    expect(glance(JSON.stringify(event))).toEqual({ id: event.id, isSigned: false });
    const passedOn = JSON.parse(documentText(json, document._id.slice(-32), other)?.text ?? '') as SyncDocument;
    expect(passedOn).toEqual(document);
    expect(eventOf(passedOn)).toEqual(eventOf(document));
  });
});

test('JSON that does not begin as the journal writes it is read', () => {
  for (const json of ['{"workshop":"SEL25","id":"a"}', '{"id":"a\\u0022","workshop":"b"}', '{"id": "a","workshop":"b"}', '[]']) expect(glance(json)).toBeNull();
});
