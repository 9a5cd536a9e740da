// How loud the microphone is, and whether it gives nothing at all. Looks four times a second, often only while
// somebody watches.
const checkMs = 250;
const silentMs = 8_000;
// Even a quiet room is above this; only a dead or muted microphone gives digital silence.
const deadBelow = 1e-5;

export class LevelMeter {
  private context: AudioContext | undefined;
  private source: MediaStreamAudioSourceNode | undefined;
  private analyser: AnalyserNode | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private isSilent = false;

  constructor(private readonly onSilent: (isSilent: boolean) => void) {}

  listen(stream: MediaStream): void {
    this.stop();
    if (typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    // Before the first click a browser keeps it suspended; then there is nothing to measure, which is no silence.
    void this.context.resume().catch(() => undefined);
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 512;
    this.source = this.context.createMediaStreamSource(stream);
    this.source.connect(this.analyser);
    this.heardAt = Date.now();
    this.timer = setInterval(() => this.check(), checkMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.source?.disconnect();
    this.source = undefined;
    this.analyser = undefined;
    this.isSilent = false;
  }

  // 0 to 1, on a scale of decibels: -60 dBFS and less is 0.
  level(): number {
    const loudness = this.loudness();
    return loudness > 0 ? Math.max(0, Math.min(1, 1 + (20 * Math.log10(loudness)) / 60)) : 0;
  }

  private loudness(): number {
    if (!this.analyser) return 0;
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
  }

  private check(): void {
    if (this.context?.state !== 'running') {
      this.heardAt = Date.now();
      void this.context?.resume().catch(() => undefined);
      return;
    }
    if (this.loudness() > deadBelow) this.heardAt = Date.now();
    const isSilent = Date.now() - this.heardAt > silentMs;
    if (isSilent !== this.isSilent) this.onSilent(isSilent);
    this.isSilent = isSilent;
  }
}
