import { Icon, type IconName } from '@ui/Icon';
import { type ReactNode, useId } from 'react';
import classes from '../Step.module.css';

/** One thing that can be tried: what it is, what was found, and the buttons to try it. */
export function CheckCard({ name, icon, title, children, buttons }: { name: string; icon: IconName; title: string; children: ReactNode; buttons?: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id} data-testid={`check-${name}`}>
      <h3 id={id}>
        <Icon name={icon} /> {title}
      </h3>
      {children}
      {buttons !== undefined && <div className={classes.buttons}>{buttons}</div>}
    </section>
  );
}

/** What a check has found, in a sentence. */
export function Finding({ tone, children, testId }: { tone?: 'good' | 'warning'; children: ReactNode; testId?: string }) {
  return (
    <p role="status" {...(tone ? { 'data-tone': tone } : {})} {...(testId === undefined ? {} : { 'data-testid': testId })}>
      {children}
    </p>
  );
}
