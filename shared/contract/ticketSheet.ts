import type { Language } from './values';

/** One label of the printed sheet, as the main process gives it to the sheet's page. */
export interface SheetLabel {
  fullName: string;
  registrationId: string;
  workshop: string;
  language: Language | null;
  /** The QR code's dark modules, and how many modules wide it is with its quiet zone. */
  qr: { d: string; side: number };
}
