import type { HqGroup } from '@shared/contract/hqQueries';
import { shownLanguage } from '@i18n/i18n';
import { percentage, wholeNumber } from '@i18n/times';
import { SegmentedControl } from '@mantine/core';
import { EmptyState } from '@ui/EmptyState';
import { ErrorSentence } from '@ui/ErrorSentence';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useWatchedQuery } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../card.module.css';
import app from '../HqApp.module.css';
import type { HqFilter } from '../hqFilter';
import classes from './CompareTab.module.css';

/** Cities beside one another, or years. */
export function CompareTab({ filter: { year, city } }: { filter: HqFilter }) {
  const { t } = useTranslation('hq');
  const [by, setBy] = useState<'city' | 'year'>('city');
  const { value, error } = useWatchedQuery('hq.compare', { by, year, city });
  const groups = value?.groups ?? [];
  const most = Math.max(1, ...groups.map(({ expected, arrived }) => Math.max(expected, arrived)));
  return (
    <ScrollRegion className={app.scroll} label={t('tabs.compare')}>
      <div className={classes.top}>
        <ErrorSentence error={error} />
        <div className={classes.head}>
          <SegmentedControl
            aria-label={t('compare.label')}
            value={by}
            onChange={(chosen) => setBy(chosen as 'city' | 'year')}
            data={[{ value: 'city', label: t('compare.city') }, { value: 'year', label: t('compare.year') }]}
            data-testid="compare-by"
          />
        </div>
        {value && groups.length === 0 ? (
          <EmptyState icon="bars" title={t('compare.none')} next={t('compare.noneNext')} />
        ) : (
          <div className={classes.card}>
            <table className={card.table} data-testid="compare">
              <thead>
                <tr>
                  <th scope="col">{t(`compare.group.${by}`)}</th>
                  <th scope="col">{t('compare.attendance')}</th>
                  <th scope="col" className={card.number}>
                    {t('compare.share')}
                  </th>
                  <th scope="col" className={card.number}>
                    {t('compare.workshops')}
                  </th>
                  <th scope="col" className={card.number}>
                    {t('compare.walkIns')}
                  </th>
                  <th scope="col" className={card.number}>
                    {t('compare.certificates')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {groups.map((group) => (
                  <GroupRow key={group.key} group={group} most={most} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </ScrollRegion>
  );
}

function GroupRow({ group: { key, expected, arrived, workshops, walkIns, certificates }, most }: { group: HqGroup; most: number }) {
  const { t } = useTranslation('hq');
  const number = (count: number): string => wholeNumber(count, shownLanguage());
  const share = expected === 0 ? 0 : arrived / expected;
  return (
    <tr data-testid={`group-${key}`}>
      <th scope="row" className={classes.key}>
        <bdi>{key}</bdi>
      </th>
      <td className={classes.bar}>
        <LongBar length={Math.max(expected, arrived) / most} share={share} words={t('list.arrivedOf', { arrived, expected })} />
      </td>
      <td className={card.number}>{percentage(share, shownLanguage())}</td>
      <td className={card.number}>{number(workshops)}</td>
      <td className={card.number}>{number(walkIns)}</td>
      <td className={card.number}>{number(certificates)}</td>
    </tr>
  );
}

/** A bar as long as the group is large, filled as far as people came; the same in words below it. */
function LongBar({ length, share, words }: { length: number; share: number; words: string }) {
  return (
    <div className={classes.row}>
      <div className={classes.length} style={{ inlineSize: `${Math.max(2, 100 * length)}%` }} aria-hidden="true">
        <div className={classes.fill} style={{ inlineSize: `${Math.min(100, 100 * share)}%` }} />
      </div>
      <span className={classes.words}>{words}</span>
    </div>
  );
}
