import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import type { JournalEvent } from '@shared/contract/events';
import { copiesOf, importInto, preparedData, ready } from './application';
import { readJournal } from './journalReader';
import { application, openOne } from './oneApplication';

/** What somebody does at a kiosk, and what it leaves behind. */

export const day = 'target=day:2025-09-24';

/** Somebody of whom there is only one: the sample roster has many namesakes. */
const onlyOne = 'registration_id,ticket_code,full_name,email,birth_date,country,organisation,language,consent_data\nSEL25-Q1,SEL25-Q1-1,Zdeněk Příhoda,prihoda@example.org,2001-07-24,CZ,Univerzita Karlova,de,yes\n';

export const rosterWithOne = copiesOf(async () => {
  const data = await preparedData();
  const file = path.join(data, 'one.csv');
  fs.writeFileSync(file, onlyOne);
  await importInto(data, { roster: file });
  return data;
});

/** A kiosk without a desk. */
export async function openKiosk(query = day, night: 'yes' | 'no' = 'no'): Promise<Page> {
  const opened = await openOne({
    data: await rosterWithOne(),
    args: [`--kiosk=${query}&station=Entrance&night=${night}`],
    env: { KIOSK_WITHOUT_DESK: '1' },
  });
  const page = await opened.window('kiosk');
  await ready(page);
  return page;
}

/** What the journal has. */
export function events(): JournalEvent[] {
  return readJournal(path.join(application!.data, 'journal')).events;
}

export async function typeDate(page: Page, date: string): Promise<void> {
  const [year, month, dayOfMonth] = date.split('-') as [string, string, string];
  await page.getByTestId('date-day').fill(dayOfMonth);
  await page.getByTestId('date-month').fill(month);
  await page.getByTestId('date-year').fill(year);
}

/** Everything personal that a page could still hold: its text, its fields, its storage. */
export function traces(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      { ...sessionStorage },
      { ...localStorage },
    ]),
  );
}
