import type { AttendeeView } from '@shared/contract/queries';

/**
 * Whether what says who somebody is may leave the application. Somebody who said no to the processing of their data
 * goes out as an id that is counted, and nothing more. Somebody who has not been asked yet is what the organizers
 * brought with their roster: a list of people to expect is of no use without their names, and they are asked when they
 * arrive.
 */
export function mayBeNamed({ consents }: Pick<AttendeeView, 'consents'>): boolean {
  return consents.data !== false;
}
