import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { clientPortMessage, dropPortMessage } from '@shared/contract/storePorts';
import type { Role } from '@shared/contract/values';
import { channels } from './ipcChannels';
import type { StoreWindow } from './storeWindow';
import { roleOf, roleOfSender, type WindowRole } from './trustedSender';

/**
 * Gives windows their ports to the store, each bound to the role of its window, and new ones when the store was
 * started anew. The headless commands hold a port of their own, in the desk's role.
 */
export class PortBroker {
  private nextId = 1;
  /** Ports of windows, so that the store can let go of them when a page goes. */
  private readonly held = new Map<WebContents, number[]>();
  private readonly own: { role: Role; connect(port: MessagePortMain): void }[] = [];

  constructor(private readonly store: StoreWindow) {
    store.onStarted(() => this.reconnect());
    ipcMain.on(channels.requestPort, (event) => {
      let role: WindowRole;
      try {
        role = roleOfSender(event);
      } catch {
        return; // not one of ours: it gets nothing
      }
      if (role === 'locked') return; // it gets one when it is unlocked
      this.watch(event.sender);
      this.give(event.sender, role);
    });
  }

  /** A window has another role: its port of the old one is closed before it gets another, if it gets one. */
  renew(contents: WebContents): void {
    for (const id of this.held.get(contents) ?? []) this.store.send({ kind: dropPortMessage, id });
    if (this.held.has(contents)) this.held.set(contents, []);
    this.roles.delete(contents);
    const role = roleOf(contents);
    if (role === 'locked') return;
    this.watch(contents);
    this.give(contents, role);
  }

  /** The numbers of a window's ports. */
  portsOf(contents: WebContents): readonly number[] {
    return this.held.get(contents) ?? [];
  }

  /** A port for the main process itself, now and after each start of the store. */
  connectOwn(role: Role, connect: (port: MessagePortMain) => void): void {
    this.own.push({ role, connect });
    connect(this.open(role).port);
  }

  private open(role: Role): { id: number; port: MessagePortMain } {
    const { port1, port2 } = new MessageChannelMain();
    const id = this.nextId++;
    this.store.send({ kind: clientPortMessage, id, role }, port2);
    return { id, port: port1 };
  }

  private readonly roles = new Map<WebContents, Role>();

  private give(contents: WebContents, role: Role): void {
    const { id, port } = this.open(role);
    this.held.set(contents, [...(this.held.get(contents) ?? []), id]);
    this.roles.set(contents, role);
    contents.postMessage(channels.port, null, [port]);
  }

  private watch(contents: WebContents): void {
    if (this.held.has(contents)) return;
    this.held.set(contents, []);
    const drop = (): void => {
      for (const id of this.held.get(contents) ?? []) this.store.send({ kind: dropPortMessage, id });
      this.held.delete(contents);
      this.roles.delete(contents);
      contents.removeListener('did-start-navigation', onNavigation);
      contents.removeListener('render-process-gone', drop);
    };
    const onNavigation = (details: { isMainFrame: boolean; isSameDocument: boolean }): void => {
      if (details.isMainFrame && !details.isSameDocument) drop();
    };
    contents.on('did-start-navigation', onNavigation);
    contents.on('render-process-gone', drop);
    contents.once('destroyed', drop);
  }

  private reconnect(): void {
    for (const [contents, role] of this.roles) {
      this.held.set(contents, []);
      this.give(contents, role);
    }
    for (const { role, connect } of this.own) connect(this.open(role).port);
  }
}
