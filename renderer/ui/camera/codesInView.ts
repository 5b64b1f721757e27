/**
 * Which code in view is a scan, and when there are too many to tell: the rule that every reading of the camera's
 * picture goes through. Pure: the instants come in, in ms of any clock that does not jump.
 */

/** What was found in one picture, and when. */
export interface Reading {
  /** Each different code once; none when there was nothing to read. */
  codes: readonly string[];
  at: number;
}

interface Seen {
  lastAt: number;
  /** It has been handed on: it is no scan again while it stays. */
  scanned: boolean;
}

export interface View {
  seen: ReadonlyMap<string, Seen>;
  /** The codes of the reading before. */
  before: readonly string[];
  /** When last there was more than one; null when that is over. */
  severalAt: number | null;
}

export const nothingInView: View = { seen: new Map(), before: [], severalAt: null };

/** A code that was out of view for so long is a new scan when it comes back, in ms. */
export const awayBeforeNextScan = 1_500;

/** After several codes, the one that stays must have been alone for so long, in ms. */
export const aloneAfterSeveral = 700;

/**
 * What a reading changes, and the code it makes a scan of, if any.
 *
 * A code counts with the reading after the one that found it, unless that shows another: a sheet of tickets comes
 * into view one ticket before the other, and of two in view a blurred picture shows one. For the same reason two
 * readings in a row with one code each, but different ones, are several.
 */
export function look(view: View, { codes, at }: Reading): { view: View; scan: string | null } {
  const seen = new Map([...view.seen].filter(([, { lastAt }]) => at - lastAt < awayBeforeNextScan));
  const before = view.before.filter((code) => seen.has(code));
  for (const code of codes) seen.set(code, { lastAt: at, scanned: seen.get(code)?.scanned ?? false });
  const together = new Set([...before, ...codes]);
  const recently = view.severalAt !== null && at - view.severalAt < aloneAfterSeveral;
  const severalAt = together.size > 1 ? at : recently ? view.severalAt : null;

  const [code] = before;
  let scan: string | null = null;
  if (severalAt === null && code !== undefined && seen.get(code)?.scanned === false) {
    scan = code;
    seen.set(code, { lastAt: (seen.get(code) as Seen).lastAt, scanned: true });
  }
  return { view: { seen, before: codes, severalAt }, scan };
}
