import classes from './Bar.module.css';

/** How full something is: a bar, and the same in words below it. `share` is 0 to 1; more is shown as full. */
export function Bar({ share, label, words, tone = 'brand' }: { share: number; label: string; words?: string; tone?: 'brand' | 'warning' | 'bad' }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <span className={classes.bar} data-tone={tone}>
      <span className={classes.track} role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <span className={classes.fill} style={{ inlineSize: `${percent}%` }} />
      </span>
      {words !== undefined && <span className={classes.words}>{words}</span>}
    </span>
  );
}
