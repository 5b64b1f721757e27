import { createHash } from 'node:crypto';
import type { HeldBlock } from '@shared/contract/sync';
import type { HeldChange } from '../../../electron/sync/eventSource';

/** Blocks of events as the contract has them, made out of all events at hand, for sources in memory. */
export function blocksIn(all: readonly HeldChange[], workshop: string): HeldBlock[] {
  const blocks = new Map<string, HeldChange[]>();
  for (const change of all) {
    if (change.event.workshop !== workshop) continue;
    const name = `${change.event.device} ${Math.floor((change.event.seq - 1) / 1_024)}`;
    blocks.set(name, [...(blocks.get(name) ?? []), change]);
  }
  return [...blocks.values()].map((some) => {
    const inOrder = some.toSorted((a, b) => a.event.seq - b.event.seq);
    const first = (inOrder[0] as HeldChange).event.seq;
    const last = (inOrder.at(-1) as HeldChange).event.seq;
    const bySeq = new Map(inOrder.map(({ event, hash }) => [event.seq, hash]));
    const hashes = Array.from({ length: last - first + 1 }, (_, index) => bySeq.get(first + index) ?? '0'.repeat(32));
    const hash = createHash('sha256').update(Buffer.from(hashes.join(''), 'hex')).digest('hex').slice(0, 32);
    return { device: (inOrder[0] as HeldChange).event.device, first, last, hash };
  }).sort((a, b) => a.first - b.first);
}

export function linesIn(all: readonly HeldChange[], workshop: string, blocks: readonly HeldBlock[]): ([number, number][] | null)[] {
  return blocks.map((block) => {
    const some = all.filter(({ event }) => event.workshop === workshop && event.device === block.device && event.seq >= block.first && event.seq <= block.last);
    const [mine] = blocksIn(some, workshop);
    return some.length > 0 && JSON.stringify(mine) === JSON.stringify(block) ? some.map(({ line }): [number, number] => [line, line]) : null;
  });
}
