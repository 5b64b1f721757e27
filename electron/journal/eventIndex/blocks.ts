import { createHash } from 'node:crypto';
import type { HeldBlock } from '@shared/contract/sync';
import type { IndexFiles } from './indexFiles';
import { listOfChain } from './indexFiles';
import { placesInBlock } from './places';

/** Lines of the journal that follow each other, first and last. */
export type Lines = [first: number, last: number];

const hashBytes = 16;

/**
 * Which events of a workshop are here, a thousand of a device in each block. Yields null in between, for others to have
 * their turn.
 *
 * @param known what was found of blocks in which no event is missing: it stays so.
 */
export function* blocksOf(files: IndexFiles, workshop: string, known: Map<string, string>): Generator<HeldBlock | null> {
  for (const { number, device } of files.names.chainsOf(workshop)) {
    for (const block of files.places.blockNumbers(listOfChain(number))) {
      const first = block * placesInBlock + 1;
      const name = `${number}/${block}`;
      const whole = known.get(name);
      if (whole !== undefined) {
        yield { device, first, last: first + placesInBlock - 1, hash: whole };
        continue;
      }
      const found = lookAt(files, number, first, first + placesInBlock - 1);
      if (found.count === placesInBlock) known.set(name, found.hash());
      yield found.count === 0 ? null : { device, first: found.first, last: found.last, hash: found.hash() };
    }
  }
}

/** The lines of the events of a block, if those and no others of these numbers are here; null if not. */
export function linesOfBlock(files: IndexFiles, workshop: string, { device, first, last, hash }: HeldBlock): Lines[] | null {
  const chain = files.names.of(workshop, device)?.number;
  const found = chain === undefined ? null : lookAt(files, chain, first, last);
  return found !== null && found.first === first && found.last === last && found.hash() === hash ? found.lines : null;
}

interface Found {
  count: number;
  /** The first and the last sequence number that there is an event of. */
  first: number;
  last: number;
  lines: Lines[];
  /** Of the hashes of these events, one behind the other, with zeros for those that are missing between them. */
  hash(): string;
}

function lookAt(files: IndexFiles, chain: number, from: number, to: number): Found {
  const hashes = Buffer.alloc((to - from + 1) * hashBytes);
  const lines: Lines[] = [];
  let [count, first, last] = [0, 0, 0];
  for (let seq = from; seq <= to; seq++) {
    const line = files.places.get(listOfChain(chain), seq - 1);
    if (line === 0 || !files.records.copyHash(line, chain, seq, hashes, (seq - from) * hashBytes)) continue;
    count += 1;
    first ||= seq;
    last = seq;
    const before = lines.at(-1);
    if (before && before[1] + 1 === line) before[1] = line;
    else lines.push([line, line]);
  }
  const hash = (): string => createHash('sha256').update(hashes.subarray((first - from) * hashBytes, (last - from + 1) * hashBytes)).digest('hex').slice(0, 32);
  return { count, first, last, lines, hash };
}
