import { type Attendee, byOrder } from './attendee';
import { laterAward } from './certificates/awards';

/** Where records are looked up by registration id. */
export interface Records {
  get(id: string): Attendee | undefined;
}

/**
 * The record that is kept for somebody: where the pointers of merged records end. Two devices that had not met may
 * have merged two records into each other; of such a ring, the smallest id is kept.
 */
export function keptIdOf(records: Records, id: string): string {
  const path = [id];
  for (let at = id; ; ) {
    const next = records.get(at)?.merged?.into;
    if (next === undefined || next === null) return at;
    const ring = path.indexOf(next);
    if (ring >= 0) return path.slice(ring).reduce((a, b) => (a < b ? a : b));
    path.push(next);
    at = next;
  }
}

/** The ids of all records of one person but the kept one, in order. */
export function absorbedIds(records: Records, keptId: string): string[] {
  const seen = new Set([keptId]);
  const waiting = [keptId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const each of records.get(id)?.absorbed ?? []) {
      if (!seen.has(each)) waiting.push(each);
      seen.add(each);
    }
  }
  seen.delete(keptId);
  return [...seen].sort();
}

/**
 * The person that a kept record stands for: its own fields, with the tickets, sessions, check-ins and certificates of all
 * records that were merged into it, and what was said last of an award of any. A record that nothing was merged into is given back as it is.
 */
export function personOf(records: Records, kept: Attendee): Attendee {
  if (!kept.absorbed?.length) return kept;
  const others = absorbedIds(records, kept.id).flatMap((id) => records.get(id) ?? []);
  const all = [kept, ...others];
  // Until the kept record's own registration has arrived, another one lends its face.
  const face = kept.registered ? kept : (others.find(({ registered }) => registered) ?? kept);
  const tickets = all.flatMap(({ fields }) => (fields.ticket === null || fields.ticket === face.fields.ticket ? [] : [fields.ticket]));
  const certificates = all.flatMap((each) => each.certificates ?? []).sort((a, b) => (a.number < b.number ? -1 : 1));
  const block = all.flatMap((each) => each.block ?? []).reduce<Attendee['block']>((a, b) => (a && a.order >= b.order ? a : b), undefined);
  const award = all.map((each) => each.award).reduce(laterAward, undefined);
  return {
    ...kept,
    registered: all.some(({ registered }) => registered),
    fields: { ...face.fields, sessions: union(all.map(({ fields }) => fields.sessions), face.fields.sessions) },
    issued: union([...all.map(({ issued }) => issued), tickets]),
    revoked: union(all.map(({ revoked }) => revoked)),
    passages: all.flatMap(({ passages }) => passages).sort(byOrder),
    voided: union(all.map(({ voided }) => voided)),
    ...(block ? { block } : {}),
    ...(certificates.length > 0 ? { certificates } : {}),
    ...(award ? { award } : {}),
  };
}

/** All values once; `first` in their own order, the rest sorted. */
function union(lists: readonly (readonly string[])[], first: readonly string[] = []): string[] {
  return [...new Set([...first, ...lists.flat().sort()])];
}
