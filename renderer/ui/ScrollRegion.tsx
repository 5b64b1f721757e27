import type { ReactNode } from 'react';
import classes from './ScrollRegion.module.css';

/** A part of a page that scrolls by itself. It can take the focus, so that the arrow keys scroll it too. */
export function ScrollRegion({ label, className, testId, children }: { label: string; className: string | undefined; testId?: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it a keyboard could not scroll (WCAG 2.1.1)
    <div className={`${classes.region} ${className ?? ''}`} role="region" aria-label={label} tabIndex={0} data-testid={testId}>
      {children}
    </div>
  );
}
