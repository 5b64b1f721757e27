import type { AgendaSession, Workshop } from '@shared/contract/values';
import type { AttendeeView, VisitView } from '@shared/contract/views';
import { mayBeNamed } from './consent';

/**
 * Attendance as statements for a learning record store (xAPI 1.0.3, https://github.com/adlnet/xAPI-Spec): one for each
 * check-in that stands. Whoever attended is known there by an account whose name is their registration id, which says
 * nothing by itself.
 */

/** What accounts and activities are named under: identifiers, at the site of the programme's course. */
const home = 'https://www.cityresiliencetraining.com/wego-champions';

export interface Statement {
  id: string;
  actor: { objectType: 'Agent'; account: { homePage: string; name: string } } | { objectType: 'Agent'; mbox: string };
  verb: { id: string; display: Record<string, string> };
  object: Activity;
  result?: { duration: string };
  timestamp: string;
  context: { platform: string; contextActivities: { parent: Activity[]; grouping: Activity[] } };
  version: '1.0.3';
}

interface Activity {
  objectType: 'Activity';
  id: string;
  definition: { type: string; name: Record<string, string> };
}

export interface StatementChoice {
  /** Name people by their e-mail address where they agreed to the use of their data. */
  withEmail: boolean;
  /** A UUID that is always the same for a text: the same check-in taken out twice is one statement to the store. */
  uuidOf(text: string): string;
}

/** The statements about one person; none about somebody who refused the use of their data. */
export function statementsOf(workshop: Workshop, agenda: readonly AgendaSession[], one: AttendeeView, choice: StatementChoice): Statement[] {
  if (!mayBeNamed(one)) return [];
  const email = one.person?.email ?? '';
  const actor: Statement['actor'] =
    choice.withEmail && one.consents.data === true && /^[^\s@]+@[^\s@]+$/.test(email)
      ? { objectType: 'Agent', mbox: `mailto:${email}` }
      : { objectType: 'Agent', account: { homePage: home, name: one.registrationId } };
  return one.visits
    .filter(({ voided, duplicate }) => !voided && !duplicate)
    .map((visit) => ({
      id: choice.uuidOf(visit.eventId),
      actor,
      verb: { id: 'http://adlnet.gov/expapi/verbs/attended', display: { en: 'attended' } },
      object: activityOf(workshop, agenda, visit.target),
      ...durationOf(visit),
      timestamp: visit.at,
      context: {
        platform: 'Champions Kiosk',
        contextActivities: {
          parent: [activity(`workshops/${encodeURIComponent(workshop.id)}`, 'http://activitystrea.ms/schema/1.0/event', workshop.name)],
          grouping: [activity(`programmes/${encodeURIComponent(workshop.programme)}`, 'http://adlnet.gov/expapi/activities/course', workshop.programme)],
        },
      },
      version: '1.0.3',
    }));
}

function activityOf(workshop: Workshop, agenda: readonly AgendaSession[], target: string): Activity {
  const path = `workshops/${encodeURIComponent(workshop.id)}`;
  if (target.startsWith('day:')) {
    const day = target.slice('day:'.length);
    return activity(`${path}/days/${day}`, 'http://activitystrea.ms/schema/1.0/event', `${workshop.name}, ${day}`);
  }
  const id = target.slice('session:'.length);
  const session = agenda.find((each) => each.id === id);
  return activity(`${path}/sessions/${encodeURIComponent(id)}`, 'http://adlnet.gov/expapi/activities/meeting', session?.title ?? id);
}

/** Names are what somebody at the venue wrote, in no language that is known (`und`). */
function activity(path: string, type: string, name: string): Activity {
  return { objectType: 'Activity', id: `${home}/${path}`, definition: { type, name: { und: name } } };
}

/** How long somebody stayed (ISO 8601), if they were checked out. */
function durationOf({ at, outAt }: VisitView): { result?: { duration: string } } {
  const seconds = outAt === null ? -1 : Math.round((Date.parse(outAt) - Date.parse(at)) / 1_000);
  return seconds < 0 ? {} : { result: { duration: `PT${seconds}S` } };
}
