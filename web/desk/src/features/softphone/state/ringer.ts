// The telephone's ring, made on the spot: two tones in a burst every three seconds, unlike the chime of a chat.
const burst = [0, 0.45]; // s
const everyMs = 3_000;

type Sink = AudioContext & { setSinkId?: (id: string) => Promise<void> };

export class Ringer {
  private context: Sink | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  ring(deviceId: string): void {
    if (this.timer !== undefined || typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    const audio = this.context;
    void audio.setSinkId?.(deviceId).catch(() => undefined);
    const once = () =>
      void audio.resume().then(
        () => burst.forEach((startS) => trill(audio, startS)),
        () => undefined,
      );
    once();
    this.timer = setInterval(once, everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    void this.context?.suspend().catch(() => undefined);
  }
}

function trill(audio: AudioContext, startS: number): void {
  const start = audio.currentTime + startS;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.16, start + 0.02);
  gain.gain.setValueAtTime(0.16, start + 0.32);
  gain.gain.linearRampToValueAtTime(0, start + 0.36);
  gain.connect(audio.destination);
  for (const hertz of [440, 480]) {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(gain);
    oscillator.start(start);
    oscillator.stop(start + 0.4);
  }
}
