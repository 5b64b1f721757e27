import type { LabelFormatId, Paper } from './exports';
import type { Language } from './values';

/** What the main process gives to the page that draws printed things; the page has no other source. */

interface QrDrawing {
  /** The dark modules as an SVG path, and how many modules wide the code is with its quiet zone. */
  d: string;
  side: number;
}

/** A person of a list for signing. Without a name, for want of consent, only the id is shown. */
export interface ListPerson {
  registrationId: string;
  fullName: string | null;
  organisation: string;
  language: Language | null;
  /** UTC; null while they have not come. */
  arrivedAt: string | null;
}

export interface SigningList {
  language: Language;
  paper: Paper;
  workshop: string;
  city: string;
  timeZone: string;
  /** Calendar date; and of a session its title, room and times of the wall clock. */
  date: string | null;
  session: { title: string; room: string; start: string; end: string } | null;
  people: ListPerson[];
}

export interface Badge {
  registrationId: string;
  fullName: string | null;
  organisation: string;
  /** Out of the roster's own column for it; empty where there is none. */
  role: string;
  walkIn: boolean;
  language: Language | null;
  qr: QrDrawing;
}

export interface BadgeSheets {
  language: Language;
  format: LabelFormatId;
  skip: number;
  workshop: string;
  badges: Badge[];
}

export type Chart = { language: Language; workshop: string; timeZone: string } & (
  | { kind: 'arrivals'; date: string; expected: number; points: { at: number; count: number }[] }
  | { kind: 'sessions'; sessions: { title: string; room: string; expected: number; arrived: number }[] }
);

/** What brings the key back that signs certificates. Secret: drawn, printed and forgotten. */
export interface RecoverySheet {
  language: Language;
  workshop: string;
  /** The key's public part, by which a sheet is known. */
  did: string;
  lines: string[];
}

/** A chart drawn: the picture as SVG text, or a PNG as base64. */
export interface ChartPicture {
  svg: string;
  png: string | null;
}
