import type { ScanAnswerCode } from '@shared/contract/answers';
import type { IconName } from './Icon';

/** What an answer means to the person at the kiosk: the ground it is shown on. */
export type AnswerTone = 'welcome' | 'known' | 'attention' | 'refused' | 'asking' | 'unavailable';

/** How an answer looks wherever it is shown. The icons differ in shape, so that colour never has to tell alone. */
export interface AnswerLook {
  tone: AnswerTone;
  icon: IconName;
}

const looks: Record<ScanAnswerCode, AnswerLook> = {
  ok: { tone: 'welcome', icon: 'check' },
  already_checked_in: { tone: 'known', icon: 'checkAgain' },
  not_checked_in: { tone: 'known', icon: 'leave' },
  unknown_ticket: { tone: 'attention', icon: 'question' },
  ambiguous: { tone: 'attention', icon: 'people' },
  wrong_workshop: { tone: 'attention', icon: 'place' },
  cancelled: { tone: 'refused', icon: 'cross' },
  revoked: { tone: 'refused', icon: 'ticketOff' },
  bad_signature: { tone: 'refused', icon: 'shield' },
  not_registered_for_session: { tone: 'attention', icon: 'calendar' },
  session_full: { tone: 'attention', icon: 'full' },
  too_early: { tone: 'attention', icon: 'clock' },
  too_late: { tone: 'attention', icon: 'clock' },
  consent_missing: { tone: 'asking', icon: 'pen' },
  store_unavailable: { tone: 'unavailable', icon: 'wait' },
};

export function lookOf(answer: ScanAnswerCode, direction: 'in' | 'out'): AnswerLook {
  return answer === 'ok' && direction === 'out' ? { tone: 'welcome', icon: 'leave' } : looks[answer];
}
