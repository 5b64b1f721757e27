/**
 * What a spreadsheet might run when it opens a text: it begins with a formula's sign, as ASCII or as East Asian
 * keyboards type it, behind any white space; or with a tab or a line end, which some take off before they look.
 * (OWASP, "CSV Injection"; CWE-1236.)
 */
// oxlint-disable-next-line no-control-regex -- NUL is skipped by some readers, too
const runs = /^(?:[\s\u0000\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;

/**
 * A text that no spreadsheet takes for a formula: with an apostrophe in front, as Excel itself writes it. Nothing else
 * of it changes, so a phone number keeps its plus, its zeros and its hyphens: without the apostrophe, Excel would
 * reckon `+82-10-1234` out and round the rest. Numbers never come here: they are cells of their own kind.
 */
export function defused(text: string): string {
  return runs.test(text) ? `'${text}` : text;
}
