import canonicalize from 'canonicalize';

/** What is nested deeper is left to the package, which does not call itself. */
const deepest = 64;
/** A name or a text that is in JSON what it is here, between two quotes: no quote, backslash, control character or half of a pair. */
const plain = /^[^"\\\p{Cc}\p{Cs}]*$/u;

/**
 * Canonical JSON (RFC 8785) of a value that came out of JSON or goes into it. What events are made of is written here in
 * a third of the time; the package `canonicalize` writes everything else, and is what this is tested against.
 *
 * @throws what `canonicalize` does, for half a character and numbers that are none.
 */
export function canonicalJson(value: unknown, depth = 0): string | undefined {
  switch (typeof value) {
    case 'string':
      return plain.test(value) ? `"${value}"` : canonicalize(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : canonicalize(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      break;
    default:
      return canonicalize(value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (depth >= deepest) return canonicalize(value);
  if (Array.isArray(value)) return prototype === Array.prototype ? arrayOf(value, depth) : canonicalize(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return canonicalize(value);
  return objectOf(value as Record<string, unknown>, depth);
}

function arrayOf(values: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) text += `${index === 0 ? '' : ','}${canonicalJson(values[index], depth + 1) ?? 'null'}`;
  return `${text}]`;
}

function objectOf(value: Record<string, unknown>, depth: number): string {
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const each = value[name];
    if (each === undefined) continue;
    const part = canonicalJson(each, depth + 1);
    if (part === undefined) continue;
    text += `${text === '' ? '' : ','}${canonicalJson(name)}:${part}`;
  }
  return `{${text}}`;
}
