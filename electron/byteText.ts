/** In bytes. */
const mostKept = 1024 * 1024;

/** A long text in UTF-8, put together from texts and from pieces that are in UTF-8 already. */
export class ByteText {
  private bytes: Buffer<ArrayBuffer>;
  private end = 0;

  /** @param size how long it will be about, in bytes. */
  constructor(size = 64 * 1024) {
    this.bytes = Buffer.from(new ArrayBuffer(size));
  }

  write(text: string): this {
    this.makeRoom(text.length * 3);
    this.end += this.bytes.write(text, this.end);
    return this;
  }

  add(piece: Uint8Array): this {
    this.makeRoom(piece.length);
    this.bytes.set(piece, this.end);
    this.end += piece.length;
    return this;
  }

  /** Begins anew, in the memory that there is, unless that is more than is worth keeping. */
  clear(): this {
    this.end = 0;
    if (this.bytes.length > mostKept) this.bytes = Buffer.from(new ArrayBuffer(mostKept));
    return this;
  }

  get length(): number {
    return this.end;
  }

  /** Makes room for something that is written later. @returns where it is to be. */
  leave(length: number): number {
    this.makeRoom(length);
    this.end += length;
    return this.end - length;
  }

  /** What was written from there on, as it is now. */
  from(start: number): Buffer {
    return this.bytes.subarray(start, this.end);
  }

  /** Writes into room that was left. @param text in ASCII. */
  fill(start: number, text: string): void {
    this.bytes.write(text, start, 'latin1');
  }

  /** What is there so far; it must not be added to any more. */
  get whole(): Buffer<ArrayBuffer> {
    return this.bytes.subarray(0, this.end);
  }

  private makeRoom(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(this.bytes.length * 2, this.end + more)));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}
