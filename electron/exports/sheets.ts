import type { ExportRequest } from '@shared/contract/exports';
import type { AttendeeView } from '@shared/contract/queries';
import type { BadgeSheets, Chart, ChartPicture, ListPerson, SigningList } from '@shared/contract/sheetPages';
import type { StoreClient } from '@shared/contract/storeClient';
import type { AgendaSession, Language, Workshop } from '@shared/contract/values';
import { arrivalCurve, firstArrivals } from '@shared/domain/export/arrivals';
import { isExpectedAt, visitsAt } from '@shared/domain/export/attendanceTables';
import { goodTicket, isChosen, roleOf } from '@shared/domain/export/badges';
import { mayBeNamed } from '@shared/domain/export/consent';
import { walkInIdPrefix } from '@shared/domain/walkIn';
import { everybody } from '../everybody';
import { issueTickets } from '../tickets/issueTickets';
import { qrOf, qrPath } from '../tickets/qrImage';
import { printed, withSheetPage } from './sheetPage';

type Of<W extends ExportRequest['what']> = Extract<ExportRequest, { what: W }>;

/** What all printed things are made of. */
export interface Occasion {
  client: StoreClient;
  dataFolder: string;
  workshop: Workshop;
  agenda: AgendaSession[];
}

/** A picture or a PDF, and how many people are on it (sessions, on a chart of those). */
export interface Made {
  content: Buffer | string;
  count: number;
}

/** The list for signing of a day or a session, by name. */
export async function signingList({ client, workshop, agenda }: Occasion, { target, who, paper, language }: Of<'list'>): Promise<Made> {
  const people: ListPerson[] = [];
  for await (const one of everybody(client)) {
    const [first] = visitsAt(one, target);
    if (who === 'arrived' ? first === undefined : !(isExpectedAt(one, target, agenda) || first)) continue;
    people.push({ ...shown(one), arrivedAt: first?.at ?? null });
  }
  people.sort(byName(language));
  const session = agenda.find(({ id }) => target === `session:${id}`);
  const list: SigningList = {
    language, paper, workshop: workshop.name, city: workshop.city, timeZone: workshop.timeZone, people,
    date: session ? session.start.slice(0, 10) : target.startsWith('day:') ? target.slice('day:'.length) : null,
    session: session ? { title: session.title, room: session.room, start: session.start.slice(11, 16), end: session.end.slice(11, 16) } : null,
  };
  return { content: await pdfOf('drawList', list, people.length), count: people.length };
}

/** Sheets of badges, by name; whoever has no good ticket is given one first. @returns whose badges they are, too. */
export async function badgeSheets(
  { client, dataFolder, workshop, agenda }: Occasion,
  { label, choice, skip, language }: Of<'badges'>,
  printedBefore: ReadonlySet<string>,
): Promise<Made & { ids: string[] }> {
  const chosen: AttendeeView[] = [];
  for await (const one of everybody(client)) if (isChosen(one, choice, printedBefore, agenda)) chosen.push(one);
  const tickets = new Map<string, string>();
  for (const one of chosen) {
    const ticket = goodTicket(one);
    if (ticket !== null) tickets.set(one.registrationId, ticket);
  }
  if (chosen.some(({ registrationId, cancelled }) => cancelled === null && !tickets.has(registrationId))) {
    const { holders } = await issueTickets(client, dataFolder, 'token');
    for (const { registrationId, ticketCode } of holders) if (!tickets.has(registrationId)) tickets.set(registrationId, ticketCode);
  }
  const badges = chosen
    .map((one) => ({
      ...shown(one), role: mayBeNamed(one) ? roleOf(one) : '', walkIn: one.registrationId.startsWith(walkInIdPrefix),
      qr: qrPath(qrOf(tickets.get(one.registrationId) ?? one.registrationId)),
    }))
    .sort(byName(language));
  const sheets: BadgeSheets = { language, format: label, skip, workshop: workshop.name, badges };
  return { content: await pdfOf('drawBadges', sheets, badges.length), count: badges.length, ids: badges.map(({ registrationId }) => registrationId) };
}

/** A chart as a picture: PNG at twice its size, or SVG. */
export async function chartPicture({ client, workshop, agenda }: Occasion, { chart, day, format, language }: Of<'chart'>): Promise<Made> {
  const overview = await client.query('workshop.overview', {}, Number.POSITIVE_INFINITY);
  const common = { language, workshop: workshop.name, timeZone: workshop.timeZone };
  let drawn: Chart;
  let count: number;
  if (chart === 'arrivals') {
    const target = day ?? overview.currentTarget ?? `day:${overview.today}`;
    const people: AttendeeView[] = [];
    for await (const one of everybody(client)) if (one.visits.length > 0) people.push(one);
    const arrivals = firstArrivals(people, target);
    const expected = overview.days.find((each) => each.target === target)?.expected ?? overview.registered - overview.cancelled;
    drawn = { ...common, kind: 'arrivals', date: target.slice('day:'.length), expected, points: arrivalCurve(arrivals) };
    count = arrivals.length;
  } else {
    const sessions = overview.sessions.flatMap(({ target, expected, arrived }) => {
      const session = agenda.find(({ id }) => target === `session:${id}`);
      return session && (day === null || session.start.startsWith(day.slice('day:'.length))) ? [{ title: session.title, room: session.room, expected, arrived }] : [];
    });
    drawn = { ...common, kind: 'sessions', sessions };
    count = sessions.length;
  }
  const picture = await withSheetPage((page) => page.draw<ChartPicture>('drawChart', { chart: drawn, png: format === 'png' }));
  return { content: picture.png === null ? picture.svg : Buffer.from(picture.png, 'base64'), count };
}

function pdfOf(drawing: 'drawList' | 'drawBadges', what: SigningList | BadgeSheets, count: number): Promise<Buffer> {
  if (count === 0) return Promise.resolve(Buffer.alloc(0));
  return withSheetPage(async (page) => {
    await page.draw(drawing, what);
    return printed(page);
  });
}

function shown(one: AttendeeView): { registrationId: string; fullName: string | null; organisation: string; language: Language | null } {
  const person = mayBeNamed(one) ? one.person : null;
  return { registrationId: one.registrationId, fullName: person?.fullName ?? null, organisation: person?.organisation ?? '', language: person?.language ?? null };
}

/** Names as the list's language orders them, those without one behind. */
function byName(language: Language): (a: { fullName: string | null; registrationId: string }, b: { fullName: string | null; registrationId: string }) => number {
  const { compare } = new Intl.Collator(language);
  return (a, b) => {
    if (a.fullName === null || b.fullName === null) return Number(a.fullName === null) - Number(b.fullName === null) || compare(a.registrationId, b.registrationId);
    return compare(a.fullName, b.fullName) || compare(a.registrationId, b.registrationId);
  };
}
