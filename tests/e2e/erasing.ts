import path from 'node:path';
import { expect } from 'vitest';
import { traces } from './bytes';
import { readJournal } from './journalReader';

/** Somebody of the sample roster whose name and birth date nobody else there has. */
export const their = { id: 'SEL25-00305', ticket: 'SEL25-00305-109440', name: 'Юлия Журавлёва' };

/** By what they could be found on a disk. */
export function textsOf(data: string, id: string): string[] {
  const registered = readJournal(path.join(data, 'journal')).events.find((event) => event.type === 'attendee.registered' && event.data.registrationId === id);
  const person = registered?.person as { fullName: string; nameOnCertificate: string; email: string; birthDate: string };
  return [person.fullName, person.nameOnCertificate, person.email, person.birthDate].filter((text) => text !== '');
}

/** Nothing of them is left, and all the rest is as it was. */
export function expectErased(data: string, texts: readonly string[]): void {
  expect(traces(data, texts)).toEqual([]);
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expect(events.filter(({ type }) => type === 'attendee.registered')).toHaveLength(320);
}
