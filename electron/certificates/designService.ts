import { app } from 'electron';
import type { AppNotice } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { designChannels, DesignSettings } from '@shared/contract/designSettings';
import type { Handlers } from '../windows/appChannelService';
import { bundledDesigns, loadDesign, saveDesign } from './designSettings';
import { imageBytes, imagesFolderOf, keepImage } from './images/imageFiles';
import type { Previews } from './previews';

interface Surroundings {
  dataFolder: string;
  previews: Previews;
  note(notice: Omit<AppNotice, 'at'>): void;
}

/** What the editor of designs asks of the main process: files of the data folder. */
export class DesignService {
  private told = false;

  constructor(private readonly around: Surroundings) {
    this.load();
  }

  get handlers(): Pick<Handlers, keyof typeof designChannels> {
    const { dataFolder, previews } = this.around;
    return {
      'design.load': () => ({ settings: this.load(), bases: bundledDesigns(app.getAppPath()) }),
      'design.save': ({ settings }) => this.save(settings),
      'design.addImage': async ({ name, bytes }) => {
        const image = await previews.image(name, bytes);
        this.onDisk(() => keepImage(imagesFolderOf(dataFolder), image));
        return { id: image.id, width: image.width, height: image.height };
      },
      'design.image': ({ id }) => {
        const bytes = imageBytes(imagesFolderOf(dataFolder), id);
        return bytes && { bytes };
      },
    };
  }

  /** One that cannot be read is told once. */
  private load(): DesignSettings {
    const { settings, problem } = loadDesign(this.around.dataFolder);
    if (problem !== null && !this.told) this.around.note({ level: 'warning', code: 'design_damaged', message: problem });
    this.told = problem !== null;
    return settings;
  }

  private save(settings: DesignSettings): null {
    const folder = imagesFolderOf(this.around.dataFolder);
    const named = [...Object.values(settings.images).flatMap((id) => id ?? []), ...(settings.design?.boxes ?? []).flatMap((box) => (box.kind === 'image' && box.image.includes('.') ? [box.image] : []))];
    if (named.some((id) => imageBytes(folder, id) === null)) throw new KioskError('invalid_request', 'An image of this design is not there any more. Add it again, then save.');
    this.onDisk(() => saveDesign(this.around.dataFolder, settings));
    this.told = false;
    return null;
  }

  private onDisk(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw new KioskError('internal', `It could not be written into ${this.around.dataFolder} (${(error as Error).message}). Make room on the disk and try again.`);
    }
  }
}
