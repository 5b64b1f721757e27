import { useAppStatus } from '../appStatus';
import classes from './Notices.module.css';
import { NoticeLine } from './NoticeLine';

const graver = { error: 2, warning: 1, info: 0 } as const;

/** The gravest notice that asks for somebody, where nobody can overlook it. Notes stay in the bell. */
export function NoticeBar() {
  const notices = useAppStatus()?.notices.filter(({ level }) => level !== 'info') ?? [];
  const worst = [...notices].sort((a, b) => graver[b.level] - graver[a.level] || b.at.localeCompare(a.at))[0];
  return (
    <div role="status" className={classes.bar}>
      {worst && <NoticeLine notice={worst} />}
    </div>
  );
}
