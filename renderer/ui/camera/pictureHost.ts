/** Width of the picture that is read, in pixels: html5-qrcode reads as many as its element is wide on the page. */
export const pictureWidth = 1_280;

/**
 * The element that the camera's picture is in. It is moved to where it is shown, and off the screen while it is not,
 * but never leaves the document: its video would stop.
 */
export class PictureHost {
  readonly element = document.createElement('div');
  private readonly parking = document.createElement('div');

  constructor() {
    this.parking.setAttribute('aria-hidden', 'true');
    // Laid out all the same: html5-qrcode reads nothing from an element without a size.
    Object.assign(this.parking.style, { position: 'fixed', left: '-10000px', top: '0', pointerEvents: 'none' });
    Object.assign(this.element.style, { width: `${pictureWidth}px`, transformOrigin: '0 0' });
    this.parking.append(this.element);
    document.body.append(this.parking);
  }

  /** Takes it off the page: no picture can be read any more. */
  remove(): void {
    this.element.remove();
    this.parking.remove();
  }

  /** Shows the picture in a place, as wide as that. @returns what takes it away again */
  show(place: HTMLElement, mirrored: boolean): () => void {
    const fit = (): void => {
      const width = place.clientWidth;
      const scale = width / pictureWidth;
      this.element.style.transform = mirrored ? `translateX(${width}px) scale(${-scale}, ${scale})` : `scale(${scale})`;
    };
    const observer = new ResizeObserver(fit);
    observer.observe(place);
    fit();
    place.append(this.element);
    return () => {
      observer.disconnect();
      if (this.element.parentElement === place) this.parking.append(this.element);
    };
  }
}
