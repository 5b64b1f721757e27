import type { ButtonHTMLAttributes } from 'react';
import classes from './PillButton.module.css';

/** One of several to choose from, of which one is chosen: languages, days. */
export function PillButton({ chosen, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { chosen: boolean }) {
  return <button type="button" {...rest} className={classes.pill} aria-pressed={chosen} />;
}
