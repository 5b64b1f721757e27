import { type Scan, unanswered } from './kioskContext';
import { kioskSetup } from './kioskSetup';

/** A scan is judged, and gets its answer. */

export const checking = kioskSetup.createStateConfig({
  tags: 'judging',
  entry: ['takeNext', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
  invoke: {
    src: 'submitScan',
    input: ({ context }) => context.scan as Scan,
    onDone: [
      {
        guard: { type: 'isOk', params: ({ event }) => ({ answer: event.output }) },
        target: 'answered.ok',
        actions: { type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) },
      },
      {
        guard: { type: 'asksConsent', params: ({ event }) => ({ answer: event.output }) },
        target: 'answered.asking',
        actions: [{ type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) }, 'startCountdown'],
      },
      {
        guard: { type: 'isUnavailable', params: ({ event }) => ({ answer: event.output }) },
        target: 'answered.unavailable',
        actions: { type: 'noteUnavailable', params: ({ event }) => ({ answer: event.output }) },
      },
      {
        target: 'answered.refused',
        actions: { type: 'noteAnswer', params: ({ event }) => ({ answer: event.output }) },
      },
    ],
    onError: {
      target: 'answered.unavailable',
      actions: { type: 'noteProblem', params: ({ event }) => ({ error: event.error }) },
    },
  },
  on: {
    'scan.read': [
      { guard: 'isEmpty' },
      { guard: 'isUnanswered' },
      { actions: ['enqueue', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }] },
    ],
  },
  initial: 'brief',
  states: {
    brief: { after: { noticeable: 'noticed' } },
    noticed: {},
  },
});

export const answered = kioskSetup.createStateConfig({
  tags: 'answered',
  entry: ['suggestLanguage', { type: 'rememberScans', params: ({ context }) => ({ scans: unanswered(context) }) }],
  after: { handover: { guard: 'mayHandOver', target: 'checking' } },
  on: {
    'scan.read': [{ guard: 'isEmpty' }, { guard: 'isDoubleReading' }, { target: 'checking', actions: 'enqueue' }],
    'answer.dismissed': 'waiting',
    'visit.ended': 'waiting',
    'day.opened': { guard: 'isDayKnown', target: 'visiting.welcome' },
    'name.opened': 'visiting.finding',
    'walkIn.opened': {
      target: 'visiting.registering',
      actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
    },
    'help.opened': { target: 'visiting.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
  },
  initial: 'refused',
  states: {
    ok: {
      tags: 'ok',
      after: { welcomeAfter: { guard: 'mayWelcome', target: '#kiosk.visiting.welcome' }, okShown: '#kiosk.waiting' },
    },
    refused: { tags: 'refused', after: { refusalShown: '#kiosk.waiting' } },
    asking: {
      tags: 'asking',
      on: {
        'consent.given': { target: '#kiosk.checking', actions: 'enqueueConsent' },
        'consent.declined': 'declined',
      },
      after: {
        second: [
          { guard: 'isLastSecond', target: '#kiosk.waiting' },
          { target: 'asking', reenter: true, actions: 'countDown' },
        ],
      },
    },
    declined: { after: { refusalShown: '#kiosk.waiting' } },
    /** Neither yes nor no. The scan stays the same scan: asked again, it has the same nonce. */
    unavailable: {
      tags: 'unavailable',
      on: {
        'scan.read': { guard: 'isUnanswered', target: '#kiosk.checking', actions: 'enqueueAgain' },
        'scan.retried': { target: '#kiosk.checking', actions: 'enqueueAgain' },
        'store.ready': { target: '#kiosk.checking', actions: 'enqueueAgain' },
      },
      after: { unavailableShown: '#kiosk.waiting' },
    },
  },
});
