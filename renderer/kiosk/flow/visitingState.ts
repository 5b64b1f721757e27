import { kioskSetup } from './kioskSetup';
import type { NameOutcome } from './nameMachine';
import type { WalkInOutcome } from './walkInMachine';

/** Somebody is here and does something else than scan. */
export const visiting = kioskSetup.createStateConfig({
  tags: 'personal',
  invoke: { src: 'idle', id: 'idle', onDone: 'waiting' },
  on: {
    'scan.read': [{ guard: 'isEmpty' }, { target: 'checking', actions: 'enqueue' }],
    'scan.garbled': 'waiting.garbled',
    'person.active': { actions: 'noteActive' },
    'visit.ended': 'waiting',
    'help.opened': { target: '.helping', actions: { type: 'noteSubject', params: ({ event }) => ({ subject: event.subject }) } },
    'name.opened': '.finding',
    'walkIn.opened': {
      target: '.registering',
      actions: { type: 'noteWalkIn', params: ({ event: { nonce, today } }) => ({ nonce, today }) },
    },
  },
  initial: 'finding',
  states: {
    finding: {
      invoke: {
        src: 'name',
        id: 'name',
        onDone: [
          {
            guard: { type: 'isFound', params: ({ event }) => event.output },
            target: '#kiosk.checking',
            actions: {
              type: 'enqueueFound',
              params: ({ event }) => event.output as Extract<NameOutcome, { kind: 'found' }>,
            },
          },
          { target: '#kiosk.waiting' },
        ],
      },
    },
    registering: {
      invoke: {
        src: 'walkIn',
        id: 'walkIn',
        input: ({ context }) => ({ ...context.walkIn, language: context.language }),
        onDone: [
          {
            guard: { type: 'isRegistered', params: ({ event }) => event.output },
            target: '#kiosk.answered.ok',
            actions: { type: 'noteRegistered', params: ({ event }) => event.output as Extract<WalkInOutcome, { kind: 'registered' }> },
          },
          {
            guard: { type: 'isRegisteredOnly', params: ({ event }) => event.output },
            target: '#kiosk.answered.refused',
            actions: { type: 'noteRegistered', params: ({ event }) => event.output as Extract<WalkInOutcome, { kind: 'registered' }> },
          },
          { guard: { type: 'isFound', params: ({ event }) => event.output }, target: 'finding' },
          { target: '#kiosk.waiting' },
        ],
      },
    },
    helping: { invoke: { src: 'help', id: 'help', onDone: '#kiosk.waiting' } },
    staff: { invoke: { src: 'staff', id: 'staff', onDone: '#kiosk.waiting' } },
    agenda: {},
    typing: {},
    /** Their day: sessions, rooms, now and next. */
    welcome: {
      after: { dayShown: '#kiosk.waiting' },
      on: { 'person.active': { target: 'welcome', reenter: true }, 'certificate.opened': 'certificate' },
    },
    certificate: {
      invoke: {
        src: 'certificate',
        id: 'certificate',
        input: ({ context }) => ({ nonce: context.answer?.nonce ?? '' }),
        onDone: [{ guard: { type: 'isDone', params: ({ event }) => event.output }, target: '#kiosk.waiting' }, { target: 'welcome' }],
      },
    },
  },
});
