import classes from './QrPicture.module.css';

/** Light modules around a code, as ISO/IEC 18004 asks for. */
const quiet = 4;

/** A QR code, dark on light in every colour scheme, as readers expect it. */
export function QrPicture({ qr, label, testId }: { qr: { getModuleCount(): number; isDark(row: number, column: number): boolean }; label: string; testId: string }) {
  const size = qr.getModuleCount();
  let path = '';
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (qr.isDark(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  const side = size + 2 * quiet;
  return (
    <svg className={classes.qr} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges" data-testid={testId}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
