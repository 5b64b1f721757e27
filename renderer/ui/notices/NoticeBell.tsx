import { ActionIcon, Popover } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { ScrollRegion } from '@ui/ScrollRegion';
import { useTranslation } from 'react-i18next';
import { useAppStatus } from '../appStatus';
import classes from './Notices.module.css';
import { NoticeLine } from './NoticeLine';

/** What the main process wants somebody to know, the newest first. */
export function NoticeBell() {
  const { t } = useTranslation('desk');
  const notices = [...(useAppStatus()?.notices ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  const label = t('status.noticesLabel', { count: notices.length });
  return (
    <Popover width={460} position="bottom-end" shadow="md" withinPortal={false} trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={42} title={label} className={classes.bell ?? ''} data-testid="notices">
          <Icon name="bell" size={20} />
          <span className="visually-hidden">{label}</span>
          {notices.length > 0 && (
            <span className={classes.count} aria-hidden="true">
              {notices.length}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {notices.length === 0 ? (
          <p className={classes.none}>{t('status.noNotices')}</p>
        ) : (
          <ScrollRegion className={classes.scroll} label={label}>
            <ul className={classes.list}>
              {notices.map((notice) => (
                <li key={`${notice.at} ${notice.code} ${notice.message}`}>
                  <NoticeLine notice={notice} />
                </li>
              ))}
            </ul>
          </ScrollRegion>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
