import { type Segment, MOST_SEGMENTS, readOutline, tooDetailed } from './outline';
import { type Look, lookOf, type Paint, plainLook } from './look';
import { type Matrix, multiplied, readTransform } from './transform';
import { outlineOfShape } from './shapes';
import { readXml, SvgProblem, type XmlElement } from './xml';

/** One drawn line or surface, in the image's own units. */
export interface SvgShape extends Paint {
  segments: Segment[];
}

/** What can be drawn of an SVG, from 0, 0 at its top left. */
export interface SvgImage {
  width: number;
  height: number;
  shapes: SvgShape[];
}

/** What says something about a drawing and draws nothing. */
const silent = new Set(['title', 'desc', 'metadata', 'defs']);
const groups = new Set(['svg', 'g', 'switch', 'a']);
const FARTHEST = 1e6;

/**
 * Reads paths, basic shapes and groups, with plain colours. Whatever could run, be loaded from elsewhere, or look other
 * on paper than on a screen is refused.
 *
 * @throws SvgProblem
 */
export function readSvg(text: string): SvgImage {
  const root = readXml(text);
  if (root.name !== 'svg') throw new SvgProblem('It is no SVG. Save it as SVG or PNG and add it again.');
  checkAll(root);
  const [left, top, width, height] = viewOf(root);
  const shapes: SvgShape[] = [];
  let count = 0;
  const draw = (element: XmlElement, matrix: Matrix, inherited: Look): void => {
    if (silent.has(element.name) || element.name.includes(':')) return;
    const look = lookOf(element, inherited);
    if (look.hidden) return;
    const placed = multiplied(matrix, readTransform(element.attributes.get('transform') ?? ''));
    if (groups.has(element.name)) {
      for (const child of element.children) draw(child, placed, look);
      return;
    }
    const segments = element.name === 'path' ? readOutline(element.attributes.get('d') ?? '') : outlineOfShape(element);
    if (segments.length === 0 || (look.fill === null && look.stroke === null)) return;
    count += segments.length;
    if (count > MOST_SEGMENTS) throw tooDetailed();
    const { fill, fillRule, stroke, lineCap, lineJoin } = look;
    const [a, b, c, d] = placed;
    shapes.push({ segments: segments.map(({ op, points }) => ({ op, points: moved(points, placed) })), fill, fillRule, stroke, strokeWidth: look.strokeWidth * Math.sqrt(Math.abs(a * d - b * c)), lineCap, lineJoin });
  };
  draw(root, [1, 0, 0, 1, -left, -top], plainLook);
  if (shapes.length === 0) throw new SvgProblem('There is nothing in it to draw. Turn its texts into paths, or save it as PNG.');
  return { width, height, shapes };
}

function moved(points: readonly number[], [a, b, c, d, e, f]: Matrix): number[] {
  const result: number[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at] as number, points[at + 1] as number];
    result.push(a * x + c * y + e, b * x + d * y + f);
  }
  if (!result.every((value) => Math.abs(value) < FARTHEST)) throw new SvgProblem('It draws far outside of itself. Save it as PNG, or as "plain SVG".');
  return result;
}

function viewOf({ attributes }: XmlElement): [number, number, number, number] {
  const view = attributes.get('viewBox')?.trim().split(/[\s,]+/).map(Number);
  const [left = 0, top = 0, width = Number.NaN, height = Number.NaN] = view ?? [0, 0, length(attributes.get('width')), length(attributes.get('height'))];
  const isRight = [left, top, width, height].every(Number.isFinite) && width > 0 && height > 0 && width < FARTHEST && height < FARTHEST;
  if (!isRight) throw new SvgProblem('It does not say how large it is. Save it once more with a viewBox, or as PNG.');
  return [left, top, width, height];
}

/** Only of what stands beside it does a unit say something, so it is left out. */
function length(text = ''): number {
  return /^\s*\d*\.?\d+(px|pt|mm|cm|in)?\s*$/.test(text) ? Number.parseFloat(text) : Number.NaN;
}

const refused: Record<string, string> = {
  script: 'It has a script in it. Save it as PNG, or as "plain SVG".',
  foreignObject: 'It has a page of another kind in it. Save it as PNG.',
  style: 'It takes its colours from a style sheet. Save it with "presentation attributes", or as PNG.',
  text: 'It has text that needs a font. Turn text into paths, or save it as PNG.',
  tspan: 'It has text that needs a font. Turn text into paths, or save it as PNG.',
  image: 'It has another image in it. Save the whole as PNG.',
  use: 'It draws parts by reference. Save it as "plain SVG", or as PNG.',
  animate: 'It moves. Save it as PNG.',
  animateTransform: 'It moves. Save it as PNG.',
  set: 'It moves. Save it as PNG.',
};
/** A printer's own smooth colours differ from one to the next, and an approximation of ours would show bands. */
const gradients = 'It has gradients or patterns. Save it as PNG, or fill it with plain colours.';
const drawn = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);
/** In definitions that nothing refers to, they do no harm. */
const effects = new Set(['linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask', 'filter', 'pattern', 'marker', 'symbol']);

/** Looks at every element and attribute, drawn or not. */
function checkAll(element: XmlElement, inDefinitions = false): void {
  const { name, attributes, children } = element;
  const sentence = Object.hasOwn(refused, name.replace(/^\w+:/, '')) ? refused[name.replace(/^\w+:/, '')] : undefined;
  if (sentence) throw new SvgProblem(sentence);
  const known = groups.has(name) || silent.has(name) || drawn.has(name) || name.includes(':') || inDefinitions;
  if (/^(linear|radial)Gradient$/.test(name) && !inDefinitions) throw new SvgProblem(gradients);
  if (effects.has(name) && !inDefinitions) throw new SvgProblem('It has effects such as masks or filters. Save it as PNG.');
  if (!known) throw new SvgProblem(`It has a part "${name.slice(0, 40)}" that cannot be printed. Save it as PNG.`);
  for (const [attribute, value] of attributes) {
    if (/^on/i.test(attribute)) throw new SvgProblem('It has a script in it. Save it as PNG, or as "plain SVG".');
    if (/(^|:)href$/i.test(attribute) && !(inDefinitions && value.startsWith('#'))) throw new SvgProblem('It refers to something outside of itself. Save it as PNG, or as "plain SVG".');
    if (/^(fill|stroke)$/.test(attribute) ? /url\s*\(/i.test(value) : attribute === 'style' && /(^|;)\s*(fill|stroke)\s*:\s*url\s*\(/i.test(value)) throw new SvgProblem(gradients);
    if (/url\s*\(|@import|expression\s*\(|javascript:/i.test(value) && !attribute.startsWith('xmlns')) throw new SvgProblem('It has effects or references. Save it as PNG.');
  }
  for (const child of children) checkAll(child, inDefinitions || name === 'defs' || name === 'metadata');
}
