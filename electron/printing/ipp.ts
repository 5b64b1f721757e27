import http from 'node:http';
import https from 'node:https';
import ipp from 'ipp';

/** The Internet Printing Protocol (RFC 8010) to a printer or to CUPS: the library writes and reads the messages, this sends them. */

export type IppValue = string | number | boolean | string[] | number[];
export type IppGroup = Record<string, IppValue>;

export interface IppAnswer {
  statusCode: string;
  /** Attributes of the printer or printers, of the job or jobs; one group or several. */
  'printer-attributes-tag'?: IppGroup | IppGroup[];
  'job-attributes-tag'?: IppGroup | IppGroup[];
}

/** Nobody was there to take the request: it has had no effect. */
export class PrinterUnreachable extends Error {
  override readonly name = 'PrinterUnreachable';
}

/** The request left, and no answer came: it may have had its effect. */
export class PrinterSilent extends Error {
  override readonly name = 'PrinterSilent';
}

/** It is busy with another job, or cannot take one now: a later try may go. It has had no effect. */
export class PrinterBusy extends Error {
  override readonly name = 'PrinterBusy';
}

const later = /^server-error-(busy|temporary-error|service-unavailable|not-accepting-jobs|printer-is-deactivated)/;

/** The printer or the spooler said no. */
export class PrinterRefused extends Error {
  override readonly name = 'PrinterRefused';
  constructor(
    readonly status: string,
    operation: string,
  ) {
    super(`The printer answered "${status}" to ${operation}.`);
  }
}

// Newer than the library: without it a spooler may shrink a page to the printable area.
const jobTemplate = (ipp.attributes as Record<string, Record<string, unknown>>)['Job Template'];
if (jobTemplate) jobTemplate['print-scaling'] ??= { type: 'keyword', tag: 0x44, min: 1, max: 1023 };

// CUPS's own, which the standard does not have.
(ipp.operations as Record<string, number>)['CUPS-Get-Printers'] ??= 0x4002;

const answerMilliseconds = 15_000;
const sendMilliseconds = 60_000;
let nextId = 1;

export interface IppRequest {
  operation: string;
  /** Beside charset, language and the printer's address. */
  attributes?: Record<string, IppValue>;
  job?: Record<string, IppValue>;
  document?: Buffer;
}

/**
 * Asks a printer.
 *
 * @param uri `ipp:`, `ipps:`, `http:` or `https:`.
 * @throws PrinterUnreachable, PrinterSilent, PrinterBusy, PrinterRefused
 */
export async function askPrinter(uri: string, { operation, attributes = {}, job, document }: IppRequest): Promise<IppAnswer> {
  const body = ipp.serialize({
    version: '2.0',
    operation,
    id: nextId++,
    'operation-attributes-tag': { 'attributes-charset': 'utf-8', 'attributes-natural-language': 'en', 'printer-uri': ippUri(uri), ...attributes },
    ...(job ? { 'job-attributes-tag': job } : {}),
    ...(document ? { data: document } : {}),
  });
  const bytes = await post(uri, body, document ? sendMilliseconds : answerMilliseconds);
  let answer: IppAnswer;
  try {
    answer = ipp.parse(bytes) as unknown as IppAnswer;
  } catch (error) {
    throw new PrinterSilent(`What ${uri} answered is no answer of a printer (${String((error as Error).message ?? error)}).`);
  }
  if (later.test(answer.statusCode)) throw new PrinterBusy(`The printer answered "${answer.statusCode}" to ${operation}.`);
  if (!answer.statusCode?.startsWith('successful')) throw new PrinterRefused(answer.statusCode ?? 'nothing', operation);
  return answer;
}

/** Printers are known by ipp: addresses, however they are reached. */
function ippUri(uri: string): string {
  return uri.replace(/^http(s?):/, 'ipp$1:');
}

function post(uri: string, body: Buffer, limit: number): Promise<Buffer> {
  const url = new URL(uri.replace(/^ipp(s?):/, 'http$1:'));
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let sent = false;
    const failed = (error: Error): void => reject(sent ? new PrinterSilent(`${url.host}: ${error.message}`) : new PrinterUnreachable(`${url.host}: ${error.message}`));
    const request = (secure ? https : http).request(
      {
        host: url.hostname,
        port: url.port || 631,
        path: url.pathname,
        method: 'POST',
        headers: { 'Content-Type': 'application/ipp', 'Content-Length': body.length },
        timeout: limit,
        // Printers sign their certificates themselves; nothing secret goes to them but what they print.
        ...(secure ? { rejectUnauthorized: false } : {}),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', failed);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks));
          else reject(new PrinterRefused(`HTTP ${response.statusCode}`, 'a request'));
        });
      },
    );
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => (sent = true));
      else sent = true;
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${limit / 1_000} s`)));
    request.on('error', failed);
    request.end(body);
  });
}

export function groupsOf(groups: IppGroup | IppGroup[] | undefined): IppGroup[] {
  return groups === undefined ? [] : Array.isArray(groups) ? groups : [groups];
}

export function textsOf(value: IppValue | undefined): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String).filter((each) => each !== 'none');
}

export function textOf(value: IppValue | undefined): string {
  return textsOf(value)[0] ?? '';
}
