import { answered, checking } from './answerStates';
import { defaultLanguage } from './kioskContext';
import { kioskSetup } from './kioskSetup';
import { visiting } from './visitingState';
import { starting, waiting } from './waitingStates';

/**
 * The kiosk's behaviour, without window, store or clock: nobody is here; somebody scans, or finds their name, or
 * registers; gets an answer; sees their day; and the kiosk waits again and knows nobody. The flows in between are
 * machines of their own (`flow/`). The store (`submitScan`) and the memory that survives a reload (`rememberScans`)
 * are bound with `.provide()`.
 */
export const kioskMachine = kioskSetup.createMachine({
  id: 'kiosk',
  context: ({ input }) => ({
    queue: input.unanswered.map((scan) => ({ ...scan, resumed: true as const })),
    scan: null,
    answer: null,
    problem: null,
    secondsLeft: 0,
    direction: input.direction ?? 'in',
    homeLanguage: input.language ?? defaultLanguage,
    language: input.language ?? defaultLanguage,
    languageChosen: false,
    largeText: false,
    helpSubject: 'general',
    walkIn: { nonce: '', today: '' },
  }),
  initial: 'starting',
  on: {
    'language.chosen': { actions: { type: 'chooseLanguage', params: ({ event }) => ({ language: event.language }) } },
    'textSize.switched': { actions: 'switchTextSize' },
  },
  states: { starting, waiting, visiting, checking, answered },
});
