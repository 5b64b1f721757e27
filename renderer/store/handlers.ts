import type { CommandName, CommandParams, CommandResult } from '@shared/contract/commands';
import type { QueryName, QueryParams, QueryResult } from '@shared/contract/queries';
import type { Role } from '@shared/contract/values';
import { cancelAttendee, configureWorkshop, revokeTicket, voidCheckIn } from './commands/corrections';
import { importAgenda, importRoster } from './commands/imports';
import { overrideCheckIn, submitScan } from './commands/scan';
import type { StoreContext } from './context';
import type { Topic } from './projection';
import { kioskStatus, recentScans, workshopOverview } from './queries/overview';
import { attendancePage, getAttendee, rosterPage } from './queries/roster';

type CommandHandlers = {
  [N in CommandName]: (context: StoreContext, params: CommandParams<N>, role: Role) => Promise<CommandResult<N>>;
};

/** One handler for every command of the contract: a missing one does not compile. */
export const commandHandlers: CommandHandlers = {
  'scan.submit': submitScan,
  'checkIn.override': overrideCheckIn,
  'checkIn.void': voidCheckIn,
  'attendee.cancel': cancelAttendee,
  'ticket.revoke': revokeTicket,
  'workshop.configure': configureWorkshop,
  'roster.import': importRoster,
  'agenda.import': importAgenda,
  'store.rebuild': async (context) => {
    const start = performance.now();
    await context.rebuild();
    const { line, rows } = context.projection;
    return { events: line, attendees: rows.count, milliseconds: Math.round(performance.now() - start) };
  },
};

type QueryHandlers = {
  [N in QueryName]: {
    /** What makes a subscription to this query look again. */
    topics: readonly Topic[];
    run(context: StoreContext, params: QueryParams<N>): QueryResult<N> | Promise<QueryResult<N>>;
  };
};

export const queryHandlers: QueryHandlers = {
  'kiosk.status': { topics: ['workshop', 'agenda', 'attendance'], run: kioskStatus },
  agenda: {
    topics: ['agenda'],
    run: ({ projection }) => ({ sessions: projection.sessions, source: projection.state.agenda?.source ?? null }),
  },
  'workshop.overview': { topics: ['workshop', 'agenda', 'roster', 'attendance', 'scans'], run: workshopOverview },
  'roster.page': { topics: ['roster', 'attendance', 'agenda'], run: rosterPage },
  'attendee.get': { topics: ['roster', 'attendance'], run: (context, params) => getAttendee(context, params.registrationId) },
  'scans.recent': { topics: ['scans', 'roster'], run: recentScans },
  'attendance.page': { topics: ['roster', 'attendance'], run: attendancePage },
  'store.health': {
    topics: ['health'],
    run: ({ projection, tables, database, damaged }) => ({
      events: projection.line,
      applied: tables.highWater.line,
      attendees: projection.rows.count,
      database: `${database.name} version ${database.verno}`,
      damaged,
      databaseError: tables.problem,
    }),
  },
};
