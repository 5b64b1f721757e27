import { conflictsWith } from '@shared/domain/agenda/conflictsWith';
import { shownLanguage } from '@i18n/i18n';
import { dayOf, wholeNumber } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import { sessionsByDay, sessionTimes } from '../targets';
import classes from './AgendaList.module.css';
import type { Board, OpenSession } from './AgendaTab';
import { useConflictWords } from './conflictWords';

/** The agenda day by day. A session's title opens it, for who may change it. */
export function AgendaList({ board, onOpen }: { board: Board; onOpen: OpenSession }) {
  const { t } = useTranslation('desk');
  const { t: words } = useTranslation('deskAgenda');
  const conflictWords = useConflictWords(board.sessions);
  return (
    <ScrollRegion className={classes.scroll} label={t('tabs.agenda')} testId="agenda">
      {sessionsByDay(board.sessions).map(({ day, sessions }) => (
        <section key={day}>
          <h2 id={`agenda-${day}`}>{dayOf(day, shownLanguage())}</h2>
          <table aria-labelledby={`agenda-${day}`}>
            <thead>
              <tr>
                {(['time', 'session', 'room', 'places', 'registration'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`agenda.columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <tr key={session.id} data-testid="agenda-row" data-session={session.id}>
                  <td className={classes.time}>
                    <bdi dir="ltr">{sessionTimes(session)}</bdi>
                  </td>
                  <th scope="row">
                    {onOpen === null ? (
                      <bdi>{session.title}</bdi>
                    ) : (
                      <button type="button" className={classes.title} onClick={() => onOpen(session.id)} aria-label={words('open', { title: session.title })}>
                        <bdi>{session.title}</bdi>
                      </button>
                    )}
                    <span className={classes.quiet}>
                      <bdi>{[session.id, session.kind, session.speakers].filter((text) => text !== '').join(' · ')}</bdi>
                      {session.countsForCertificate && (
                        <span className={classes.certificate}>
                          <Icon name="check" label={t('agenda.certificate')} />
                        </span>
                      )}
                    </span>
                    {conflictsWith(board.conflicts, session.id).map((conflict) => (
                      <span key={conflictWords(conflict)} className={classes.conflict} data-testid="row-conflict">
                        <Icon name="warning" /> {conflictWords(conflict)}
                      </span>
                    ))}
                  </th>
                  <td>
                    <bdi>{session.room}</bdi>
                  </td>
                  <td className={classes.time}>{session.capacity === null ? t('agenda.noLimit') : wholeNumber(session.capacity, shownLanguage())}</td>
                  <td>
                    {session.registrationRequired ? (
                      <strong className={classes.needed}>
                        <Icon name="pen" /> {t('agenda.required')}
                      </strong>
                    ) : (
                      t('agenda.notRequired')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </ScrollRegion>
  );
}
