/** The little of Electron's `Input` that says which key was pressed. */
export interface PressedKey {
  key: string;
  code: string;
  control: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
}

/** Keys that open, leave or turn something by themselves. The digits of Alt+number pads stay free: some scanners type so. */
const alone = /^(F([1-9]|1\d|2[0-4])|ContextMenu|PrintScreen|Browser\w+|Launch\w+|Power|Sleep|WakeUp|Zoom\w+|Help)$/;
const withAlt = /^(F\d+|Arrow(Left|Right)|Home|Space|Tab|Escape|Enter)$/;
/** Reload, close, quit, print, save, find, zoom, new windows and tabs, history, downloads, view source, hide, minimize, preferences. */
const withControl = /^(Key[DFGHLMNOPQRSTUW]|Digit[0-9]|Numpad(0|Add|Subtract)|Equal|Minus|Comma|Tab|Escape|PageUp|PageDown|Home|F\d+|Delete|Backquote)$/;
const withControlAndShift = /^(Key[A-Z]|Digit\d|Delete|Escape|Tab)$/;
/** By what they write, for layouts where the letter lies elsewhere. */
const written = new Set([...'dfghlnopqrstuw', '+', '-', '=', '0', ',']);
/** Scanners end a code with these two control characters, and some put a third between its parts: Ctrl+J, Ctrl+M, Ctrl+]. */
const ofScanners = new Set(['KeyJ', 'KeyM', 'BracketRight']);

/**
 * Whether a locked kiosk keeps a key from its page and from Electron. What types text or moves within the page goes
 * through, and so does all that scanners type. Keys that the operating system takes first never come here.
 */
export function isCaught({ key, code, control, meta, alt, shift }: PressedKey): boolean {
  if (alone.test(code) || alone.test(key)) return true;
  if (alt && control) return false; // AltGr, with which many layouts write
  if (alt) return withAlt.test(code);
  if (!control && !meta) return false;
  if (control && !shift && ofScanners.has(code)) return false;
  if (shift && withControlAndShift.test(code)) return true;
  return withControl.test(code) || written.has(key.toLowerCase());
}
