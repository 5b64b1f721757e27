import type { AwardTitle, GrantedAward } from '@shared/contract/awards';
import { type EventOf, orderOf } from '@shared/contract/events';

/** What was said last of somebody's award; `granted` is null once it was withdrawn. */
export interface AwardRecord {
  granted: GrantedAward | null;
  at: string;
  order: string;
}

/** An award after one more event about it: of all that were said, the last one stands. */
export function foldAward(before: AwardRecord | undefined, event: EventOf<'award.granted' | 'award.withdrawn'>): AwardRecord {
  const order = orderOf(event);
  if (before && before.order >= order) return before;
  if (event.type === 'award.withdrawn') return { granted: null, at: event.at, order };
  const { awardId, title } = event.data;
  return { granted: { awardId, title }, at: event.at, order };
}

/** Of the records of one person, what was said last of any. */
export function laterAward(a: AwardRecord | undefined, b: AwardRecord | undefined): AwardRecord | undefined {
  return a && (!b || a.order >= b.order) ? a : b;
}

/** A title in a language, or in English where it has none in that one. */
export function titleIn(title: AwardTitle, language: string): string {
  if (typeof title === 'string') return title;
  return title[language] ?? title.en ?? '';
}

/** Whether two are the same award under the same title. */
export function isSameAward(a: GrantedAward | undefined, b: GrantedAward | undefined): boolean {
  return a?.awardId === b?.awardId && textOf(a?.title) === textOf(b?.title);
}

function textOf(title: AwardTitle | undefined): string {
  return JSON.stringify(typeof title === 'object' ? Object.entries(title).sort() : (title ?? null));
}
