/** A picture as a list of shapes, so that SVG and PNG show the same thing. */
export type Shape =
  | { kind: 'area'; points: readonly (readonly [number, number])[]; fill: string }
  | { kind: 'line'; points: readonly (readonly [number, number])[]; stroke: string; width: number }
  | { kind: 'text'; x: number; y: number; text: string; size: number; weight: 400 | 650; fill: string; anchor: 'start' | 'middle' | 'end' };

export interface Drawing {
  width: number;
  height: number;
  ground: string;
  /** Of the texts: `start` and `end` are of this direction. */
  direction: 'ltr' | 'rtl';
  language: string;
  title: string;
  shapes: readonly Shape[];
}

const fonts = "'Noto Sans Variable', 'Noto Sans', 'Noto Sans Arabic Variable', 'Noto Sans KR Variable', 'Noto Sans SC Variable', 'Noto Sans CJK KR', 'Segoe UI', system-ui, sans-serif";

/** The picture as an SVG file. */
export function svgOf({ width, height, ground, direction, language, title, shapes }: Drawing): string {
  const parts = shapes.map((shape) => {
    switch (shape.kind) {
      case 'area':
        return `<polygon points="${pointList(shape.points)}" fill="${shape.fill}"/>`;
      case 'line':
        return `<polyline points="${pointList(shape.points)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.width}" stroke-linejoin="round"/>`;
      case 'text':
        return `<text x="${round(shape.x)}" y="${round(shape.y)}" font-size="${shape.size}" font-weight="${shape.weight}" fill="${shape.fill}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`;
    }
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:lang="${language}" direction="${direction}" font-family="${fonts}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** The picture as a PNG in base64. @param scale pixels for each of its own. */
export function pngOf({ width, height, ground, direction, shapes }: Drawing, scale: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.scale(scale, scale);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  pen.direction = direction;
  pen.lineJoin = 'round';
  for (const shape of shapes) {
    if (shape.kind === 'text') {
      pen.font = `${shape.weight} ${shape.size}px ${fonts}`;
      pen.fillStyle = shape.fill;
      pen.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      pen.fillText(shape.text, shape.x, shape.y);
      continue;
    }
    pen.beginPath();
    for (const [x, y] of shape.points) pen.lineTo(x, y);
    if (shape.kind === 'area') {
      pen.fillStyle = shape.fill;
      pen.fill();
    } else {
      pen.strokeStyle = shape.stroke;
      pen.lineWidth = shape.width;
      pen.stroke();
    }
  }
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}

/** How wide a text is. The fonts must be there. */
export function widthOf(text: string, size: number, weight: 400 | 650): number {
  const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  pen.font = `${weight} ${size}px ${fonts}`;
  return pen.measureText(text).width;
}

/** A text that is no wider than its room, with dots for what had to go. */
export function shortened(text: string, room: number, size: number, weight: 400 | 650): string {
  if (widthOf(text, size, weight) <= room) return text;
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size, weight) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function pointList(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML takes none of these
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
