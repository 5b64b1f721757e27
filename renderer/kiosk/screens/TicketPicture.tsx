import classes from './TicketPicture.module.css';

/** The modules of a made-up square code, row by row: it only has to look like one. */
const modules = [
  '1111111010110101111111', '1000001001011001000001', '1011101011001101011101', '1011101000110001011101', '1011101010101101011101',
  '1000001011010001000001', '1111111010101011111111', '0000000001101000000000', '1011011110010110110101', '0100100101101001001010',
  '1101101010011011010111', '0010010101100100101000', '1110101101011010110101', '0000000010110101001010', '1111111001101011010101',
  '1000001011010100101100', '1011101010101011111010', '1011101001010110010101', '1011101011101001101011', '1000001000110110100100',
  '1111111010101101011011', '1010101101010010101101',
];

/** All of them as one shape. */
const code = modules
  .flatMap((row, y) => [...row].map((module, x) => (module === '1' ? `M${x * 7.45} ${y * 7.45}h7.7v7.7h-7.7z` : '')))
  .join('');

/** A phone that shows a ticket, and the light of the scanner going over it, slowly. Decoration: the words say it all. */
export function TicketPicture() {
  return (
    <div className={classes.picture} aria-hidden="true">
      <svg viewBox="0 0 640 640" className={classes.svg} focusable="false">
        <circle className={classes.halo} cx="320" cy="330" r="268" />
        <circle className={classes.haloInner} cx="320" cy="330" r="208" />
        <g className={classes.phone}>
          <rect className={classes.body} x="186" y="66" width="268" height="500" rx="42" />
          <rect className={classes.screen} x="202" y="82" width="236" height="468" rx="28" />
          <rect className={classes.speaker} x="290" y="96" width="60" height="8" rx="4" />
          <rect className={classes.line} x="238" y="134" width="104" height="16" rx="8" />
          <rect className={classes.lineFaint} x="238" y="162" width="164" height="11" rx="5.5" />
          <g transform="translate(238 204)">
            <rect className={classes.paper} x="-14" y="-14" width="192" height="192" rx="18" />
            <path className={classes.module} d={code} />
          </g>
          <rect className={classes.lineFaint} x="238" y="412" width="164" height="11" rx="5.5" />
          <rect className={classes.lineFaint} x="238" y="436" width="116" height="11" rx="5.5" />
          <rect className={classes.button} x="238" y="478" width="164" height="40" rx="20" />
        </g>
        <g className={classes.corners}>
          <path d="M196 226v-26a16 16 0 0 1 16-16h26M402 184h26a16 16 0 0 1 16 16v26M444 348v26a16 16 0 0 1-16 16h-26M238 390h-26a16 16 0 0 1-16-16v-26" />
        </g>
      </svg>
      {/* A layer of its own, moved by the compositor: the page itself is left to the scans. */}
      <svg viewBox="0 0 640 640" className={`${classes.svg} ${classes.scan}`} focusable="false">
        <rect className={classes.light} x="158" y="0" width="324" height="92" />
        <rect className={classes.beam} x="146" y="90" width="348" height="6" rx="3" />
      </svg>
    </div>
  );
}
