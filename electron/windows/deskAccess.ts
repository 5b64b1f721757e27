import type { WebContents } from 'electron';
import type { DeskAccessState } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { OrganizerPin, PinAnswer } from '../pin/organizerPin';
import { roleOf, setRole, type WindowRole } from './trustedSender';

interface Surroundings {
  organizer: OrganizerPin;
  helper: OrganizerPin;
  /** Without input for so long, the desk covers itself; in seconds. */
  idleSeconds(): number;
  /** Whose desk it is: a venue's organizer's, or headquarters'. */
  home: 'desk' | 'hq';
  /** The window has another role from now on: its old port must go, and a new one come unless it is locked. */
  onRole(desk: WebContents): void;
}

const done: PinAnswer = { problem: null, waitSeconds: 0 };

/**
 * Who sits at the desk: an organizer, a helper, or nobody who has said so. Kept here and not in the window, whose port
 * to the store is of the role that this says; a locked desk has none. Until a PIN is set, everybody is the organizer.
 */
export class DeskAccess {
  constructor(private readonly around: Surroundings) {}

  /** @param proven the organizer's PIN was entered a moment ago, to leave a kiosk. */
  opened(desk: WebContents, proven: boolean): void {
    setRole(desk, proven || !this.around.organizer.isSet ? this.around.home : 'locked');
  }

  state(desk: WebContents, helpRequests: number): DeskAccessState {
    const { organizer, helper, idleSeconds } = this.around;
    return { role: roleOf(desk), hasPin: organizer.isSet, hasHelperPin: helper.isSet, idleSeconds: idleSeconds(), helpRequests };
  }

  /** @throws KioskError `not_configured` without a PIN: nobody could come back. */
  lock(desk: WebContents): void {
    if (!this.around.organizer.isSet) throw new KioskError('not_configured', 'Set the organizer’s PIN first, or nobody could unlock the desk.');
    this.change(desk, 'locked');
  }

  /** Another role for whoever has its PIN. From organizer to helper no PIN is needed: that gives up rights. */
  async enter(desk: WebContents, as: 'desk' | 'helper', pin: string | null): Promise<PinAnswer> {
    const { organizer, helper, home } = this.around;
    if (as === 'helper' && home === 'hq') throw new KioskError('forbidden', 'There are no helpers at headquarters. Enter its PIN.');
    if (as === 'helper' && roleOf(desk) === 'desk') {
      if (!organizer.isSet) throw new KioskError('not_configured', 'Set the organizer’s PIN first, or nobody could come back from being a helper.');
      this.change(desk, 'helper');
      return done;
    }
    const answer = await (as === 'desk' ? organizer : helper).check(pin ?? '');
    if (answer.problem === null) this.change(desk, as === 'desk' ? home : as);
    return answer;
  }

  /** Sets the helper's PIN, or takes it away, once the organizer has proved to be one. */
  async setHelperPin(pin: string | null, organizerPin: string): Promise<PinAnswer> {
    const { organizer, helper } = this.around;
    if (!organizer.isSet) throw new KioskError('not_configured', 'Set the organizer’s PIN first.');
    const answer = await organizer.check(organizerPin);
    if (answer.problem !== null) return answer;
    await helper.reset(pin);
    return done;
  }

  private change(desk: WebContents, role: WindowRole): void {
    if (roleOf(desk) === role) return;
    setRole(desk, role);
    this.around.onRole(desk);
  }
}
