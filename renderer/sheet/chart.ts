import type { Chart, ChartPicture } from '@shared/contract/sheetPages';
import { roundTicks } from '@shared/domain/export/arrivals';
import { directionOf, localeOf } from '@i18n/languages';
import { dayOf, timeOfDay, wholeNumber } from '@i18n/times';
import { cssVariablesResolver, theme } from '@ui/theme';
import { type Drawing, pngOf, type Shape, shortened, svgOf, widthOf } from './drawing';
import { loadFonts } from './fonts';
import { wordsOf } from './words';

type Say = Awaited<ReturnType<typeof wordsOf>>;

/** The day's colours of the windows' theme, whatever the desk shows: pictures go onto paper and slides. */
const colours = cssVariablesResolver(theme as never).light as Record<string, string>;
const colour = (name: string): string => colours[`--${name}`] ?? '#000000';

const width = 1_200;
const edge = 48;
const top = 150;

/** Draws a chart. @returns it as SVG and, if asked for, as a PNG of twice its size; and the fonts that could not be loaded. */
export async function drawChart({ chart, png }: { chart: Chart; png: boolean }): Promise<{ missing: string[]; result: ChartPicture }> {
  const say = await wordsOf(chart.language);
  const texts = chart.kind === 'sessions' ? chart.sessions.flatMap(({ title, room }) => [title, room]) : [dayOf(chart.date, chart.language)];
  const own = (['arrivalsTitle', 'arrivedOf', 'sessionsTitle', 'registered', 'cameLegend', 'nobodyYet'] as const).map((key) => say(key));
  const missing = await loadFonts([chart.workshop, ...texts, ...own, '0123456789٠١٢٣٤٥٦٧٨٩:.,…·– /']);
  const drawing = chart.kind === 'arrivals' ? arrivals(chart, say) : sessions(chart, say);
  return { missing, result: { svg: svgOf(drawing), png: png ? pngOf(drawing, 2) : null } };
}

/** Title and line below it. Positions run from the reading edge; `mirrored` turns them for Arabic. */
function framed(chart: Chart, height: number, title: string, line: string, shapes: readonly Shape[]): Drawing {
  const direction = directionOf(chart.language);
  const room = width - 2 * edge;
  const all: Shape[] = [
    { kind: 'text', x: edge, y: 72, text: shortened(title, room, 34, 650), size: 34, weight: 650, fill: colour('text'), anchor: 'start' },
    { kind: 'text', x: edge, y: 112, text: shortened(line, room, 21, 400), size: 21, weight: 400, fill: colour('text-quiet'), anchor: 'start' },
    ...shapes,
  ];
  return { width, height, ground: colour('surface'), direction, language: localeOf(chart.language), title, shapes: direction === 'rtl' ? all.map(mirrored) : all };
}

function mirrored(shape: Shape): Shape {
  if (shape.kind === 'text') return { ...shape, x: width - shape.x };
  return { ...shape, points: shape.points.map(([x, y]) => [width - x, y] as const) };
}

function arrivals(chart: Extract<Chart, { kind: 'arrivals' }>, say: Say): Drawing {
  const { points, language, timeZone } = chart;
  const height = 675;
  const bottom = height - 82;
  const total = points.at(-1)?.count ?? 0;
  const title = say('arrivalsTitle', { day: dayOf(chart.date, language) });
  const line = [isolated(chart.workshop), say('arrivedOf', { arrived: total, expected: chart.expected })].join(' · ');
  if (points.length === 0) return framed(chart, height, title, line, [middle(say('nobodyYet'), (top + bottom) / 2)]);

  const ticks = roundTicks(total);
  const highest = ticks.at(-1) as number;
  const left = edge + Math.max(...ticks.map((tick) => widthOf(wholeNumber(tick, language), 18, 400))) + 14;
  const right = width - edge;
  const first = (points[0] as { at: number }).at;
  const last = (points.at(-1) as { at: number }).at;
  const x = (at: number): number => left + ((at - first) / Math.max(1, last - first)) * (right - left);
  const y = (count: number): number => bottom - (count / highest) * (bottom - top);
  const curve = points.map(({ at, count }) => [x(at), y(count)] as const);
  const every = Math.max(1, Math.ceil(points.length / 9));
  return framed(chart, height, title, line, [
    ...ticks.flatMap((tick): Shape[] => [
      { kind: 'line', points: [[left, y(tick)], [right, y(tick)]], stroke: colour('line'), width: tick === 0 ? 2 : 1 },
      { kind: 'text', x: left - 14, y: y(tick) + 6, text: wholeNumber(tick, language), size: 18, weight: 400, fill: colour('text-quiet'), anchor: 'end' },
    ]),
    { kind: 'area', points: [[left, bottom], ...curve, [right, bottom]], fill: colour('brand-faint') },
    { kind: 'line', points: curve, stroke: colour('brand'), width: 4 },
    ...points.flatMap(({ at }, index): Shape[] => (index % every === 0
      ? [{ kind: 'text', x: x(at), y: bottom + 34, text: timeOfDay(new Date(at).toISOString(), language, timeZone), size: 18, weight: 400, fill: colour('text-quiet'), anchor: index === 0 ? 'start' : x(at) > right - 30 ? 'end' : 'middle' }]
      : [])),
    { kind: 'text', x: right, y: y(total) - 16, text: wholeNumber(total, language), size: 26, weight: 650, fill: colour('brand-strong'), anchor: 'end' },
  ]);
}

function sessions(chart: Extract<Chart, { kind: 'sessions' }>, say: Say): Drawing {
  const { sessions: list, language } = chart;
  const rowHeight = 58;
  const height = Math.max(320, top + 46 + list.length * rowHeight + 40);
  const title = say('sessionsTitle');
  if (list.length === 0) return framed(chart, height, title, isolated(chart.workshop), [middle(say('nobodyYet'), height / 2)]);
  const numbers = list.map(({ arrived, expected }) => `${wholeNumber(arrived, language)} / ${wholeNumber(expected, language)}`);
  const highest = Math.max(1, ...list.map(({ arrived, expected }) => Math.max(arrived, expected)));
  const names = 400;
  const left = edge + names + 24;
  const right = width - edge - Math.max(...numbers.map((number) => widthOf(number, 20, 650))) - 18;
  const long = (count: number): number => left + (count / highest) * (right - left);
  const bar = (from: number, to: number, y: number, fill: string): Shape => ({ kind: 'area', points: [[from, y], [to, y], [to, y + 30], [from, y + 30]], fill });
  const legend = (x: number, fill: string, key: 'cameLegend' | 'registered'): Shape[] => [
    { kind: 'area', points: [[x, top - 4], [x + 22, top - 4], [x + 22, top + 14], [x, top + 14]], fill },
    { kind: 'text', x: x + 32, y: top + 12, text: say(key), size: 18, weight: 400, fill: colour('text-quiet'), anchor: 'start' },
  ];
  return framed(chart, height, title, isolated(chart.workshop), [
    ...legend(left, colour('brand'), 'cameLegend'),
    ...legend(left + 70 + widthOf(say('cameLegend'), 18, 400), colour('line'), 'registered'),
    ...list.flatMap(({ title: name, room, arrived, expected }, index): Shape[] => {
      const y = top + 46 + index * rowHeight;
      return [
        { kind: 'text', x: edge, y: y + 14, text: isolated(shortened(name, names, 19, 650)), size: 19, weight: 650, fill: colour('text'), anchor: 'start' },
        { kind: 'text', x: edge, y: y + 36, text: isolated(shortened(room, names, 16, 400)), size: 16, weight: 400, fill: colour('text-quiet'), anchor: 'start' },
        bar(left, long(expected), y, colour('line')),
        bar(left, long(arrived), y, colour('brand')),
        { kind: 'text', x: Math.max(long(expected), long(arrived)) + 14, y: y + 22, text: numbers[index] as string, size: 20, weight: 650, fill: colour('text'), anchor: 'start' },
      ];
    }),
  ]);
}

/** A text of somebody else's, whose direction turns nothing around it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

function middle(text: string, y: number): Shape {
  return { kind: 'text', x: width / 2, y, text, size: 24, weight: 400, fill: colour('text-quiet'), anchor: 'middle' };
}
