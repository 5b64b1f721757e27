interface Range {
  first: number;
  last: number;
  /** The hash of `last`, where it is known. */
  anchor: string | null;
}

/**
 * Which lines of the journal have been folded in: all up to a mark whose hash is known, and some beyond it. Events that are
 * written here are folded as soon as they are acknowledged, though lines from elsewhere may stand before them in the
 * journal and still be on their way; the mark never goes past a line that was not folded.
 */
export class FoldedLines {
  line = 0;
  anchor = '';
  private ahead: Range[] = [];

  /** Whether nothing beyond the mark has been folded. */
  get isWhole(): boolean {
    return this.ahead.length === 0;
  }

  /** The last line that has been folded. */
  get last(): number {
    return this.ahead.at(-1)?.last ?? this.line;
  }

  has(line: number): boolean {
    return line <= this.line || this.ahead.some(({ first, last }) => first <= line && line <= last);
  }

  /** Some lines were folded. @param anchor the hash of the last of them, or null if it is not known. */
  add(first: number, last: number, anchor: string | null): void {
    if (last <= this.line) return;
    let added: Range = { first, last, anchor };
    const others: Range[] = [];
    for (const range of this.ahead) {
      if (range.last < added.first - 1 || range.first > added.last + 1) others.push(range);
      else added = joined(range, added);
    }
    this.ahead = [...others, added].sort((a, b) => a.first - b.first);
    this.absorb();
  }

  /** All lines up to this one were folded, and this is its hash. */
  reach(line: number, anchor: string): void {
    if (line < this.line) return;
    this.line = line;
    this.anchor = anchor;
    this.absorb();
  }

  private absorb(): void {
    for (let [next] = this.ahead; next && next.first <= this.line + 1; [next] = this.ahead) {
      if (next.last > this.line && next.anchor === null) return;
      if (next.last > this.line) {
        this.line = next.last;
        this.anchor = next.anchor as string;
      }
      this.ahead.shift();
    }
  }
}

function joined(a: Range, b: Range): Range {
  const [early, late] = a.last <= b.last ? [a, b] : [b, a];
  return { first: Math.min(early.first, late.first), last: late.last, anchor: late.anchor ?? (early.last === late.last ? early.anchor : null) };
}
