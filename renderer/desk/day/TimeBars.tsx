import 'uplot/dist/uPlot.min.css';
import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import classes from './DayBoard.module.css';

/** A bar begins at `at`, in milliseconds since 1970. */
export interface TimeBar {
  at: number;
  count: number;
}

interface TimeBarsProps {
  bars: readonly TimeBar[];
  /** How long each bar lasts, in minutes. */
  minutes: number;
  /** Pixels. */
  height: number;
  timeOf(at: number): string;
  numberOf(count: number): string;
}

/** How far apart the times below the bars are at least, in pixels. */
const timeEvery = 64;
const rounding = 0.12;

/** Counts over time as bars. A picture only: whoever shows it also says it in words. */
export function TimeBars(props: TimeBarsProps) {
  const { bars, height } = props;
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(props);
  shown.current = props;
  const { colorScheme } = useMantineColorScheme();

  useEffect(() => {
    const place = element.current as HTMLDivElement;
    const made = new uPlot(optionsOf(place, height, () => shown.current), dataOf(shown.current.bars), place);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: place.clientWidth, height }));
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.destroy();
    };
    // Made anew when the colours change, which it reads once.
  }, [height, colorScheme]);

  useEffect(() => plot.current?.setData(dataOf(bars)), [bars]);

  return <div ref={element} className={classes.chart} aria-hidden="true" />;
}

function dataOf(bars: readonly TimeBar[]): uPlot.AlignedData {
  return [bars.map(({ at }) => at / 1_000), bars.map(({ count }) => count)];
}

function optionsOf(place: HTMLElement, height: number, props: () => TimeBarsProps): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colour('text-quiet'), font: `13px ${style.fontFamily}`, ticks: { show: false } };
  return {
    width: place.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 8, 0, 0],
    scales: {
      x: {
        time: false,
        // From the beginning of the first bar to the end of the last one.
        range: (_plot, from, to) => [from, to + props().minutes * 60],
      },
      y: { range: (_plot, _from, to) => [0, Math.max(1, to) * 1.05] },
    },
    axes: [
      { ...axis, size: 30, grid: { show: false }, space: timeEvery, splits: (plot) => timesOf(plot, props().bars), values: (_plot, times) => times.map((at) => props().timeOf(at * 1_000)) },
      {
        ...axis,
        size: 44,
        grid: { stroke: colour('line'), width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000],
        values: (_plot, counts) => counts.map((count) => props().numberOf(count)),
      },
    ],
    series: [{}, { fill: colour('brand'), width: 0, points: { show: false }, paths: barsOf() }],
  };
}

function barsOf(): uPlot.Series.PathBuilder {
  const builder = uPlot.paths.bars?.({ size: [0.8, 40], align: 1, radius: rounding });
  if (!builder) throw new Error('uPlot has no bars');
  return builder;
}

/** The beginnings of some bars: as many as there is room for. */
function timesOf(plot: uPlot, bars: readonly TimeBar[]): number[] {
  const room = Math.max(1, Math.floor(plot.bbox.width / devicePixelRatio / timeEvery));
  const every = Math.ceil(bars.length / room);
  return bars.filter((_bar, index) => index % every === 0).map(({ at }) => at / 1_000);
}
