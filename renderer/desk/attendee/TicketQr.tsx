import qrcode from 'qrcode-generator';
import { QrPicture } from '@ui/QrPicture';

/** A ticket of digits as a QR code. */
export function TicketQr({ code, label }: { code: string; label: string }) {
  const qr = qrcode(0, 'M');
  qr.addData(code, 'Numeric');
  qr.make();
  return <QrPicture qr={qr} label={label} testId="ticket-qr" />;
}
