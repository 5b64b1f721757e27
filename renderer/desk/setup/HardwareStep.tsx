import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { Workshop } from '@shared/contract/values';
import { CameraCheck } from './checks/CameraCheck';
import { ClockCheck } from './checks/ClockCheck';
import { DiskCheck } from './checks/DiskCheck';
import { DisplayCheck } from './checks/DisplayCheck';
import { PrinterCheck } from './checks/PrinterCheck';
import { ScannerCheck } from './checks/ScannerCheck';
import classes from './Step.module.css';

/** Everything that is plugged into this computer, tried for real. */
export function HardwareStep({ bridge, workshop }: { bridge: ChampionsBridge; workshop: Workshop | null }) {
  return (
    <div className={classes.cards}>
      <CameraCheck bridge={bridge} />
      <ScannerCheck prefixes={workshop && workshop.ticketPrefix !== '' ? [workshop.ticketPrefix] : []} />
      <PrinterCheck bridge={bridge} />
      <DisplayCheck bridge={bridge} />
      <ClockCheck timeZone={workshop?.timeZone} />
      <DiskCheck bridge={bridge} />
    </div>
  );
}
