import type { KioskHealth } from '@shared/contract/appChannels';
import { useKiosk } from '../frame/KioskContext';
import { AgendaScreen } from './AgendaScreen';
import { CertificateScreen } from './CertificateScreen';
import { CodeEntry } from './CodeEntry';
import { HelpScreen } from './HelpScreen';
import { NameScreen } from './NameScreen';
import { StaffScreen } from './StaffScreen';
import { WalkInScreen } from './WalkInScreen';
import { WelcomeScreen } from './WelcomeScreen';

/**
 * The screens of a visit. They come as a bundle of their own, with the keyboards of seven languages: a kiosk must
 * answer its first scan before it has read all that.
 */
export default function VisitScreens({ onCode, health, camera }: { onCode(text: string): void; health: KioskHealth | null; camera: boolean }) {
  const { state, station } = useKiosk();
  const { name, walkIn, help, staff, certificate } = state.children;
  if (state.matches({ visiting: 'finding' }) && name) return <NameScreen name={name} />;
  if (state.matches({ visiting: 'registering' }) && walkIn) return <WalkInScreen walkIn={walkIn} />;
  if (state.matches({ visiting: 'helping' }) && help) return <HelpScreen help={help} />;
  if (state.matches({ visiting: 'staff' }) && staff) return <StaffScreen staff={staff} health={health} camera={camera} />;
  if (state.matches({ visiting: 'certificate' }) && certificate) return <CertificateScreen certificate={certificate} />;
  if (state.matches({ visiting: 'agenda' })) return <AgendaScreen />;
  if (state.matches({ visiting: 'typing' })) return <CodeEntry direction={station.direction} onEnter={onCode} />;
  return <WelcomeScreen />;
}
