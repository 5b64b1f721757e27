import type { Attendee, Passage } from '../attendee';

/** Texts that many records share (devices, targets, stations), each with a short number. */
export class SharedWords {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  textOf(number: number): string {
    const text = this.texts[number];
    if (text === undefined) throw new RangeError(`There is no shared word ${number}`);
    return text;
  }
}

/** A passage in short, with the reason of an override if there is one; a passage of another form as it is. */
type ShortPassage = string | [short: string, override: string] | Passage;

/** id, order of the registration, name, organisation, language, ticket, sessions, consent, passages; then what is not plain. */
type Row = [
  id: string, base: string, name: string, organisation: string, language: Attendee['fields']['language'], ticket: string | null,
  sessions: number[], consent: boolean | null, passages: ShortPassage[], others?: Partial<Attendee>,
];

/** An attendee as headquarters keeps a million of them: a third of the room of the venue's own form, and slower to read. */
export function lightText(attendee: Attendee, workshop: string, words: SharedWords): string {
  const { id, base, fields, passages, registered, stamps, cancelled, issued, revoked, voided, ...rare } = attendee;
  const others: Partial<Attendee> = {
    ...rare,
    ...(registered ? {} : { registered }),
    ...(Object.keys(stamps).length === 0 ? {} : { stamps }),
    ...(cancelled === null ? {} : { cancelled }),
    ...(issued.length === 0 ? {} : { issued }),
    ...(revoked.length === 0 ? {} : { revoked }),
    ...(voided.length === 0 ? {} : { voided }),
  };
  const row: Row = [
    id, shortOrder(base, words), fields.name, fields.organisation, fields.language, fields.ticket, fields.sessions.map((each) => words.numberOf(each)),
    fields.consent, passages.map((each) => shortPassage(each, workshop, words)),
  ];
  if (Object.values(others).some((each) => each !== undefined)) row.push(others);
  return JSON.stringify(row);
}

/** The attendee of a text that `lightText` made for the same workshop. */
export function attendeeOfLight(text: string, workshop: string, words: SharedWords): Attendee {
  const [id, base, name, organisation, language, ticket, sessions, consent, passages, others] = JSON.parse(text) as Row;
  return {
    id,
    registered: true,
    base: longOrder(base, words),
    stamps: {},
    fields: { name, organisation, language, ticket, sessions: sessions.map((each) => words.textOf(each)), consent },
    cancelled: null,
    issued: [],
    revoked: [],
    passages: passages.map((each) => longPassage(each, workshop, words)),
    voided: [],
    ...others,
  };
}

const radix = 36;
const orderForm = /^(\d{13}-[0-9a-f]{4})\/([^/]+)\/(\d{10})$/;

/** `<hybrid time>/<device>/<sequence>` in a third of its letters; anything else as it is. */
function shortOrder(order: string, words: SharedWords): string {
  const [, hlc, device, seq] = orderForm.exec(order) ?? [];
  if (hlc === undefined || device === undefined) return order;
  return `${shortTime(hlc)}.${words.numberOf(device).toString(radix)}.${Number(seq).toString(radix)}`;
}

function longOrder(order: string, words: SharedWords): string {
  if (order === '' || order.includes('/')) return order;
  const [hlc = '', device = '', seq = ''] = order.split('.');
  return `${longTime(hlc)}/${words.textOf(Number.parseInt(device, radix))}/${longSeq(seq)}`;
}

function shortTime(hlc: string): string {
  const counter = hlc.slice(14);
  return `${Number(hlc.slice(0, 13)).toString(radix)}${counter === '0000' ? '' : `-${counter}`}`;
}

function longTime(short: string): string {
  const [milliseconds = '', counter = '0000'] = short.split('-');
  return `${String(Number.parseInt(milliseconds, radix)).padStart(13, '0')}-${counter}`;
}

function longSeq(short: string): string {
  return String(Number.parseInt(short, radix)).padStart(10, '0');
}

function shortPassage(passage: Passage, workshop: string, words: SharedWords): ShortPassage {
  const { id, hlc, kind, target, at, station, override } = passage;
  if (!id.startsWith(`${workshop}/`)) return passage;
  const order = shortOrder(`${hlc}/${id.slice(workshop.length + 1)}`, words);
  const milliseconds = Date.parse(at);
  if (order.includes('/') || Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== at) return passage;
  const late = milliseconds - Number(hlc.slice(0, 13));
  const parts = [kind === 'in' ? 'i' : 'o', order, words.numberOf(target).toString(radix), late.toString(radix)];
  if (station !== undefined) parts.push(words.numberOf(station).toString(radix));
  const short = parts.join('.');
  return override === undefined ? short : [short, override];
}

function longPassage(short: ShortPassage, workshop: string, words: SharedWords): Passage {
  if (typeof short !== 'string' && !Array.isArray(short)) return short;
  const [text, override] = typeof short === 'string' ? [short, undefined] : short;
  const [kind, time = '', device = '', seq = '', target = '', late = '', station] = text.split('.');
  const hlc = longTime(time);
  return {
    id: `${workshop}/${words.textOf(Number.parseInt(device, radix))}/${longSeq(seq)}`,
    hlc,
    kind: kind === 'i' ? 'in' : 'out',
    target: words.textOf(Number.parseInt(target, radix)),
    at: new Date(Number(hlc.slice(0, 13)) + Number.parseInt(late, radix)).toISOString(),
    ...(station === undefined ? {} : { station: words.textOf(Number.parseInt(station, radix)) }),
    ...(override === undefined ? {} : { override }),
  };
}
