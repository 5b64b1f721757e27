/** Plain statistics over samples. None of them changes what it is given. */

export function sorted(samples) {
  return Float64Array.from(samples).sort();
}

/** The value that a share of the samples stays below: 0.5 is the median. Between two samples it is interpolated. */
export function quantile(samples, share) {
  const values = sorted(samples);
  if (values.length === 0) return Number.NaN;
  const at = (values.length - 1) * share;
  const below = Math.floor(at);
  const above = Math.min(values.length - 1, below + 1);
  return values[below] + (values[above] - values[below]) * (at - below);
}

export const median = (samples) => quantile(samples, 0.5);
export const p99 = (samples) => quantile(samples, 0.99);

/**
 * A quantile of samples that a coarse clock has rounded: pages that are not cross-origin isolated see time in steps of
 * 0.1 ms. Samples of one step are taken as spread evenly over it, which gives back what rounding took away.
 */
export function steppedQuantile(samples, share, step = 0.1) {
  const counts = new Map();
  for (const sample of samples) {
    const bin = Math.round(sample / step);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const wanted = samples.length * share;
  let before = 0;
  for (const bin of [...counts.keys()].sort((a, b) => a - b)) {
    const count = counts.get(bin);
    if (before + count >= wanted) return (bin - 0.5 + (wanted - before) / count) * step;
    before += count;
  }
  return Number.NaN;
}

/** A number with the digits that matter. */
export function rounded(value, digits = 3) {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : null;
}
