import { countOfRanges, isInRanges, joined, type Range, without } from '@shared/domain/ranges';
import type { DeviceChain } from '../eventSource';

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
    return [...this.byDevice.values()].reduce((sum, ranges) => sum + countOfRanges(ranges), 0);
  }

  has(device: string, seq: number): boolean {
    return isInRanges(this.byDevice.get(device) ?? [], seq);
  }

  /** What is here and not in the other. */
  without(other: Coverage): Coverage {
    return new Coverage(this.chains.map(({ device, ranges }) => ({ device, ranges: without(ranges, other.byDevice.get(device) ?? []) })));
  }
}
