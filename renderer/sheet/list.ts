import type { ListPerson, SigningList } from '@shared/contract/sheetPages';
import { dayOf, timeOfDay } from '@i18n/times';
import { dividedBy } from './divide';
import { box, named, setPage } from './elements';
import { loadFonts } from './fonts';
import { wordsOf } from './words';

type Say = Awaited<ReturnType<typeof wordsOf>>;

/**
 * Draws a list for signing, divided into pages here: each with the session in its head, the columns' names and its
 * number, in the list's own language and fonts, which the head and foot of Chromium's printing cannot have.
 *
 * @returns the fonts that could not be loaded.
 */
export async function drawList(list: SigningList): Promise<string[]> {
  const say = await wordsOf(list.language);
  const size = setPage(list.language, list.paper);
  const rows = list.people.map((person, index) => rowOf(person, index + 1, list, say));
  const page = (number: number, pages: number): { page: HTMLElement; body: HTMLElement } => pageOf(list, say, size, number, pages);

  // Once as one long page: how high each row is, and how much room a page has.
  const whole = page(1, 1);
  whole.body.append(...rows);
  document.body.replaceChildren(whole.page);
  const missing = await loadFonts([document.body.textContent ?? '', say('page', { page: 0, pages: 123_456_789 })]);
  const heights = rows.map((row) => row.getBoundingClientRect().height);
  whole.body.replaceChildren();
  const table = whole.page.querySelector('.listTable') as HTMLElement;
  const foot = whole.page.querySelector('.listFoot') as HTMLElement;
  const room = foot.getBoundingClientRect().top - table.getBoundingClientRect().bottom;

  const divided = dividedBy(room, heights);
  const pages = divided.map(([from, to], index) => {
    const made = page(index + 1, divided.length);
    made.body.append(...rows.slice(from, to));
    return made.page;
  });
  document.body.replaceChildren(...pages);
  return missing;
}

function pageOf(list: SigningList, say: Say, { width, height }: { width: number; height: number }, number: number, pages: number): { page: HTMLElement; body: HTMLElement } {
  const { session, language } = list;
  const page = box('listPage', 'section');
  Object.assign(page.style, { width: `${width}mm`, height: `${height}mm` });

  const head = box('listHead', 'header');
  head.append(named('listWorkshop', 'p', [list.workshop, list.city].filter((part) => part !== '' && !(part === list.city && list.workshop.includes(list.city))).join(' · '), null));
  head.append(named('listTitle', 'h1', session?.title ?? say('dayTitle'), null));
  const when = [
    list.date === null ? '' : dayOf(list.date, language),
    session ? `${session.start}–${session.end}` : '',
    session && session.room !== '' ? say('room', { room: session.room }) : '',
    say('people', { count: list.people.length }),
  ];
  const line = box('listWhen', 'p');
  line.append(...when.filter((part) => part !== '').map((part) => named('', 'span', part, null)));
  head.append(line);

  const table = box('listTable', 'table');
  const columns = box('', 'tr');
  columns.append(...(['number', 'name', 'arrived', 'signature'] as const).map((column) => box(`list-${column}`, 'th', say(column))));
  const thead = box('', 'thead');
  thead.append(columns);
  const body = box('', 'tbody');
  table.append(thead, body);

  const foot = box('listFoot', 'footer');
  foot.append(named('', 'span', session?.title ?? list.workshop, null), box('', 'span', say('page', { page: number, pages })));
  page.append(head, table, foot);
  return { page, body };
}

function rowOf({ fullName, registrationId, organisation, language, arrivedAt }: ListPerson, number: number, list: SigningList, say: Say): HTMLElement {
  const row = box('', 'tr');
  const name = box('list-name', 'td');
  // The cell runs as the page does, so that all names begin at the same edge; inside it each runs as it is written.
  const bdi = named('listName', 'bdi', fullName ?? registrationId, language);
  name.append(bdi);
  const under = fullName === null ? say('noConsent') : [organisation, registrationId].filter((part) => part !== '');
  const line = box('listUnder', 'p');
  for (const part of typeof under === 'string' ? [under] : under) line.append(named('', 'bdi', part, part === organisation ? language : null));
  name.append(line);
  row.append(
    box('list-number', 'td', String(number)), name,
    box('list-arrived', 'td', arrivedAt === null ? '' : timeOfDay(arrivedAt, list.language, list.timeZone)), box('list-signature', 'td'),
  );
  return row;
}
