import type { Role } from '@shared/contract/values';

/** Who calls: the role and the number that the main process gave to the port. */
export interface Caller {
  role: Role;
  port: number;
}
