// The softphone: carries out what the state machine wants with the browser's microphone, connection and
// loudspeaker. Made while somebody is signed in; everything it holds goes with dispose().
import type { FeedCommand, FeedEvent } from '@/lib/contract';
import {
  isWanted,
  keepChoice,
  keepWanted,
  listDevices,
  openMicrophone,
  problemOf,
  readChoice,
} from './devices';
import type { Choice, Devices } from './devices';
import type { Senses } from './health';
import { LevelMeter } from './level-meter';
import { initialPhone, step } from './machine';
import type { PhoneEffect, PhoneEvent, PhoneState } from './machine';
import { Peer } from './peer';

export interface PhoneView {
  state: PhoneState;
  senses: Senses;
  choice: Choice;
  devices: Devices;
}

const pulseMs = 5_000;
const asleepMs = 20_000;
const noSenses: Senses = { isSoundBlocked: false, isMicrophoneMuted: false, isSilent: false };

export class Softphone {
  readonly meter = new LevelMeter((isSilent) => this.feel({ isSilent }));
  private view: PhoneView = {
    state: initialPhone,
    senses: noSenses,
    choice: readChoice(),
    devices: { microphones: [], loudspeakers: [] },
  };
  private readonly listeners = new Set<() => void>();
  private readonly speaker = new Audio();
  private microphone: MediaStream | null = null;
  private peer: Peer | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private lastPulse = Date.now();

  constructor(
    private readonly userId: string,
    private readonly send: (command: FeedCommand) => void,
  ) {}

  // On at once when this person has had it on in this browser.
  start(): void {
    this.speaker.autoplay = true;
    this.lastPulse = Date.now();
    this.pulse = setInterval(() => this.checkAwake(), pulseMs);
    navigator.mediaDevices?.addEventListener('devicechange', this.refreshDevices);
    document.addEventListener('visibilitychange', this.checkSound);
    if (isWanted(this.userId)) this.happened({ type: 'on' });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getView = (): PhoneView => this.view;

  readonly turnOn = (): void => {
    keepWanted(this.userId, true);
    this.happened({ type: 'on' });
  };

  readonly turnOff = (): void => {
    keepWanted(this.userId, false);
    this.happened({ type: 'off' });
  };

  // From a click: what the browser refused before is allowed now.
  readonly allowSound = (): void => void this.play();

  readonly choose = (part: Partial<Choice>): void => {
    const choice = { ...this.view.choice, ...part };
    keepChoice(choice);
    this.show({ choice });
    if (part.loudspeaker !== undefined) void this.useLoudspeaker();
    if (part.microphone !== undefined && this.microphone) void this.changeMicrophone();
  };

  feedIs(isOpen: boolean): void {
    if (isOpen !== this.view.state.isFeedOpen) this.happened({ type: 'feed', isOpen });
  }

  take(event: FeedEvent): void {
    if (event.type === 'softphone') this.happened({ type: 'told', what: event.what, sdp: event.sdp });
    if (event.type === 'softphone_quality') this.feel({ quality: event.quality });
  }

  dispose(): void {
    clearInterval(this.pulse);
    navigator.mediaDevices?.removeEventListener('devicechange', this.refreshDevices);
    document.removeEventListener('visibilitychange', this.checkSound);
    this.happened({ type: 'off' });
    this.listeners.clear();
  }

  private happened(event: PhoneEvent): void {
    const [state, effects] = step(this.view.state, event);
    if (state !== this.view.state) this.show({ state });
    effects.forEach((effect) => this.carryOut(effect));
  }

  private carryOut(effect: PhoneEffect): void {
    switch (effect.type) {
      case 'ask_microphone':
        void this.askMicrophone();
        break;
      case 'release_microphone':
        this.releaseMicrophone();
        break;
      case 'open':
        this.open();
        break;
      case 'answer':
        this.peer?.answer(effect.sdp);
        break;
      case 'close':
        this.close();
        break;
      case 'take_away':
        this.send({ type: 'softphone_close' });
        break;
      case 'timer':
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.happened({ type: 'due' }), effect.ms);
        break;
      case 'no_timer':
        clearTimeout(this.timer);
        break;
    }
  }

  private async askMicrophone(): Promise<void> {
    try {
      const stream = await openMicrophone(this.view.choice.microphone);
      if (this.view.state.status !== 'asking') return stream.getTracks().forEach((track) => track.stop());
      this.useMicrophone(stream);
      this.happened({ type: 'microphone' });
      await this.refreshDevices();
    } catch (error) {
      this.happened({ type: 'microphone_failed', problem: problemOf(error) });
    }
  }

  private async changeMicrophone(): Promise<void> {
    try {
      const stream = await openMicrophone(this.view.choice.microphone);
      if (!this.microphone) return stream.getTracks().forEach((track) => track.stop());
      this.useMicrophone(stream);
    } catch (error) {
      this.happened({ type: 'microphone_failed', problem: problemOf(error) });
    }
  }

  private useMicrophone(stream: MediaStream): void {
    const before = this.microphone;
    this.microphone = stream;
    const track = stream.getAudioTracks()[0];
    if (!track) return this.happened({ type: 'microphone_failed', problem: 'no_device' });
    const isCurrent = () => this.microphone === stream;
    track.onmute = () => isCurrent() && this.feel({ isMicrophoneMuted: true });
    track.onunmute = () => isCurrent() && this.feel({ isMicrophoneMuted: false });
    // Unplugged: another one will do, if there is one.
    track.onended = () => isCurrent() && void this.changeMicrophone();
    this.feel({ isMicrophoneMuted: track.muted, isSilent: false });
    this.peer?.speakInto(track);
    this.meter.listen(stream);
    before?.getTracks().forEach((each) => each.stop());
  }

  private releaseMicrophone(): void {
    const stream = this.microphone;
    this.microphone = null;
    stream?.getTracks().forEach((track) => track.stop());
    this.meter.stop();
    this.show({ senses: noSenses });
  }

  private open(): void {
    this.close();
    const track = this.microphone?.getAudioTracks()[0];
    if (!track) return this.happened({ type: 'microphone_failed', problem: 'device_gone' });
    try {
      const peer: Peer = new Peer(track, {
        onOffer: (sdp) => this.send({ type: 'softphone_offer', sdp }),
        onTransport: (state) => this.happened({ type: 'transport', state }),
        onFailure: () => this.happened({ type: 'peer_failed' }),
        onSound: (stream) => {
          if (peer !== this.peer) return;
          this.speaker.srcObject = stream;
          void this.useLoudspeaker().then(() => this.play());
        },
      });
      this.peer = peer;
    } catch {
      this.happened({ type: 'peer_failed' });
    }
  }

  private close(): void {
    const peer = this.peer;
    this.peer = null;
    peer?.close();
    this.speaker.srcObject = null;
    this.feel({ isSoundBlocked: false, quality: undefined });
  }

  private async play(): Promise<void> {
    if (!this.speaker.srcObject) return;
    try {
      await this.speaker.play();
      this.feel({ isSoundBlocked: false });
    } catch (error) {
      // Anything else was another sound coming in between.
      if (error instanceof DOMException && error.name === 'NotAllowedError')
        this.feel({ isSoundBlocked: true });
    }
  }

  private async useLoudspeaker(): Promise<void> {
    // Not in every browser; a loudspeaker that is gone leaves the system's own.
    await this.speaker.setSinkId?.(this.view.choice.loudspeaker).catch(() => undefined);
  }

  private readonly refreshDevices = async (): Promise<void> => {
    this.show({ devices: await listDevices().catch(() => this.view.devices) });
  };

  private readonly checkSound = (): void => {
    if (document.visibilityState !== 'visible') return;
    this.checkAwake();
    if (this.speaker.srcObject && this.speaker.paused) void this.play();
  };

  // A timer that comes much too late: the machine or the tab was asleep, and the server has given up on us.
  private checkAwake(): void {
    const now = Date.now();
    const isLate = now - this.lastPulse > asleepMs;
    this.lastPulse = now;
    if (isLate) this.happened({ type: 'slept' });
  }

  private feel(part: Partial<Senses>): void {
    const { senses } = this.view;
    const names = Object.keys(part) as (keyof Senses)[];
    if (names.some((name) => senses[name] !== part[name])) this.show({ senses: { ...senses, ...part } });
  }

  private show(part: Partial<PhoneView>): void {
    this.view = { ...this.view, ...part };
    this.listeners.forEach((listener) => listener());
  }
}
