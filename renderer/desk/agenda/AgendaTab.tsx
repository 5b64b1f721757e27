import type { QueryResult } from '@shared/contract/queries';
import { shownLanguage } from '@i18n/i18n';
import { dayOf, wholeNumber } from '@i18n/times';
import { Button } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import classes from './AgendaTab.module.css';
import { EmptyState } from '../EmptyState';
import { sessionsByDay, sessionTimes } from '../targets';

/** The agenda as it was imported, day by day. */
export function AgendaTab({ agenda, onImport }: { agenda: QueryResult<'agenda'> | undefined; onImport(): void }) {
  const { t } = useTranslation('desk');
  const button = (
    <Button variant="light" leftSection={<Icon name="upload" />} onClick={onImport} data-testid="import-agenda">
      {t('agenda.import')}
    </Button>
  );
  if (agenda && agenda.sessions.length === 0) {
    return (
      <EmptyState icon="agenda" title={t('agenda.empty')} next={t('agenda.emptyNext')}>
        {button}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={classes.tools}>
        <p>{agenda?.source && t('agenda.source', { source: agenda.source })}</p>
        {button}
      </div>
      <ScrollRegion className={classes.scroll} label={t('tabs.agenda')} testId="agenda">
        {sessionsByDay(agenda?.sessions ?? []).map(({ day, sessions }) => (
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
                  <tr key={session.id}>
                    <td className={classes.time}>{sessionTimes(session)}</td>
                    <th scope="row">
                      <bdi>{session.title}</bdi>
                      <span className={classes.quiet}>
                        {[session.id, session.kind, session.speakers].filter((text) => text !== '').join(' · ')}
                        {session.countsForCertificate && (
                          <span className={classes.certificate}>
                            <Icon name="check" label={t('agenda.certificate')} />
                          </span>
                        )}
                      </span>
                    </th>
                    <td>{session.room}</td>
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
    </>
  );
}
