import type { Paper } from '@shared/contract/exports';
import type { Language } from '@shared/contract/values';
import { papers } from '@shared/domain/export/labelFormats';
import { directionOf, localeOf } from '@i18n/languages';

export function box(name: string, tag = 'div', text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

/** A name in any script, in its own direction and with its own language's letters. */
export function named(className: string, tag: string, text: string, language: Language | null): HTMLElement {
  const element = box(className, tag, text);
  element.dir = 'auto';
  if (language !== null) element.lang = language;
  return element;
}

/** A QR code with its quiet zone. */
export function qrPicture({ d, side }: { d: string; side: number }): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}

/** The document is in this language now, and printed on this paper, whatever the style sheet says. */
export function setPage(language: Language, paper: Paper): { width: number; height: number } {
  document.documentElement.lang = localeOf(language);
  document.documentElement.dir = directionOf(language);
  const { width, height } = papers[paper];
  // The last @page rule counts; a style element would need the page's nonce.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0; }`);
  document.adoptedStyleSheets = [sheet];
  return { width, height };
}
