import type { AppNotice } from '@shared/contract/appChannels';
import { shownLanguage } from '@i18n/i18n';
import { timeWithDate } from '@i18n/times';
import { Icon } from '@ui/Icon';
import { useNow } from '@ui/useNow';
import { useTranslation } from 'react-i18next';
import classes from './Notices.module.css';

const icons = { info: 'info', warning: 'warning', error: 'warning' } as const;

/** One notice: how grave it is as icon, word and colour, what happened, and when. */
export function NoticeLine({ notice }: { notice: AppNotice }) {
  const { t } = useTranslation('desk');
  const { t: say, i18n } = useTranslation('remarks');
  const key = `notice.${notice.code}`;
  // In another language the sentence goes by the code; the English one has the names of files and lines.
  const translated = shownLanguage() !== 'en' && i18n.exists(key, { ns: 'remarks' });
  const now = useNow(60_000);
  return (
    <div className={classes.notice} data-level={notice.level} data-testid="notice" data-code={notice.code}>
      <Icon name={icons[notice.level]} size={20} />
      <p>
        <strong>{t(`status.level.${notice.level}`)}</strong> {translated ? say(key as never) : notice.message}
        {translated && (
          <small lang="en" dir="ltr">
            {notice.message}
          </small>
        )}
      </p>
      <time dateTime={notice.at}>{timeWithDate(notice.at, now, shownLanguage())}</time>
    </div>
  );
}
