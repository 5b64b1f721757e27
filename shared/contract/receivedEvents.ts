import * as v from 'valibot';
import { eventTypes, type JournalEvent } from './events';
import { utcInstant } from './values';

const schemas = new Map<string, { data: v.GenericSchema; person: v.GenericSchema | null }>(
  Object.entries(eventTypes).map(([type, parts]) => [type, { data: parts.data, person: 'person' in parts ? v.nullable(parts.person) : null }]),
);

/**
 * An event that came from elsewhere, if it can be folded here: its type and version are known, and its parts have the
 * form that the contract gives them. What cannot is kept and passed on all the same.
 */
export function readReceived(event: object): JournalEvent | null {
  const { type, v: version, at, data, person, blanked } = event as { type?: unknown; v?: unknown; at?: unknown; data?: unknown; person?: unknown; blanked?: unknown };
  const schema = typeof type === 'string' ? schemas.get(type) : undefined;
  if (!schema || version !== 1 || !v.is(utcInstant, at)) return null;
  if (!v.is(schema.data, blanked === undefined ? data : withTexts(data))) return null;
  if (schema.person === null ? person !== undefined : !v.is(schema.person, person)) return null;
  return event as JournalEvent;
}

/** A text that an erasure has blanked was one when it was written. */
function withTexts(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const { reason, override } = data as { reason?: unknown; override?: unknown };
  const blanked = 'blanked';
  return {
    ...data,
    ...(reason === '' ? { reason: blanked } : {}),
    ...(typeof override === 'object' && override !== null && (override as { reason?: unknown }).reason === '' ? { override: { ...override, reason: blanked } } : {}),
  };
}
