import type { UndoOutcome } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import classes from './RosterOutcomeView.module.css';
import tables from './tables.module.css';

/** What taking an import back did, and who stayed because they have been here. */
export function UndoneView({ outcome }: { outcome: UndoOutcome }) {
  const { t } = useTranslation('deskRoster');
  const { withdrawn, restored, keptCount, kept, stopped } = outcome;
  const title = t('keptTitle', { count: keptCount });
  return (
    <>
      <p className={classes.sentence} role="status" data-changes="true" data-testid="undone-sentence">
        <Icon name="undo" size={22} />
        <span>
          {t('undoneWithdrawn', { count: withdrawn })} {restored > 0 && t('undoneRestored', { count: restored })} {stopped && t('undoneStopped')}
        </span>
      </p>
      {keptCount > 0 && (
        <section className={tables.table} data-tone="warning" data-testid="undo-kept">
          <h3>
            <Icon name="people" /> {title}
          </h3>
          <p>{t('keptNote')}</p>
          <ScrollRegion className={tables.scroll} label={title}>
            <table>
              <tbody>
                {kept.map(({ registrationId, fullName }) => (
                  <tr key={registrationId}>
                    <td>
                      <bdi>{registrationId}</bdi>
                    </td>
                    <td>
                      <bdi>{fullName}</bdi>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          {keptCount > kept.length && <p>{t('more', { count: keptCount - kept.length })}</p>}
        </section>
      )}
    </>
  );
}
