import type { AgendaSession } from '@shared/contract/values';
import { roomName } from '@shared/domain/stationTarget';

/** A session's place in its room's column; times are minutes since the midnight that the day begins with. */
export interface Block {
  session: AgendaSession;
  from: number;
  to: number;
  /** Which of the lanes that share the width where sessions overlap. */
  lane: number;
  lanes: number;
}

export interface Column {
  /** As the first of its sessions writes it; empty for sessions without a room. */
  room: string;
  blocks: Block[];
}

export interface TimelineLayout {
  columns: Column[];
  /** Whole hours that are shown, from the first session's to the last one's end. */
  firstHour: number;
  lastHour: number;
}

/** Shorter than this cannot be read or hit, in minutes. */
const shortest = 20;

/** Minutes since the midnight of a day, by the clock on the wall. */
export function minutesOf(wall: string, day: string): number {
  return Math.round((Date.parse(`${wall.slice(0, 16)}:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 60_000);
}

/** Where everything stands on a day's timeline: a column for each room, in the order in which rooms are first used. */
export function layOut(sessions: readonly AgendaSession[], day: string): TimelineLayout {
  const shown = sessions.filter(({ start }) => start.startsWith(day)).sort((a, b) => compare(a.start, b.start) || compare(b.end, a.end) || compare(a.id, b.id));
  const columns = new Map<string, Column>();
  for (const session of shown) {
    const key = roomName(session.room);
    const column = columns.get(key) ?? { room: session.room.trim(), blocks: [] };
    columns.set(key, column);
    const from = minutesOf(session.start, day);
    column.blocks.push({ session, from, to: Math.max(minutesOf(session.end, day), from + shortest), lane: 0, lanes: 1 });
  }
  for (const { blocks } of columns.values()) giveLanes(blocks);
  // What has no room comes last.
  const inOrder = [...columns].sort(([a], [b]) => Number(a === '') - Number(b === '')).map(([, column]) => column);
  const all = inOrder.flatMap(({ blocks }) => blocks);
  return {
    columns: inOrder,
    firstHour: Math.floor(Math.min(...all.map(({ from }) => from), 24 * 60) / 60),
    lastHour: Math.ceil(Math.max(...all.map(({ to }) => to), 0) / 60),
  };
}

/** Blocks that touch each other share the width; a block alone has all of it. */
function giveLanes(blocks: Block[]): void {
  let group: Block[] = [];
  let until = Number.NEGATIVE_INFINITY;
  const close = (): void => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    for (const block of group) block.lanes = lanes;
    group = [];
  };
  for (const block of blocks) {
    if (block.from >= until) close();
    const taken = new Set(group.filter(({ to }) => to > block.from).map(({ lane }) => lane));
    while (taken.has(block.lane)) block.lane += 1;
    group.push(block);
    until = Math.max(until, block.to);
  }
  close();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
