// One WebSocket at a time; a closed one says nothing any more.

import { parseFrame, type ClientFrame, type ServerFrame } from '../chat/protocol';

export interface SocketEvents {
  opened: () => void;
  closed: () => void;
  frame: (frame: ServerFrame) => void;
}

export class ChatSocket {
  private socket?: WebSocket;

  constructor(
    private readonly url: () => string,
    private readonly events: SocketEvents,
  ) {}

  open(): void {
    this.close();
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.url());
    } catch {
      // The page's content security policy forbids it; later tries say the same, slower and slower.
      queueMicrotask(this.events.closed);
      return;
    }
    this.socket = socket;
    const ifCurrent = (act: () => void) => () => {
      if (this.socket === socket) act();
    };
    socket.onopen = ifCurrent(this.events.opened);
    socket.onclose = ifCurrent(() => {
      this.socket = undefined;
      this.events.closed();
    });
    socket.onmessage = (event) => {
      const frame = typeof event.data === 'string' ? parseFrame(event.data) : undefined;
      if (frame && this.socket === socket) this.events.frame(frame);
    };
  }

  send(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  close(): void {
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
