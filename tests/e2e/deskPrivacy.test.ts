import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { OrganizerPin } from '../../electron/pin/organizerPin';
import { stillness } from './accessibility';
import { type Application, freshData, preparedData, ready } from './application';
import { deskOf } from './desk';
import { their } from './erasing';
import { openOne } from './oneApplication';
import { looksRight, openCard, patience } from './privacyHands';
import { installRawClient, rawCall } from './rawPort';
import { wedge } from './wedge';

const today = 'day:2025-09-24';

async function dataWithPins(): Promise<string> {
  const data = await preparedData();
  await OrganizerPin.open(data).reset('2468');
  await OrganizerPin.open(data, Date.now, 'helper').reset('1357');
  return data;
}

async function enter(desk: Page, as: 'Organizer' | 'Helper', pin: string): Promise<void> {
  await desk.getByTestId('enter-as').getByText(as).click();
  await desk.getByTestId('enter-pin').fill(pin);
  await desk.getByTestId('enter-open').click();
}

test('a desk with a PIN opens locked, for a helper with less, for the organizer with all; and covers itself', async () => {
  const opened = await openOne({ data: await dataWithPins(), args: [`--kiosk=target=${today}&station=Entrance`], env: { KIOSK_IDLE_SECONDS: '4' } });
  const desk = await opened.window('desk');
  await desk.getByTestId('desk-locked').waitFor();
  expect(await desk.locator('body').innerText()).not.toContain('Seoul');
  await looksRight(desk, 'locked');
  // Whoever asks the main process for more is refused, and no port comes.
  const call = (name: string, params: object): Promise<unknown> =>
    desk.evaluate(([channel, values]) => (window as unknown as { champions: { call(name: string, params: object): Promise<unknown> } }).champions.call(channel, values), [name, params] as const);
  for (const [name, params] of [['app.status', {}], ['pin.set', { pin: '1111', current: null }], ['tickets.export', { kind: 'token' }], ['desk.setIdle', { minutes: 200 }]] as const) {
    await expect(call(name, params)).rejects.toThrow(/may not call/);
  }
  await enter(desk, 'Organizer', '9999');
  await expect.poll(() => desk.getByTestId('error').innerText(), patience).toContain('not right');
  await expect(call('desk.enter', { as: 'helper', pin: null })).resolves.toMatchObject({ entered: false });

  await enter(desk, 'Helper', '1357');
  await ready(desk);
  await desk.getByTestId('privacy-helper').waitFor();
  await installRawClient(desk);
  const refused = ['attendance.page', 'retention.state'].map((name) => rawCall(desk, 'query', name, { from: 0, limit: 10 }));
  refused.push(...(['attendee.erase', 'workshop.configure', 'roster.import', 'tickets.issue', 'store.rebuild', 'retention.erase'] as const).map((name) => rawCall(desk, 'command', name, {})));
  for (const reply of await Promise.all(refused)) expect(reply.error?.code).toBe('forbidden');
  const seen = (await rawCall(desk, 'query', 'attendee.get', { registrationId: their.id })).value as unknown as { person: Record<string, unknown> };
  expect(seen.person).toMatchObject({ fullName: their.name, birthDate: null, email: '', other: {} });
  await openCard(desk);
  expect(await desk.getByTestId('consent-photo').getAttribute('data-given')).toMatch(/true|false/);
  expect(await desk.getByTestId('attendee').innerText()).not.toContain('1996-09-01');
  // Certificates are there for a helper to explain and to print, without anything that is an organizer's to decide.
  await desk.getByTestId('card-certificate-co_signed').getByRole('button').click();
  await desk.getByTestId('certificate-standing').waitFor();
  const dialog = await desk.getByTestId('certificate-dialog').innerText();
  expect(dialog).toMatch(/Attended 0 of \d+ sessions/);
  expect(dialog).not.toMatch(/1996/);
  for (const name of ['award-grant', 'award-withdraw', 'certificate-override', 'certificate-revoke']) expect(await desk.getByTestId(name).count(), name).toBe(0);
  const eligibility = (await rawCall(desk, 'query', 'certificate.eligibility', { holder: { registrationId: their.id } })).value;
  expect(JSON.stringify(eligibility)).not.toContain('1996');
  expect((await rawCall(desk, 'command', 'award.grant', { registrationId: their.id, awardId: null, title: 'Mine' })).error?.code).toBe('forbidden');
  await desk.keyboard.press('Escape');
  await desk.getByTestId('certificate-dialog').waitFor({ state: 'detached' });
  expect(await desk.getByTestId('action-erase').count()).toBe(0);

  // Nobody touches it: it covers itself, and nothing of it is left in the page. The kiosk goes on.
  await desk.getByTestId('desk-locked').waitFor({ timeout: 15_000 });
  expect(await desk.evaluate((name) => document.documentElement.outerHTML.includes(name), their.name)).toBe(false);
  const kiosk = await opened.window('kiosk');
  await ready(kiosk);
  await wedge(kiosk, their.ticket);
  await kiosk.getByTestId('screen-answer').waitFor();
  expect(await kiosk.getByTestId('screen-answer').getAttribute('data-answer')).toBe('ok');
  await installRawClient(kiosk);
  expect((await rawCall(kiosk, 'command', 'help.request', { requestId: 'call', subject: 'general' })).kind).toBe('value');
  await expect.poll(() => desk.getByTestId('locked-help').getAttribute('data-count'), patience).toBe('1');

  await enter(desk, 'Organizer', '2468');
  await ready(desk);
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-helper').click();
  await desk.getByTestId('privacy-helper').waitFor();
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-organizer').click();
  await desk.getByTestId('enter-pin').fill('2468');
  await desk.getByTestId('enter-open').click();
  await desk.getByTestId('privacy-helper').waitFor({ state: 'detached' });
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-lock').click();
  await desk.getByTestId('desk-locked').waitFor();
});

/** Nothing of this is for a helper: the store or the main process would refuse it. */
const organizersAlone = [
  'tab-station', 'tab-out', 'workshop-details', 'open-guide', 'start-guide', 'load-sample', 'import-roster', 'import-agenda', 'empty-import-roster', 'empty-import-agenda',
  'session-add', 'agenda-undo', 'exception-answer', 'exception-voided', 'exception-kept', 'exception-merged', 'action-correct', 'action-reissue', 'action-merge', 'action-block', 'action-unblock', 'action-revoke', 'action-cancel',
  'action-separate', 'action-erase', 'privacy-settings', 'privacy-set', 'privacy-as-helper', 'retention', 'crib', 'palette-importRoster', 'palette-importAgenda', 'palette-tab-station',
  'award-grant', 'award-withdraw', 'certificate-override', 'certificate-revoke', 'pin-set', 'deep', 'import', 'guide', 'station', 'out',
];
/** What would end the visit, or change what the next look is at. */
const leftAlone = ['privacy-lock', 'privacy-as-organizer', 'language', 'open-kiosk', 'color-scheme', 'tab-', 'enter-'];

/** Notes everything that a window is refused for its role, by the store and by the main process. */
async function noteRefusals({ app }: Application, desk: Page): Promise<() => Promise<string[]>> {
  await desk.evaluate(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    const setter = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')!;
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      ...setter,
      set(listener: (event: MessageEvent) => void) {
        setter.set!.call(this, (event: MessageEvent) => {
          if (event.data?.error?.code === 'forbidden') refused.push(event.data.error.message);
          listener(event);
        });
      },
    });
  });
  await app.evaluate(({ ipcMain }) => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => Promise<{ error?: { code: string; message: string } }>> })._invokeHandlers;
    for (const [name, handler] of handlers) {
      handlers.set(name, async (...args) => {
        const answer = await handler(...args);
        if (answer?.error?.code === 'forbidden') refused.push(answer.error.message);
        return answer;
      });
    }
  });
  const noted = () => (globalThis as unknown as { refused: string[] }).refused;
  return async () => [...(await desk.evaluate(noted)), ...(await app.evaluate(noted))];
}

/** Clicks every button that is there or comes, once a kind, and gives what was clicked. */
function clickEverything(desk: Page): Promise<string[]> {
  return desk.evaluate(async (barred) => {
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    const kindOf = (element: Element): string => element.getAttribute('data-testid') ?? `${element.getAttribute('aria-label') ?? ''} ${element.textContent}`.trim();
    const clicked = new Set<string>();
    for (let rounds = 0; rounds < 300; rounds++) {
      const next = [...document.querySelectorAll<HTMLElement>('button:not(:disabled), [role="menuitem"], summary')].find(
        (element) => element.checkVisibility() && !clicked.has(kindOf(element)) && !barred.some((name) => kindOf(element).startsWith(name)),
      );
      if (!next) break;
      clicked.add(kindOf(next));
      next.click();
      await frame();
    }
    return [...clicked];
  }, leftAlone);
}

test('a helper sees nothing that they would be refused, and is refused nothing that they can click', async () => {
  const opened = await openOne({ data: await dataWithPins() });
  const desk = await opened.window('desk');
  await desk.getByTestId('desk-locked').waitFor();
  // An organizer leaves things behind that only an organizer may go on with.
  await enter(desk, 'Organizer', '2468');
  await ready(desk);
  await installRawClient(desk);
  const agenda = (await rawCall(desk, 'query', 'agenda', {})).value as unknown as { sessions: { id: string; room: string; startsAt: string }[] };
  // Two sessions at once, in one room from now on.
  const [first, second] = agenda.sessions.flatMap((a) => agenda.sessions.filter((b) => b.id !== a.id && b.startsAt === a.startsAt).map((b) => [a, b] as const))[0]!;
  const left = await Promise.all([
    rawCall(desk, 'command', 'session.change', { sessionId: second.id, session: { room: first.room } }),
    rawCall(desk, 'command', 'scan.submit', { code: 'NOBODY-7', nonce: 'nobody', target: today, station: 'Entrance', direction: 'in' }),
    rawCall(desk, 'command', 'scan.submit', { code: 'SEL25-00013-433389', nonce: 'somebody', target: today, station: 'Entrance', direction: 'in' }),
    rawCall(desk, 'command', 'ticket.revoke', { registrationId: 'SEL25-00001', ticketCode: 'SEL25-00001-736313', reason: 'Lost it' }),
    rawCall(desk, 'command', 'attendee.merge', { registrationId: 'SEL25-00030', into: their.id, reason: 'The same person' }),
  ]);
  expect(left.filter(({ kind }) => kind !== 'value')).toEqual([]);
  // Of somebody who is known, so that their card can be opened.
  expect((await rawCall(desk, 'command', 'scan.submit', { code: 'SEL25-00001-736313', nonce: 'revoked', target: today, station: 'Entrance', direction: 'in' })).kind).toBe('value');
  await desk.getByTestId('exception-answer').first().waitFor();
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-lock').click();
  await desk.getByTestId('desk-locked').waitFor();

  const refusals = await noteRefusals(opened, desk);
  await enter(desk, 'Helper', '1357');
  await ready(desk);
  await desk.getByTestId('privacy-helper').waitFor();
  // What is noted is seen: the main process refuses somebody who calls past the desk's buttons.
  await desk.evaluate(() => (window as unknown as { champions: { call(name: string, params: object): Promise<unknown> } }).champions.call('check.disk', {}).catch(() => undefined));
  expect(await refusals()).toEqual([expect.stringContaining('check.disk')]);

  const seen = async (): Promise<string[]> => {
    const ids = await desk.evaluate(() => [...document.querySelectorAll('[data-testid]')].map((element) => element.getAttribute('data-testid') as string));
    return ids.filter((id) => organizersAlone.includes(id) || /^remedy-(?!of-)/.test(id));
  };
  const clicked: string[] = [];
  const lookAround = async (where: string): Promise<void> => {
    expect(await seen(), where).toEqual([]);
    clicked.push(...(await clickEverything(desk)));
    expect(await seen(), where).toEqual([]);
    const open = desk.locator('[role="dialog"], [role="menu"]');
    for (let layers = 0; layers < 8 && (await open.count()) > 0; layers++) {
      await desk.keyboard.press('Escape');
      await desk.mouse.click(400, 20); // the workshop's name: outside of everything that opens
      await stillness(desk);
    }
    expect(await open.count(), where).toBe(0);
  };
  await lookAround('overview');
  for (const tab of ['roster', 'agenda']) {
    await desk.getByTestId(`tab-${tab}`).click();
    await lookAround(tab);
  }
  await desk.getByTestId('agenda-conflicts').waitFor();
  await desk.getByTestId('agenda-view').getByText('Timeline').click();
  await desk.getByTestId('timeline-session').first().waitFor();
  await lookAround('timeline');
  await openCard(desk);
  await desk.getByTestId('merged-from').waitFor();
  await lookAround('card');
  expect(clicked).toEqual(expect.arrayContaining(['readiness', 'status', 'notices', 'help-open', 'exception-open', 'action-pass', 'action-void']));

  // The checklist says who mends what is open, the keys and a dropped file lead nowhere else.
  await desk.getByTestId('readiness').click();
  await desk.getByTestId('ask-organizer').waitFor();
  await looksRight(desk, 'helper');
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Alt+4');
  await desk.keyboard.press('Control+k');
  await desk.getByTestId('palette-search').fill(their.id);
  await desk.getByTestId('palette-person').waitFor();
  await desk.getByTestId('palette-search').fill('import');
  expect(await desk.locator('[data-testid^="palette-import"]').count()).toBe(0);
  await desk.keyboard.press('Escape');
  await desk.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['registration_id,full_name'], 'roster.csv'));
    for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  });
  await desk.getByTestId('tab-roster').click();
  expect(await seen()).toEqual([]);
  expect(await desk.locator('[data-testid="error"][data-code="forbidden"]').count()).toBe(0);
  expect((await refusals()).slice(1)).toEqual([]);
});

test('where nothing has been set up, a helper is told who begins, and an organizer can take over right there', async () => {
  const data = freshData();
  await OrganizerPin.open(data).reset('2468');
  const opened = await openOne({ data });
  const desk = await deskOf(opened);
  await desk.getByTestId('start').waitFor();
  await desk.getByTestId('privacy-menu').click();
  await desk.getByTestId('privacy-as-helper').click();
  await desk.getByTestId('back-to-organizer').waitFor();
  expect(await desk.locator('[data-testid^="import-"], [data-testid^="start"], [data-testid="load-sample"]').count()).toBe(0);
  await looksRight(desk, 'helper-start');
  await desk.getByTestId('back-to-organizer').click();
  await desk.getByTestId('enter-pin').fill('2468');
  await desk.getByTestId('enter-open').click();
  await desk.getByTestId('start').waitFor();
});
