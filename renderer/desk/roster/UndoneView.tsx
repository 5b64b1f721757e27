import type { UndoOutcome } from '@shared/contract/rosterImports';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import { OutcomeSentence } from '../ImportOutcome';
import tables from '../tables.module.css';

/** What taking an import back did, and who stayed because they have been here. */
export function UndoneView({ outcome }: { outcome: UndoOutcome }) {
  const { t } = useTranslation('deskRoster');
  const { withdrawn, restored, keptCount, kept, stopped } = outcome;
  const title = t('keptTitle', { count: keptCount });
  return (
    <>
      <OutcomeSentence changes icon="undo" testId="undone-sentence">
        {[t('undoneWithdrawn', { count: withdrawn }), restored > 0 && t('undoneRestored', { count: restored }), stopped && t('undoneStopped')].filter(Boolean).join(' ')}
      </OutcomeSentence>
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
