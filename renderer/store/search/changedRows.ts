/** The tokens of rows that changed since the postings were made, by their first character, so that a prefix looks at few. */
export class ChangedRows {
  readonly #tokens = new Map<number, readonly string[]>();
  readonly #byFirst = new Map<string, Map<number, string[]>>();

  /** How many rows changed. */
  get size(): number {
    return this.#tokens.size;
  }

  /** Puts a row's tokens in the place of those it had here. */
  set(row: number, tokens: Iterable<string>): void {
    for (const token of this.#tokens.get(row) ?? []) this.#byFirst.get(token.charAt(0))?.delete(row);
    const distinct = [...new Set(tokens)].filter((token) => token !== '');
    this.#tokens.set(row, distinct);
    for (const token of distinct) {
      const first = token.charAt(0);
      const rows = this.#byFirst.get(first) ?? new Map<number, string[]>();
      this.#byFirst.set(first, rows);
      const list = rows.get(row);
      if (list === undefined) rows.set(row, [token]);
      else list.push(token);
    }
  }

  /** Calls `found` for each row with a token that begins with `prefix`, saying whether one is exactly it. */
  find(prefix: string, found: (row: number, exactly: boolean) => void): void {
    for (const [row, tokens] of this.#byFirst.get(prefix.charAt(0)) ?? []) {
      let begins = false;
      let exactly = false;
      for (const token of tokens) {
        if (!token.startsWith(prefix)) continue;
        begins = true;
        exactly ||= token.length === prefix.length;
      }
      if (begins) found(row, exactly);
    }
  }

  *[Symbol.iterator](): Generator<{ row: number; tokens: readonly string[] }> {
    for (const [row, tokens] of this.#tokens) yield { row, tokens };
  }
}
