import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createFolder, replaceFile } from '../../journal/segments';

/** A hub's key and certificate in PEM, and what devices pin of it. */
export interface HubCertificate {
  key: string;
  certificate: string;
  /** SHA-256 of the certificate (DER), base64url. */
  fingerprint: string;
}

/**
 * The certificate of a data folder, made at its first use: self-signed, EC P-256, `sync/hub-certificate.pem`, its key
 * beside it, both readable by their owner alone. It holds for decades, because devices pin it and laptops in the field
 * have wrong clocks.
 *
 * @throws for files that are damaged. They are not made anew: every device would have to be enrolled again.
 */
export async function hubCertificate(dataFolder: string): Promise<HubCertificate> {
  const folder = path.join(dataFolder, 'sync');
  const files = { key: path.join(folder, 'hub-key.pem'), certificate: path.join(folder, 'hub-certificate.pem') };
  if (!fs.existsSync(files.certificate)) {
    const made = await makeCertificate();
    createFolder(folder);
    replaceFile(files.key, made.key, 0o600);
    replaceFile(files.certificate, made.certificate, 0o600); // last: a crash before it leaves none, and both are made again
  }
  try {
    const key = fs.readFileSync(files.key, 'utf8');
    const certificate = fs.readFileSync(files.certificate, 'utf8');
    const parsed = new X509Certificate(certificate);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error('they do not belong together');
    return { key, certificate, fingerprint: fingerprintOf(parsed.raw) };
  } catch (error) {
    throw new Error(
      `${files.certificate} or ${files.key} is damaged (${(error as Error).message}). Put them back from a copy, or delete both and enrol every device again.`,
      { cause: error },
    );
  }
}

/** What is pinned of a certificate in DER. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('base64url');
}

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const commonName = '2.5.4.3';

/** X.509 as RFC 5280 has it, with an ECDSA signature (RFC 5758). The library is loaded when a certificate is made, once. */
async function makeCertificate(): Promise<{ key: string; certificate: string }> {
  const { AsnConvert } = await import('@peculiar/asn1-schema');
  const x509 = await import('@peculiar/asn1-x509');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const value = new x509.AttributeValue({ utf8String: 'Champions Kiosk hub' });
  const name = new x509.Name([new x509.RelativeDistinguishedName([new x509.AttributeTypeAndValue({ type: commonName, value })])]);
  const algorithm = new x509.AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new x509.Validity({ notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') }),
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), x509.SubjectPublicKeyInfo),
  });
  const signatureValue = signed(Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey);
  const der = Buffer.from(AsnConvert.serialize(new x509.Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue })));
  const body = (der.toString('base64').match(/.{1,64}/g) as string[]).join('\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

/** 126 random bits; positive, and never shorter, as DER wants no leading zeros. */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes.buffer;
}

function signed(bytes: Buffer, privateKey: KeyObject): ArrayBuffer {
  return new Uint8Array(sign('sha256', bytes, privateKey)).buffer;
}
