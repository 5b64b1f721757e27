import { HashIndex } from './records/hashIndex';

/**
 * Which journal line answered a nonce. Only hashes are kept, so a candidate is looked up and its nonce compared
 * before it is believed.
 */
export class NonceIndex {
  constructor(readonly lines = new HashIndex()) {}

  add(nonce: string, line: number): void {
    this.lines.add(nonce, line);
  }

  candidates(nonce: string): number[] {
    return this.lines.candidates(nonce);
  }
}
