/**
 * Last-writer-wins fields: every field keeps the value of the event that comes last in the fold's order, whatever
 * order the events arrive in. `base` is the order of the last event that set all fields at once, `stamps` those of
 * single fields set later than that.
 */
export interface Stamped<F extends object> {
  base: string;
  stamps: Partial<Record<keyof F, string>>;
  fields: F;
}

/** Sets all fields, save those that a later event has already set. */
export function setAll<F extends object>(before: Stamped<F> | undefined, order: string, fields: F): Stamped<F> {
  if (!before) return { base: order, stamps: {}, fields };
  if (order <= before.base) return before;
  const stamps: Stamped<F>['stamps'] = {};
  const merged = { ...fields };
  for (const key of Object.keys(before.stamps) as (keyof F)[]) {
    const stamp = before.stamps[key] as string;
    if (stamp <= order) continue;
    stamps[key] = stamp;
    merged[key] = before.fields[key];
  }
  return { base: order, stamps, fields: merged };
}

/** Sets some fields, each only if no later event has set it. */
export function setSome<F extends object>(before: Stamped<F>, order: string, changes: Partial<F>): Stamped<F> {
  const stamps = { ...before.stamps };
  const fields = { ...before.fields };
  let changed = false;
  for (const key of Object.keys(changes) as (keyof F)[]) {
    if (changes[key] === undefined || order <= (stamps[key] ?? before.base)) continue;
    stamps[key] = order;
    fields[key] = changes[key] as F[keyof F];
    changed = true;
  }
  return changed ? { base: before.base, stamps, fields } : before;
}
