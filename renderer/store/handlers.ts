import type { CommandName, CommandParams, CommandResult } from '@shared/contract/commands';
import type { QueryName, QueryParams, QueryResult } from '@shared/contract/queries';
import { pastImports } from '@shared/domain/import/importHistory';
import type { Caller } from './caller';
import { addSession, changeSession, delayAgenda, removeSession, undoAgendaChange } from './commands/agenda';
import { grantAward, withdrawAward } from './commands/awards';
import { overrideCheckIn, passByHand } from './commands/byHand';
import { answerExceptions, blockAttendee, correctAttendee, mergeAttendees, reissueTicket } from './commands/card';
import { issueCertificate, issueCertificates, notePrinted, revokeCertificate, wantCertificate } from './commands/certificates';
import { distrustKey, receiveRevocations, trustKey } from './commands/certificateTrust';
import { cancelAttendee, configureWorkshop, revokeTicket, voidCheckIn } from './commands/corrections';
import { eraseAttendee, eraseEverybody, retentionState, setRetention } from './commands/erasure';
import { answerHelp, noteUnlock, requestHelp } from './commands/help';
import { checkInByName, confirmIdentity } from './commands/identity';
import { importAgenda, importRoster } from './commands/imports';
import { answerHqException, eraseEverybodyOf, setHqRetention } from './hq/commands';
import { hqAttendance, hqCompare, hqDevices, hqExceptions, hqPeople, hqWorkshop, hqWorkshops } from './hq/queries';
import { importChosenRoster, inspectRosterFile, stopImport } from './commands/chosenRoster';
import { undoImport } from './commands/undoImport';
import { spellName } from './commands/nameChanges';
import { submitScan } from './commands/scan';
import { issueTickets } from './commands/tickets';
import { registerWalkIn } from './commands/walkIn';
import type { StoreContext } from './context';
import type { Topic } from './projection';
import { agendaBoard } from './queries/agenda';
import { searchAttendees } from './queries/byName';
import { attendeeEvents } from './queries/card';
import { certificateEligibility, findCertificate, isOffered, listCertificates, wantedCertificates } from './queries/certificates';
import { certificateKeys, revokedCertificates, verifyCertificate } from './queries/verification';
import { attendeeDay } from './queries/day';
import { searchDetails } from './queries/deep';
import { helpStatus, openHelp } from './queries/help';
import { dayArrivals, listStations, openExceptions } from './queries/live';
import { kioskStatus, recentScans, workshopOverview } from './queries/overview';
import { attendancePage, getAttendee, rosterPage } from './queries/roster';

type CommandHandlers = {
  [N in CommandName]: (context: StoreContext, params: CommandParams<N>, caller: Caller) => Promise<CommandResult<N>>;
};

/** One handler for every command of the contract: a missing one does not compile. */
export const commandHandlers: CommandHandlers = {
  'scan.submit': submitScan,
  'identity.confirm': confirmIdentity,
  'identity.checkIn': checkInByName,
  'walkIn.register': registerWalkIn,
  'help.request': requestHelp,
  'help.answer': answerHelp,
  'tickets.issue': issueTickets,
  'kiosk.noteUnlock': noteUnlock,
  'checkIn.override': overrideCheckIn,
  'checkIn.void': voidCheckIn,
  'attendee.pass': passByHand,
  'attendee.correct': correctAttendee,
  'attendee.block': blockAttendee,
  'attendee.merge': mergeAttendees,
  'ticket.reissue': reissueTicket,
  'exception.answer': answerExceptions,
  'attendee.cancel': cancelAttendee,
  'ticket.revoke': revokeTicket,
  'workshop.configure': configureWorkshop,
  'roster.import': importRoster,
  'roster.inspect': inspectRosterFile,
  'roster.importChosen': importChosenRoster,
  'import.stop': stopImport,
  'import.undo': undoImport,
  'agenda.import': importAgenda,
  'session.add': addSession,
  'session.change': changeSession,
  'session.remove': removeSession,
  'agenda.delay': delayAgenda,
  'agenda.undo': undoAgendaChange,
  'attendee.erase': eraseAttendee,
  'retention.erase': eraseEverybody,
  'retention.set': setRetention,
  'certificate.issue': issueCertificate,
  'certificates.issue': issueCertificates,
  'certificate.notePrinted': notePrinted,
  'certificate.want': wantCertificate,
  'certificate.spellName': spellName,
  'certificate.revoke': revokeCertificate,
  'award.grant': grantAward,
  'award.withdraw': withdrawAward,
  'certificates.trustKey': trustKey,
  'certificates.distrustKey': distrustKey,
  'certificates.receiveRevocations': receiveRevocations,
  'hq.answerException': answerHqException,
  'hq.setRetention': setHqRetention,
  'hq.eraseEverybody': eraseEverybodyOf,
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
    run(context: StoreContext, params: QueryParams<N>, caller: Caller): QueryResult<N> | Promise<QueryResult<N>>;
  };
};

export const queryHandlers: QueryHandlers = {
  'kiosk.status': { topics: ['workshop', 'agenda', 'roster', 'attendance', 'time'], run: kioskStatus },
  'attendee.search': { topics: ['roster'], run: searchAttendees },
  'attendee.day': { topics: ['workshop', 'agenda', 'roster', 'time'], run: attendeeDay },
  'help.open': { topics: ['help', 'roster'], run: openHelp },
  'help.status': { topics: ['help'], run: helpStatus },
  agenda: {
    topics: ['agenda'],
    run: ({ projection }) => ({ sessions: projection.sessions, source: projection.state.agenda.source }),
  },
  'agenda.board': { topics: ['workshop', 'agenda', 'attendance'], run: agendaBoard },
  'workshop.overview': { topics: ['workshop', 'agenda', 'roster', 'attendance', 'scans', 'time'], run: workshopOverview },
  'roster.page': { topics: ['roster', 'attendance', 'agenda'], run: rosterPage },
  'import.progress': { topics: ['imports'], run: ({ imports }, { importId }) => ({ progress: imports.progressOf(importId) }) },
  'imports.past': {
    topics: ['imports'],
    run: ({ projection, imports }) => ({
      imports: pastImports(projection.state.imports, (id) => projection.writtenBy(id), (id) => imports.progressOf(id) !== null),
    }),
  },
  'import.rowReport': { topics: [], run: ({ imports }, { importId, from }) => imports.reportPage(importId, from) },
  'roster.deep': { topics: ['found', 'roster'], run: searchDetails },
  'attendee.events': { topics: ['roster', 'attendance', 'scans', 'certificates'], run: attendeeEvents },
  'day.arrivals': { topics: ['attendance'], run: dayArrivals },
  'stations.list': { topics: ['stations'], run: listStations },
  'exceptions.open': { topics: ['exceptions', 'attendance', 'roster'], run: openExceptions },
  'attendee.get': { topics: ['roster', 'attendance'], run: (context, params, { role }) => getAttendee(context, params.registrationId, role) },
  'scans.recent': { topics: ['scans', 'roster'], run: recentScans },
  'attendance.page': { topics: ['roster', 'attendance'], run: attendancePage },
  'retention.state': { topics: ['workshop', 'agenda', 'roster', 'time'], run: retentionState },
  'certificate.eligibility': { topics: ['workshop', 'agenda', 'roster', 'attendance', 'certificates', 'time'], run: certificateEligibility },
  'certificate.find': { topics: ['workshop', 'roster', 'certificates'], run: findCertificate },
  'certificate.isOffered': { topics: [], run: isOffered },
  'certificates.wanted': { topics: ['roster', 'certificates'], run: wantedCertificates },
  'certificates.list': { topics: ['workshop', 'agenda', 'roster', 'attendance', 'certificates'], run: listCertificates },
  'certificates.verify': { topics: ['workshop', 'roster', 'certificates'], run: verifyCertificate },
  'certificates.revoked': { topics: ['certificates'], run: revokedCertificates },
  'certificates.keys': { topics: ['workshop', 'certificates'], run: certificateKeys },
  'hq.workshops': { topics: ['hq', 'time'], run: hqWorkshops },
  'hq.workshop': { topics: ['hq', 'time'], run: hqWorkshop },
  'hq.compare': { topics: ['hq', 'time'], run: hqCompare },
  'hq.exceptions': { topics: ['hq'], run: hqExceptions },
  'hq.devices': { topics: ['hq'], run: hqDevices },
  'hq.people': { topics: ['hq'], run: hqPeople },
  'hq.attendance': { topics: ['hq'], run: hqAttendance },
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
