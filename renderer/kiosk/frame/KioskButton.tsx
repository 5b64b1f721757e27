import type { ButtonHTMLAttributes } from 'react';
import classes from './KioskButton.module.css';

/** A button for fingers: never less than 72 px high. `plain` stands on a coloured ground, `quiet` on the light one. */
export function KioskButton({
  look,
  size = 'large',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look: 'strong' | 'quiet' | 'plain' | 'outline'; size?: 'large' | 'huge' }) {
  return <button type="button" {...rest} className={classes.button} data-look={look} data-size={size} />;
}
