import type { DeviceChain } from '../eventSource';

/** First and last sequence number of a run without a gap. */
export type Range = [number, number];

/** Which events of a workshop somebody has: runs of sequence numbers for each device, in order. */
export interface Chain {
  device: string;
  ranges: Range[];
}

/** The events of a workshop as a set, by device and sequence number. */
export class Coverage {
  private readonly byDevice: Map<string, Range[]>;

  constructor(chains: readonly Pick<DeviceChain, 'device' | 'ranges'>[]) {
    this.byDevice = new Map(chains.map(({ device, ranges }) => [device, joined(ranges)]));
  }

  /** In the order of the devices' ids, so that the same events are told in the same way. */
  get chains(): Chain[] {
    return [...this.byDevice]
      .filter(([, ranges]) => ranges.length > 0)
      .map(([device, ranges]) => ({ device, ranges }))
      .sort((a, b) => (a.device < b.device ? -1 : 1));
  }

  get count(): number {
    let count = 0;
    for (const ranges of this.byDevice.values()) for (const [first, last] of ranges) count += last - first + 1;
    return count;
  }

  has(device: string, seq: number): boolean {
    const ranges = this.byDevice.get(device);
    if (!ranges) return false;
    let low = 0;
    let high = ranges.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = ranges[middle] as Range;
      if (seq < first) high = middle - 1;
      else if (seq > last) low = middle + 1;
      else return true;
    }
    return false;
  }

  /** What is here and not in the other. */
  without(other: Coverage): Coverage {
    return new Coverage(this.chains.map(({ device, ranges }) => ({ device, ranges: subtract(ranges, other.byDevice.get(device) ?? []) })));
  }
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

function subtract(from: readonly Range[], gone: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [first, last] of from) {
    let start = first;
    while (next < gone.length && (gone[next] as Range)[1] < start) next += 1;
    for (let i = next; i < gone.length && (gone[i] as Range)[0] <= last; i++) {
      const [goneFirst, goneLast] = gone[i] as Range;
      if (goneFirst > start) result.push([start, goneFirst - 1]);
      start = Math.max(start, goneLast + 1);
    }
    if (start <= last) result.push([start, last]);
  }
  return result;
}
