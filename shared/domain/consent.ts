import type { Consents } from '@shared/contract/values';

/** Somebody as far as their consents go. */
export interface Consenting {
  consents: Consents;
  erased?: object | null;
}

/** Whether somebody's data may be handed on. Silence is no consent, and nobody who was erased has any left. */
export function mayProcess({ consents, erased }: Consenting): boolean {
  return !erased && consents.data === true;
}

/** Whether pictures of somebody may be taken and shown. Asked for apart: it does not follow from the other consent. */
export function mayPhotograph({ consents, erased }: Consenting): boolean {
  return !erased && consents.photo === true;
}
