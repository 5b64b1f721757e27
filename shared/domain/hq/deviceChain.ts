import type { JournalEvent } from '@shared/contract/events';
import { addNumber, type Range } from '../ranges';

/** How far the events of one device in one workshop are here, and when it last gave a sign. */
export interface DeviceChain {
  device: string;
  /** In order, none touching the next. */
  ranges: Range[];
  /** The hybrid time of its latest event. */
  lastHlc: string;
  stations: Set<string>;
  /** Headquarters wrote something with it: what it writes is no sign of the venue. */
  isHq: boolean;
}

export function emptyChain(device: string): DeviceChain {
  return { device, ranges: [], lastHlc: '', stations: new Set(), isHq: false };
}

/** Takes an event of the device in, changing the given chain. */
export function noteEvent(chain: DeviceChain, event: JournalEvent): void {
  addNumber(chain.ranges, event.seq);
  if (event.hlc > chain.lastHlc) chain.lastHlc = event.hlc;
  if (!('by' in event.data)) return;
  if (event.data.by?.station) chain.stations.add(event.data.by.station);
  if (event.data.by?.role === 'hq') chain.isHq = true;
}
