import type { Page } from 'playwright';
import { type Application, ready } from './application';

/** The desk, once it can be used. With the organizer's PIN it opens locked, and is unlocked first. */
export async function deskOf(application: Application, pin = '2468'): Promise<Page> {
  const desk = await application.window('desk');
  await desk.locator('html[data-ready="true"], [data-testid="desk-locked"]').first().waitFor({ state: 'attached' });
  if (await desk.getByTestId('desk-locked').isVisible()) {
    await desk.getByTestId('enter-pin').fill(pin);
    await desk.getByTestId('enter-open').click();
  }
  await ready(desk);
  return desk;
}

/**
 * Imports a file as a person does: a button opens the dialog, the file is chosen, confirmed and closed.
 *
 * @param button the test id of what opens the dialog
 * @returns what the dialog said it had done
 */
export async function importFile(desk: Page, button: string, file: string, firstDay?: string): Promise<string> {
  const dialog = desk.getByTestId('import');
  await desk.getByTestId(button).first().click();
  await dialog.locator('input[type=file]').setInputFiles(file);
  await desk.getByTestId('import-confirm').waitFor();
  if (firstDay !== undefined) await dialog.locator('input[type=date]').fill(firstDay);
  await desk.getByTestId('import-confirm').click();
  await desk.getByTestId('import-done').waitFor();
  const sentence = await desk.getByTestId('import-sentence').innerText();
  await desk.getByTestId('import-done').click();
  return sentence;
}
