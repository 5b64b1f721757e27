import { createHash } from 'node:crypto';
import { canonicalJson } from './canonicalJson';

/** No line before the first one. */
export const noHash = '0'.repeat(32);

/** The first 32 hexadecimal digits of the SHA-256 of a text in UTF-8. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Hash of a value's canonical JSON (RFC 8785). */
export function hashJson(value: unknown): string {
  return hashText(canonicalJson(value) as string);
}

/**
 * Hash of an event: of all of it but `person`, so that erasing somebody leaves it as it was, and but the `signature`
 * that an event of another device came with, which is over this hash. An event that also lost a text says itself what
 * its hash was.
 */
export function hashEvent(event: object): string {
  if ('blanked' in event && typeof event.blanked === 'string') return event.blanked;
  return hashJson('person' in event || 'signature' in event ? { ...event, person: undefined, signature: undefined } : event);
}

export function hashLine(line: number, previous: string, eventHash: string): string {
  return hashText(`${line}\t${previous}\t${eventHash}`);
}
