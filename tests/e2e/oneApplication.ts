import type { Page } from 'playwright';
import { afterEach } from 'vitest';
import { type Application, openApplication, type Opening } from './application';
import { deskOf } from './desk';

/** The application that a test has open, one at a time; closed behind each test of a file that imports this. */

export let application: Application | null = null;
afterEach(closeOne);

export async function openOne(options: Opening = {}): Promise<Application> {
  application = await openApplication(options);
  return application;
}

export async function closeOne(): Promise<void> {
  await application?.close();
  application = null;
}

/** Opens one, and gives its desk once that can be used. */
export async function openDesk(options: Opening = {}): Promise<Page> {
  return deskOf(await openOne(options));
}
