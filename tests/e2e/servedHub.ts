import type { ChildProcess } from 'node:child_process';

/** What a hub that was started says of itself, once it serves. */
export function served(hub: ChildProcess): Promise<{ enrolment: string; tls: boolean; port: number }> {
  return new Promise((resolve, reject) => {
    let said = '';
    hub.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.includes('\n')) resolve(JSON.parse(said.slice(0, said.indexOf('\n'))) as { enrolment: string; tls: boolean; port: number });
    });
    hub.once('close', () => reject(new Error(`The hub ended before it served: ${said}`)));
  });
}
