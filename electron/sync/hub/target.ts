import { HubRefusal } from './refusal';

/** Where a request goes: the segments of its path, decoded, and its query. */
export interface Target {
  segments: string[];
  query: URLSearchParams;
}

/**
 * Reads the target of a request. The id of a document holds encoded slashes; nothing of it is ever taken
 * for a path on the disk.
 *
 * @throws HubRefusal for targets that no client of ours sends: relative or absolute ones, dots, control characters.
 */
export function readTarget(raw: string, longest: number): Target {
  const refuse = (reason: string): HubRefusal => new HubRefusal(400, 'bad_request', reason);
  if (raw.length > longest) throw new HubRefusal(414, 'too_long', `The address is longer than ${longest} characters.`);
  if (!raw.startsWith('/') || raw.startsWith('//')) throw refuse('The address must start with one slash.');
  const mark = raw.indexOf('?');
  const path = mark === -1 ? raw : raw.slice(0, mark);
  const parts = path.slice(1).split('/');
  if (parts.at(-1) === '') parts.pop();
  const segments = parts.map((part) => {
    let segment: string;
    try {
      segment = decodeURIComponent(part);
    } catch {
      throw refuse('The address is not encoded rightly.');
    }
    // Also once decoded again: what another server on the way would make of it is not ours to find out.
    if (segment === '' || /(^|[/\\])\.\.?($|[/\\])|[\p{Cc}\\]|%2e|%2f|%00/iu.test(segment)) throw refuse('The address has a part that no document has.');
    return segment;
  });
  return { segments, query: new URLSearchParams(mark === -1 ? '' : raw.slice(mark + 1)) };
}

/** A whole number of a query, or what stands in where there is none. @throws HubRefusal for anything else. */
export function numberOf(query: URLSearchParams, key: string, absent: number): number {
  const text = query.get(key);
  if (text === null) return absent;
  const number = /^"?(\d{1,15})"?$/.exec(text)?.[1];
  if (number === undefined) throw new HubRefusal(400, 'query_parse_error', `${key} must be a whole number.`);
  return Number(number);
}
