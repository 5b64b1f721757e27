import { ChangedRows } from './changedRows';
import {
  collectPostings,
  isToken,
  mergePostings,
  noPostings,
  tokenRange,
  type IndexedTokens,
  type Postings,
} from './postings';
import { addRow, addRows, appendRows, hasRow, intersect, size, subtract, unite, wordsFor, type RowSet } from './rowSet';

export interface SearchResult {
  /** At most `limit` rows: those with more query tokens found whole first, then by row number. */
  rows: number[];
  /** How many rows match in all. */
  total: number;
  /** Always true here: the total is counted, not estimated. */
  exact: true;
}

/** An index as a handful of buffers, for structured cloning into a store. They are the index's own: clone, do not transfer. */
export interface PrefixIndexBuffers {
  version: 1;
  bytes: ArrayBuffer;
  tokenStarts: ArrayBuffer;
  rows: ArrayBuffer;
  rowStarts: ArrayBuffer;
}

/** Nobody types more words than this; a pasted page must not keep the store busy. */
const mostQueryTokens = 24;
/** From this many changed rows on, searching them costs more than putting them into the postings once. */
const mostChangedRows = 2000;
/** A stored row beyond this is damage, and room for it would not be. */
const highestCredibleRow = 2 ** 26;

/**
 * Finds the rows whose tokens begin with what somebody types. A row matches when every query token begins one of its
 * tokens, or continues the query tokens right before it to the beginning of one ("seo" "yeon" matches `seoyeon`).
 *
 * Each query token becomes a set of rows as bits, filled from one stretch of the postings, and the sets are intersected:
 * the work is bounded by the rows of the commonest token and there is nothing to be estimated or cut off.
 */
export class PrefixIndex {
  #postings: Postings = noPostings;
  #changed = new ChangedRows();
  /** The rows whose postings no longer count. */
  #stale: RowSet = new Uint32Array(0);
  #rowLimit = 0;
  #matches: RowSet = new Uint32Array(0);
  #found: RowSet = new Uint32Array(0);
  #foundWhole: RowSet = new Uint32Array(0);

  static build(people: Iterable<IndexedTokens>): PrefixIndex {
    const index = new PrefixIndex();
    index.#use(collectPostings(people));
    return index;
  }

  /** An index out of its buffers, which become its own. Throws when they cannot be what `toBuffers` gave. */
  static fromBuffers(buffers: PrefixIndexBuffers): PrefixIndex {
    const postings = {
      bytes: new Uint8Array(buffers.bytes),
      tokenStarts: new Uint32Array(buffers.tokenStarts),
      rows: new Uint32Array(buffers.rows),
      rowStarts: new Uint32Array(buffers.rowStarts),
    };
    if (
      buffers.version !== 1 ||
      postings.tokenStarts.length !== postings.rowStarts.length ||
      !divides(postings.tokenStarts, postings.bytes.length) ||
      !divides(postings.rowStarts, postings.rows.length) ||
      highestRow(postings.rows) > highestCredibleRow
    )
      throw new Error('The stored search index is damaged');
    const index = new PrefixIndex();
    index.#use(postings);
    return index;
  }

  /** The index as buffers, changes included. */
  toBuffers(): PrefixIndexBuffers {
    this.rebuild();
    const { bytes, tokenStarts, rows, rowStarts } = this.#postings;
    return {
      version: 1,
      bytes: bytes.buffer as ArrayBuffer,
      tokenStarts: tokenStarts.buffer as ArrayBuffer,
      rows: rows.buffer as ArrayBuffer,
      rowStarts: rowStarts.buffer as ArrayBuffer,
    };
  }

  /** How much the buffers take, in bytes. */
  get byteLength(): number {
    const { bytes, tokenStarts, rows, rowStarts } = this.#postings;
    return bytes.byteLength + tokenStarts.byteLength + rows.byteLength + rowStarts.byteLength;
  }

  /** Whether so many rows changed that `rebuild` is due at the next quiet moment. */
  get needsRebuild(): boolean {
    return this.#changed.size > mostChangedRows;
  }

  /** Gives a row, known or new, these tokens and no others. */
  update(row: number, tokens: Iterable<string>): void {
    this.#makeRoom(row + 1);
    addRow(this.#stale, row);
    this.#changed.set(row, tokens);
  }

  remove(row: number): void {
    this.update(row, []);
  }

  /** Puts all changes into the postings. */
  rebuild(): void {
    if (this.#changed.size === 0) return;
    const stale = this.#stale;
    this.#use(mergePostings(this.#postings, (row) => hasRow(stale, row), this.#changed));
  }

  /** The rows that match all of `tokens`; none for a query without tokens. */
  search(tokens: readonly string[], limit: number): SearchResult {
    const query = tokens.filter((token) => token !== '').slice(0, mostQueryTokens);
    if (query.length === 0) return { rows: [], total: 0, exact: true };
    this.#matches.fill(0xffffffff);
    const whole: RowSet[] = [];
    for (const lookup of this.#lookupsByCost(query)) {
      this.#find(lookup);
      if (!intersect(this.#matches, this.#found)) return { rows: [], total: 0, exact: true };
      addToCounts(whole, this.#foundWhole);
    }
    return { rows: this.#ranked(whole, query.length, limit), total: size(this.#matches), exact: true };
  }

  /** Where in the postings each query token is found, the one with the fewest rows first. */
  #lookupsByCost(query: readonly string[]): Lookup[] {
    const { rowStarts } = this.#postings;
    const lookups = query.map((_, last) => {
      const lookup: Lookup = { prefixes: [], ranges: [], cost: 0 };
      let prefix = '';
      for (let first = last; first >= 0; first--) {
        prefix = `${query[first] ?? ''}${prefix}`;
        const bytes = encoder.encode(prefix);
        const [from, to] = tokenRange(this.#postings, bytes);
        lookup.prefixes.push(prefix);
        if (from === to) continue;
        lookup.ranges.push({ from, to, whole: isToken(this.#postings, from, bytes) });
        lookup.cost += (rowStarts[to] as number) - (rowStarts[from] as number);
      }
      return lookup;
    });
    return lookups.sort((a, b) => a.cost - b.cost);
  }

  /** Fills `#found` with the rows of one query token and `#foundWhole` with those that have it as it stands. */
  #find({ prefixes, ranges }: Lookup): void {
    const { rows, rowStarts } = this.#postings;
    this.#found.fill(0);
    this.#foundWhole.fill(0);
    for (const { from, to, whole } of ranges) {
      // The token that is the whole prefix comes first in its range, and may be half of everybody: looked at once.
      const rest = whole ? from + 1 : from;
      if (whole) addRows(this.#foundWhole, rows, rowStarts[from] as number, rowStarts[rest] as number);
      addRows(this.#found, rows, rowStarts[rest] as number, rowStarts[to] as number);
    }
    unite(this.#found, this.#foundWhole);
    if (this.#changed.size === 0) return;
    subtract(this.#found, this.#stale);
    subtract(this.#foundWhole, this.#stale);
    for (const prefix of prefixes) {
      this.#changed.find(prefix, (row, exactly) => {
        addRow(this.#found, row);
        if (exactly) addRow(this.#foundWhole, row);
      });
    }
  }

  /** The first `limit` of the matches, by how many of the query's tokens they have whole. */
  #ranked(whole: readonly RowSet[], most: number, limit: number): number[] {
    const rows: number[] = [];
    for (let count = most; count >= 0 && rows.length < limit; count--) {
      for (let word = 0; word < this.#matches.length && rows.length < limit; word++) {
        let bits = this.#matches[word] as number;
        for (let plane = 0; bits !== 0 && plane < whole.length; plane++) {
          const counted = whole[plane]?.[word] ?? 0;
          bits &= (count >>> plane) & 1 ? counted : ~counted;
        }
        // A count beyond what the planes can say belongs to nobody.
        if (count >>> whole.length === 0) appendRows(rows, word, bits, limit);
      }
    }
    return rows;
  }

  #use(postings: Postings): void {
    this.#postings = postings;
    this.#changed = new ChangedRows();
    this.#rowLimit = 0;
    this.#stale = new Uint32Array(0);
    this.#makeRoom(highestRow(postings.rows) + 1);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.#rowLimit) return;
    this.#rowLimit = Math.max(rows, Math.ceil(this.#rowLimit * 1.25));
    const words = wordsFor(this.#rowLimit);
    const stale = new Uint32Array(words);
    stale.set(this.#stale);
    this.#stale = stale;
    this.#matches = new Uint32Array(words);
    this.#found = new Uint32Array(words);
    this.#foundWhole = new Uint32Array(words);
  }
}

/** Where one query token is found: by itself and as the continuation of those before it. */
interface Lookup {
  prefixes: string[];
  ranges: { from: number; to: number; whole: boolean }[];
  cost: number;
}

const encoder = new TextEncoder();

/** Adds 1 to the count of every row of `set`. Counts are kept in binary, `planes[p]` having the rows whose bit `p` is set. */
function addToCounts(planes: RowSet[], set: RowSet): void {
  const carry = set.slice();
  for (let p = 0; ; p++) {
    const plane = planes[p];
    if (plane === undefined) {
      if (carry.some((word) => word !== 0)) planes.push(carry);
      return;
    }
    for (let i = 0; i < plane.length; i++) {
      const both = (plane[i] as number) & (carry[i] as number);
      plane[i] = (plane[i] as number) ^ (carry[i] as number);
      carry[i] = both;
    }
  }
}

/** The highest of some rows, -1 without any. */
function highestRow(rows: Uint32Array): number {
  let highest = -1;
  for (let i = 0; i < rows.length; i++) highest = Math.max(highest, rows[i] as number);
  return highest;
}

/** Whether `starts` begins at 0, never goes back and ends at `end`. */
function divides(starts: Uint32Array, end: number): boolean {
  if (starts[0] !== 0 || starts.at(-1) !== end) return false;
  for (let i = 1; i < starts.length; i++) if ((starts[i] as number) < (starts[i - 1] as number)) return false;
  return true;
}
