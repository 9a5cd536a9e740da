// One connection of sound to the server: offers once, with its candidates inside, and takes one answer.
const gatherMs = 500;

export interface PeerListener {
  onOffer: (sdp: string) => void;
  onTransport: (state: 'connected' | 'disconnected' | 'failed') => void;
  onSound: (stream: MediaStream) => void;
  onFailure: () => void;
}

export class Peer {
  private readonly connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  private readonly sender: RTCRtpSender;
  private isOver = false;

  constructor(
    track: MediaStreamTrack,
    private readonly listener: PeerListener,
  ) {
    this.sender = this.connection.addTransceiver(track, { direction: 'sendrecv' }).sender;
    this.connection.ontrack = ({ track: heard }) => listener.onSound(new MediaStream([heard]));
    this.connection.onconnectionstatechange = () => {
      const state = this.connection.connectionState;
      if (this.isOver) return;
      if (state === 'connected' || state === 'disconnected' || state === 'failed')
        listener.onTransport(state);
    };
    void this.offer().catch(() => this.fail());
  }

  answer(sdp: string): void {
    this.connection.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.fail());
  }

  speakInto(track: MediaStreamTrack): void {
    void this.sender.replaceTrack(track).catch(() => this.fail());
  }

  close(): void {
    this.isOver = true;
    this.connection.close();
  }

  private async offer(): Promise<void> {
    await this.connection.setLocalDescription();
    await this.gathered();
    const sdp = this.connection.localDescription?.sdp;
    if (sdp && !this.isOver) this.listener.onOffer(sdp);
  }

  // The server answers whoever reaches it and needs no candidates: no reason to wait long for them.
  private gathered(): Promise<void> {
    return new Promise((resolve) => {
      if (this.connection.iceGatheringState === 'complete') return resolve();
      const timer = setTimeout(resolve, gatherMs);
      this.connection.onicegatheringstatechange = () => {
        if (this.connection.iceGatheringState !== 'complete') return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private fail(): void {
    if (!this.isOver) this.listener.onFailure();
  }
}
