import classes from './Skyline.module.css';

/** A city at the foot of the screen. Decoration only. */
export function Skyline() {
  return (
    <svg className={classes.skyline} viewBox="0 0 1920 320" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
      <path
        className={classes.far}
        d="M0 320V214h66v-46h58v46h40v-92h70v92h52v-40h44v-58l26-26 26 26v58h60v76h70V132h82v118h60v-70h54v-52h60v122h84v-88l48-34 48 34v88h60v-60h72v-96h18V96h14v58h18v96h76v-54h70v54h56V170h80v80h58v-46h70v-64h66v64h62v46h44v70z"
      />
      <path
        className={classes.near}
        d="M0 320v-60h90v-52h76v52h64v-30h100v30h70v-74h88v74h80v-22h120v22h70v-62h46v-30h50v92h96v-36h130v36h64v-80h80v80h74v-26h112v26h84v-58h76v58h90v-34h100v34h70v-48h90v48h100v60z"
      />
    </svg>
  );
}
