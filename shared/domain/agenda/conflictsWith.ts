import type { AgendaConflict } from '../../contract/agenda';

/** The conflicts that one session has a part in. */
export function conflictsWith(conflicts: readonly AgendaConflict[], sessionId: string): AgendaConflict[] {
  return conflicts.filter((conflict) => conflict.sessionId === sessionId || ('otherId' in conflict && conflict.otherId === sessionId));
}
