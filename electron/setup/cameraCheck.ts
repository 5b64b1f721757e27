import { BrowserWindow } from 'electron';
import { isKiosk } from '../windows/lockdown';

export interface CameraFinding {
  /** As the system names it; empty where it has no name. */
  label: string;
  width: number;
  height: number;
}

/**
 * Looks at the picture that each open kiosk has of its camera. Only kiosks may use cameras, so it is they who are
 * asked: a video that has a size and a live track is a camera that works.
 *
 * @returns how many kiosks are open, and the pictures of those that have one.
 */
export async function checkCameras(): Promise<{ kiosks: number; pictures: CameraFinding[] }> {
  const kiosks = BrowserWindow.getAllWindows().filter((window) => isKiosk(window.webContents.getURL()));
  const findings = await Promise.all(kiosks.map((window) => window.webContents.executeJavaScript(lookAtPicture).catch(() => null) as Promise<CameraFinding | null>));
  return { kiosks: kiosks.length, pictures: findings.filter((finding) => finding !== null) };
}

/** Runs in the kiosk's page. */
const lookAtPicture = `(() => {
  for (const video of document.querySelectorAll('video')) {
    const track = video.srcObject?.getVideoTracks?.().find((each) => each.readyState === 'live');
    if (track && video.videoWidth > 0 && video.readyState >= 2) return { label: track.label, width: video.videoWidth, height: video.videoHeight };
  }
  return null;
})()`;
