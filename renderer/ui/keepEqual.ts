/**
 * `next`, in which every part that is equal to its counterpart in `last` is that very object: what is drawn from it
 * need not be drawn again. For plain data as it comes over a port.
 */
export function keepEqual<T>(last: T | undefined, next: T): T {
  if (Object.is(last, next)) return next;
  if (Array.isArray(last) && Array.isArray(next)) return keepEqualList(last, next) as T;
  if (isRecord(last) && isRecord(next)) return keepEqualRecord(last, next) as T;
  return next;
}

function keepEqualList(last: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((each, index) => keepEqual(last[index], each));
  return kept.length === last.length && kept.every((each, index) => Object.is(each, last[index])) ? last : kept;
}

function keepEqualRecord(last: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(next);
  const kept = Object.fromEntries(keys.map((key) => [key, keepEqual(Object.hasOwn(last, key) ? last[key] : undefined, next[key])]));
  const isSame = keys.length === Object.keys(last).length && keys.every((key) => Object.hasOwn(last, key) && Object.is(kept[key], last[key]));
  return isSame ? last : kept;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
