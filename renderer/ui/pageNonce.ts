/** The nonce under which the page's Content Security Policy lets styles in: the main process writes it into the head. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
