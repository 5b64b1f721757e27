import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unregistered } from '@shared/domain/attendee';
import { foldAll } from '@shared/domain/state';
import { attendeeOf, attendeeText } from '../../../renderer/store/records/attendeeText';
import { eventSets } from '../domain/events';

test('whatever happened to people, their text says the same of them', () => {
  let people = 0;
  fc.assert(
    fc.property(eventSets, (events) => {
      for (const attendee of foldAll(events).people.values()) {
        people++;
        // As JSON would keep them: what is undefined is absent.
        expect(attendeeOf(attendeeText(attendee))).toEqual(JSON.parse(JSON.stringify(attendee)));
      }
    }),
  );
  expect(people).toBeGreaterThan(50);
});

test('who was registered and nothing else is written by place alone, and so in half the room', () => {
  const registered = {
    ...unregistered('WEGO-25-000123'),
    registered: true,
    base: '019970f2d000-0000-K1AAAAAA/0000000123',
    fields: { name: 'Ana Souza', organisation: 'University of São Paulo', language: 'en' as const, ticket: 'WEGO-4711', sessions: ['S01', 'S04'], consent: true },
  };
  const text = attendeeText(registered);
  expect(JSON.parse(text)).toEqual([registered.id, registered.base, ...Object.values(registered.fields)]);
  expect(text.length).toBeLessThan(JSON.stringify(registered).length * 0.55);
  expect(attendeeOf(text)).toEqual(registered);
});
