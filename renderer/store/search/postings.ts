/**
 * The words of an index and where they occur, in four typed arrays: the distinct tokens sorted by their UTF-8 bytes (which
 * is code point order), one after the other, and for each token its rows. All tokens with one beginning lie side by side,
 * and so do their rows. Never changed once made.
 */
export interface Postings {
  readonly bytes: Uint8Array;
  /** Token `i` is `bytes[tokenStarts[i]]` to before `bytes[tokenStarts[i + 1]]`. */
  readonly tokenStarts: Uint32Array;
  readonly rows: Uint32Array;
  /** Its rows are `rows[rowStarts[i]]` to before `rows[rowStarts[i + 1]]`. */
  readonly rowStarts: Uint32Array;
}

export interface IndexedTokens {
  row: number;
  tokens: Iterable<string>;
}

export const noPostings: Postings = {
  bytes: new Uint8Array(0),
  tokenStarts: new Uint32Array(1),
  rows: new Uint32Array(0),
  rowStarts: new Uint32Array(1),
};

const encoder = new TextEncoder();

/** The postings of all tokens of all rows. Empty tokens are left out; a token given twice for a row counts once. */
export function collectPostings(people: Iterable<IndexedTokens>): Postings {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const latest: number[] = [];
  const tokenOf = new GrowingNumbers();
  const rowOf = new GrowingNumbers();
  for (const { row, tokens } of people) {
    for (const token of tokens) {
      if (token === '') continue;
      let number = numbers.get(token);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(token, number);
        counts.push(0);
        latest.push(-1);
      } else if (latest[number] === row) continue;
      latest[number] = row;
      counts[number] = (counts[number] ?? 0) + 1;
      tokenOf.push(number);
      rowOf.push(row);
    }
  }
  const sorted = sortByCodePoints([...numbers.keys()]);
  const rowStarts = new Uint32Array(sorted.length + 1);
  const next = new Uint32Array(sorted.length);
  for (const [i, token] of sorted.entries()) {
    const number = numbers.get(token) as number;
    const start = rowStarts[i] as number;
    next[number] = start;
    rowStarts[i + 1] = start + (counts[number] as number);
  }
  const rows = new Uint32Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) {
    const number = tokenOf.at(i);
    const at = next[number] as number;
    next[number] = at + 1;
    rows[at] = rowOf.at(i);
  }
  return { ...encodeAll(sorted), rows, rowStarts };
}

/**
 * Postings with some rows taken out and others put in, in one pass over the arrays: a few thousand changes among 100,000
 * people take a tenth of what collecting anew takes. Tokens that nobody has any more go.
 */
export function mergePostings(
  old: Postings,
  isDropped: (row: number) => boolean,
  added: Iterable<IndexedTokens>,
): Postings {
  const extra = collectPostings(added);
  const oldTokens = old.tokenStarts.length - 1;
  const extraTokens = extra.tokenStarts.length - 1;
  const bytes = new Uint8Array(old.bytes.length + extra.bytes.length);
  const tokenStarts = new Uint32Array(oldTokens + extraTokens + 1);
  const rows = new Uint32Array(old.rows.length + extra.rows.length);
  const rowStarts = new Uint32Array(oldTokens + extraTokens + 1);
  let tokens = 0;
  let usedBytes = 0;
  let usedRows = 0;
  const finishToken = (from: Postings, token: number): void => {
    if (usedRows === rowStarts[tokens]) return;
    const end = from.tokenStarts[token + 1] as number;
    for (let at = from.tokenStarts[token] as number; at < end; at++) bytes[usedBytes++] = from.bytes[at] as number;
    tokens++;
    tokenStarts[tokens] = usedBytes;
    rowStarts[tokens] = usedRows;
  };
  const keepRows = (token: number): void => {
    const end = old.rowStarts[token + 1] as number;
    for (let at = old.rowStarts[token] as number; at < end; at++) {
      const row = old.rows[at] as number;
      if (!isDropped(row)) rows[usedRows++] = row;
    }
  };
  let token = 0;
  for (let extraToken = 0; extraToken < extraTokens; extraToken++) {
    const name = tokenBytes(extra, extraToken);
    const place = firstToken(old, name, false);
    for (; token < place; token++) {
      keepRows(token);
      finishToken(old, token);
    }
    if (isToken(old, place, name)) {
      keepRows(place);
      token++;
    }
    const own = extra.rows.subarray(extra.rowStarts[extraToken], extra.rowStarts[extraToken + 1]);
    rows.set(own, usedRows);
    usedRows += own.length;
    finishToken(extra, extraToken);
  }
  for (; token < oldTokens; token++) {
    keepRows(token);
    finishToken(old, token);
  }
  return {
    bytes: bytes.slice(0, usedBytes),
    tokenStarts: tokenStarts.slice(0, tokens + 1),
    rows: rows.slice(0, usedRows),
    rowStarts: rowStarts.slice(0, tokens + 1),
  };
}

/** The tokens that begin with `prefix`: from the first to before the second, both the same when there is none. */
export function tokenRange(postings: Postings, prefix: Uint8Array): [from: number, to: number] {
  const from = firstToken(postings, prefix, false);
  return [from, compareStart(postings, from, prefix) === 0 ? firstToken(postings, prefix, true) : from];
}

/** Whether token `index` is exactly `name`. */
export function isToken(postings: Postings, index: number, name: Uint8Array): boolean {
  const length = (postings.tokenStarts[index + 1] ?? 0) - (postings.tokenStarts[index] ?? 0);
  return length === name.length && compareStart(postings, index, name) === 0;
}

function tokenBytes(postings: Postings, token: number): Uint8Array {
  return postings.bytes.subarray(postings.tokenStarts[token], postings.tokenStarts[token + 1]);
}

/** The first token that is not before `prefix`, or with `past` the first that is after everything that begins with it. */
function firstToken(postings: Postings, prefix: Uint8Array, past: boolean): number {
  let low = 0;
  let high = postings.tokenStarts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareStart(postings, middle, prefix);
    if (order < 0 || (past && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How the beginning of a token, as long as `prefix`, compares with it; past the last token greater. */
function compareStart(postings: Postings, token: number, prefix: Uint8Array): number {
  const { bytes, tokenStarts } = postings;
  if (token + 1 >= tokenStarts.length) return 1;
  const start = tokenStarts[token] as number;
  const length = Math.min((tokenStarts[token + 1] as number) - start, prefix.length);
  for (let i = 0; i < length; i++) {
    const difference = (bytes[start + i] as number) - (prefix[i] as number);
    if (difference !== 0) return difference;
  }
  return length - prefix.length;
}

function encodeAll(tokens: readonly string[]): Pick<Postings, 'bytes' | 'tokenStarts'> {
  const tokenStarts = new Uint32Array(tokens.length + 1);
  let bytes = new Uint8Array(Math.max(64, tokens.length * 24));
  let used = 0;
  for (const [i, token] of tokens.entries()) {
    if (used + token.length * 3 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + token.length * 3);
      larger.set(bytes);
      bytes = larger;
    }
    used += encoder.encodeInto(token, bytes.subarray(used)).written;
    tokenStarts[i + 1] = used;
  }
  return { bytes: bytes.slice(0, used), tokenStarts };
}

/** Sorts by code points, the order of UTF-8; the default order is by UTF-16 units, which differs once there are surrogates. */
function sortByCodePoints(tokens: string[]): string[] {
  const supplementary = tokens.some((token) => /[\ud800-\udfff]/.test(token));
  return supplementary ? tokens.sort(compareCodePoints) : tokens.sort();
}

function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** A UTF-16 unit where UTF-8 has it: surrogates after everything else. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** A list of numbers outside the JavaScript heap that grows. */
class GrowingNumbers {
  length = 0;
  #numbers = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = value;
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }
}
