import { unanswered } from './kioskContext';
import { kioskSetup } from './kioskSetup';

/** Nobody is here yet. */

/** Until the store answers. A scan is taken all the same: it waits for its answer instead. */
export const starting = kioskSetup.createStateConfig({
  always: { guard: 'hasQueued', target: 'checking' },
  on: {
    'store.ready': 'waiting',
    'scan.read': [{ guard: 'isEmpty' }, { actions: 'enqueue' }],
  },
});

export const waiting = kioskSetup.createStateConfig({
  entry: ['forgetPerson', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
  always: { guard: 'hasQueued', target: 'checking' },
  on: {
    'scan.read': [{ guard: 'isEmpty', target: '.hinted' }, { actions: 'enqueue' }],
    'scan.garbled': '.garbled',
    'language.chosen': {
      target: '.spoken',
      actions: { type: 'chooseLanguage', params: ({ event }) => ({ language: event.language }) },
    },
    'textSize.switched': { target: '.spoken', actions: 'switchTextSize' },
    'name.opened': 'visiting.finding',
    'walkIn.opened': {
      target: 'visiting.registering',
      actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
    },
    'agenda.opened': 'visiting.agenda',
    'typing.opened': 'visiting.typing',
    'staff.opened': 'visiting.staff',
    'help.opened': { target: 'visiting.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
  },
  initial: 'idle',
  states: {
    idle: {},
    /** Somebody has chosen a language or a size of text, and may go on or go away. */
    spoken: { after: { languageKept: { target: 'idle', actions: 'forgetLanguage' } } },
    /** The scanner sent nothing but its Enter. */
    hinted: { after: { hintShown: 'idle' } },
    garbled: { after: { hintShown: 'idle' } },
  },
});
