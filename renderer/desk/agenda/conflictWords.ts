import type { AgendaConflict } from '@shared/contract/agenda';
import type { AgendaSession } from '@shared/contract/values';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { useTranslation } from 'react-i18next';

/** Marks that keep a name's own direction of writing inside a sentence of another. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** What a conflict is, as a sentence. */
export function useConflictWords(sessions: readonly AgendaSession[]): (conflict: AgendaConflict) => string {
  const { t } = useTranslation('deskAgenda');
  const titleOf = (id: string): string => isolated(sessions.find((session) => session.id === id)?.title ?? id);
  return (conflict) => {
    const title = titleOf(conflict.sessionId);
    switch (conflict.kind) {
      case 'room':
        return t('conflicts.room', { title, other: titleOf(conflict.otherId), room: isolated(conflict.room) });
      case 'speaker':
        return t('conflicts.speaker', { title, other: titleOf(conflict.otherId), speaker: isolated(conflict.speaker) });
      case 'end_before_start':
        return t('conflicts.end_before_start', { title });
      case 'over_capacity': {
        const [inside, capacity] = [conflict.inside, conflict.capacity].map((count) => wholeNumber(count, shownLanguage()));
        return t('conflicts.over_capacity', { title, inside, capacity });
      }
    }
  };
}
