import * as v from 'valibot';
import { words } from './certificateRules';

/** What somebody is granted beyond attending: the programme's awards, and those that an organizer names on the day. */

/** An award's title: in languages, English among them, or as somebody wrote it, the same in every language. */
export const awardTitle = v.union([v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)), words]);
export type AwardTitle = v.InferOutput<typeof awardTitle>;

export const awardId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));

/** One of the awards that a programme gives. Part of its pack. */
export const programmeAward = v.object({ id: awardId, name: words });

export const programmeAwards = v.pipe(
  v.array(programmeAward),
  v.maxLength(100),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Every award needs its own id.'),
);

/** An award as it was granted; `awardId` is null for one that is not of the pack. The title stays as it was then. */
export const grantedAward = v.object({ awardId: v.nullable(awardId), title: awardTitle });
export type GrantedAward = v.InferOutput<typeof grantedAward>;

/** The award that somebody has now. */
export const standingAward = v.object({ ...grantedAward.entries, at: v.string() });
export type StandingAward = v.InferOutput<typeof standingAward>;
