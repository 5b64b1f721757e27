import { SvgProblem, type XmlElement } from './xml';

/** How a shape is painted. */
export interface Paint {
  fill: string | null;
  fillRule: 'nonzero' | 'evenodd';
  stroke: string | null;
  strokeWidth: number;
  lineCap: 'butt' | 'round' | 'square';
  lineJoin: 'miter' | 'round' | 'bevel';
}

/** How an element looks; what it does not say it has from those around it. */
export interface Look extends Paint {
  hidden: boolean;
}

export const plainLook: Look = { fill: '#000000', fillRule: 'nonzero', stroke: null, strokeWidth: 1, lineCap: 'butt', lineJoin: 'miter', hidden: false };

/** Of an element, by its attributes and its `style`. @throws SvgProblem */
export function lookOf({ attributes }: XmlElement, inherited: Look): Look {
  const said = new Map(attributes);
  for (const declaration of (attributes.get('style') ?? '').split(';')) {
    const [property, ...value] = declaration.split(':');
    if (property && value.length > 0) said.set(property.trim().toLowerCase(), value.join(':').replace(/!important/, '').trim());
  }
  for (const property of ['opacity', 'fill-opacity', 'stroke-opacity']) {
    const value = said.get(property);
    if (value !== undefined && Number(value.replace(/%$/, '')) !== (value.endsWith('%') ? 100 : 1)) throw new SvgProblem('It is see-through in places, which printers differ in. Save it as PNG.');
  }
  const width = said.get('stroke-width');
  const strokeWidth = width === undefined ? inherited.strokeWidth : Number.parseFloat(width);
  if (!Number.isFinite(strokeWidth) || strokeWidth < 0) throw new SvgProblem('The width of one of its lines cannot be read. Save it as PNG.');
  const one = <T extends string>(property: string, choices: readonly T[], before: T): T => choices.find((choice) => choice === said.get(property)) ?? before;
  return {
    fill: said.has('fill') ? readColour(said.get('fill') as string, inherited.fill) : inherited.fill,
    fillRule: one('fill-rule', ['nonzero', 'evenodd'], inherited.fillRule),
    stroke: said.has('stroke') ? readColour(said.get('stroke') as string, inherited.stroke) : inherited.stroke,
    strokeWidth,
    lineCap: one('stroke-linecap', ['butt', 'round', 'square'], inherited.lineCap),
    lineJoin: one('stroke-linejoin', ['miter', 'round', 'bevel'], inherited.lineJoin),
    hidden: inherited.hidden || said.get('display') === 'none' || said.get('visibility') === 'hidden',
  };
}

const names: Record<string, string> = {
  black: '#000000', white: '#FFFFFF', red: '#FF0000', green: '#008000', blue: '#0000FF', yellow: '#FFFF00', orange: '#FFA500', purple: '#800080', gray: '#808080', grey: '#808080',
  silver: '#C0C0C0', maroon: '#800000', navy: '#000080', teal: '#008080', olive: '#808000', lime: '#00FF00', aqua: '#00FFFF', cyan: '#00FFFF', fuchsia: '#FF00FF', magenta: '#FF00FF',
  gold: '#FFD700', brown: '#A52A2A', pink: '#FFC0CB', darkblue: '#00008B', darkgreen: '#006400', darkred: '#8B0000', lightgray: '#D3D3D3', lightgrey: '#D3D3D3', currentcolor: '#000000',
};

function readColour(text: string, inherited: string | null): string | null {
  const value = text.trim().toLowerCase();
  if (value === 'none' || value === 'transparent') return null;
  if (value === 'inherit') return inherited;
  if (/^#[0-9a-f]{6}$/.test(value)) return value.toUpperCase();
  if (/^#[0-9a-f]{3}$/.test(value)) return `#${value.slice(1).replaceAll(/./g, '$&$&')}`.toUpperCase();
  const rgb = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value);
  if (rgb) return `#${rgb.slice(1).map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  const named = Object.hasOwn(names, value) ? names[value] : undefined;
  if (named === undefined) throw new SvgProblem(`Its colour "${text.slice(0, 40)}" cannot be read. Save it with colours such as #0B6B75, or as PNG.`);
  return named;
}
