import qrcode from 'qrcode-generator';
import { QrPicture } from '@ui/QrPicture';

/** An enrolment line as a QR code. */
export function EnrolmentQr({ line, label }: { line: string; label: string }) {
  const qr = qrcode(0, 'M');
  qr.addData(line, 'Byte');
  qr.make();
  return <QrPicture qr={qr} label={label} testId="enrolment-qr" />;
}
