import type { JournalEvent } from '@shared/contract/events';
import type { Attendee } from '../attendee';
import { personOf } from '../merge';
import { applyEvent, type AttendeeShelf, emptyState, type PersonChange, type State } from '../state';
import { visitsOf } from '../visits';
import { type DeviceChain, emptyChain, noteEvent } from './deviceChain';

/**
 * One workshop as headquarters knows it: its state by the same rules as at the venue, and beside it what only
 * headquarters counts.
 */
export interface WorkshopRecord {
  id: string;
  state: State;
  /** By device. */
  chains: Map<string, DeviceChain>;
  /** People with a check-in that stands, whatever for. */
  arrived: number;
  /** Certificates that were issued and not taken back, and those of them that were printed. */
  certificates: number;
  printed: number;
  /** Registration ids that registered at the venue. */
  walkIns: Set<string>;
  /** People with a check-in that another device had made before. */
  doubles: Set<string>;
  /** Grows with each event that was taken in: what was reckoned from an earlier one is out of date. */
  version: number;
}

export function emptyWorkshop(id: string, attendees: AttendeeShelf): WorkshopRecord {
  return { id, state: emptyState(attendees), chains: new Map(), arrived: 0, certificates: 0, printed: 0, walkIns: new Set(), doubles: new Set(), version: 0 };
}

/** Takes one more event in, changing the given record. The result is the same in every order, and for an event that comes twice. */
export function foldWorkshop(record: WorkshopRecord, event: JournalEvent): void {
  record.version += 1;
  let chain = record.chains.get(event.device);
  if (!chain) record.chains.set(event.device, (chain = emptyChain(event.device)));
  noteEvent(chain, event);
  // Of a newer application: known to be here, not understood.
  if (event.v !== 1) return;
  for (const change of applyEvent(record.state, event)?.changes ?? []) countChange(record, change);
  if (event.type === 'attendee.registered' && event.data.source === 'walk-in') record.walkIns.add(event.data.registrationId);
  // Nobody asks headquarters whose a number is: of 10,000 workshops they would take more room than the people.
  if (event.type === 'certificate.issued') record.state.certificates.owners.delete(event.data.number);
}

function countChange(record: WorkshopRecord, { id, before, after }: PersonChange): void {
  const was = shareOf(before);
  const is = shareOf(after);
  record.arrived += is.arrived - was.arrived;
  record.certificates += is.certificates - was.certificates;
  record.printed += is.printed - was.printed;
  if (is.double) record.doubles.add(id);
  else record.doubles.delete(id);
}

interface Share {
  arrived: 0 | 1;
  certificates: number;
  printed: number;
  double: boolean;
}

const nothing: Share = { arrived: 0, certificates: 0, printed: 0, double: false };

/** What one person adds to the counts. */
function shareOf(person: Attendee | undefined): Share {
  if (!person || (person.passages.length === 0 && !person.certificates)) return nothing;
  const visits = visitsOf(person);
  const good = person.certificates?.filter(({ issued, revoked }) => issued !== null && revoked === null) ?? [];
  return {
    arrived: visits.some(({ voided, duplicate }) => !voided && !duplicate) ? 1 : 0,
    certificates: good.length,
    printed: good.filter(({ prints }) => prints.length > 0).length,
    double: visits.some(({ duplicate }) => duplicate),
  };
}

/** The people with a check-in that another device had made before. */
export function* doublesOf({ doubles, state }: WorkshopRecord): Generator<Attendee> {
  for (const id of doubles) {
    const kept = state.attendees.get(id);
    if (kept) yield personOf(state.attendees, kept);
  }
}
