import { Icon, type IconName } from './Icon';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** Nothing is here yet: says why, what to do about it, and has the button that does it as `children`, if there is one here. */
export function EmptyState({ icon, title, next, children }: { icon: IconName; title: string; next: string; children?: ReactNode }) {
  return (
    <div className={classes.empty} data-testid="empty">
      <span className={classes.sign}>
        <Icon name={icon} size={34} weight={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      <p className={classes.next}>{next}</p>
      {children !== undefined && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
