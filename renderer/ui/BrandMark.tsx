import classes from './BrandMark.module.css';

/** The programme's mark: a skyline that rises, under a sun. Decoration beside the workshop's name. */
export function BrandMark({ size = 44 }: { size?: number }) {
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden="true" focusable="false" className={classes.mark}>
      <rect className={classes.ground} width="48" height="48" rx="13" />
      <circle className={classes.sun} cx="34.5" cy="14.5" r="5" />
      <path className={classes.city} d="M9 38V27.5h6.5V38zM18 38V20.5h6.5V38zM27 38V24h5V38zM34.5 38v-8.5H39V38z" />
    </svg>
  );
}
