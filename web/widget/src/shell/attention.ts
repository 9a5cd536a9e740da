// Getting the visitor's attention when the page is in the background: the title, and a sound if asked for.

export class TitleBlinker {
  private timer?: ReturnType<typeof setInterval>;
  private original = '';
  private shown = '';

  constructor(
    private readonly document: Document,
    private readonly isStill: () => boolean, // prefers-reduced-motion: the title changes once
  ) {}

  start(text: string): void {
    if (this.timer !== undefined) this.stop();
    this.original = this.document.title;
    this.show(text);
    this.timer = setInterval(() => {
      if (this.isStill()) return;
      // The page changed its title meanwhile: that one is to come back.
      if (this.document.title !== this.shown) this.original = this.document.title;
      this.show(this.shown === text ? this.original : text);
    }, 1200);
  }

  stop(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    if (this.document.title === this.shown) this.document.title = this.original;
  }

  private show(text: string): void {
    this.document.title = this.shown = text;
  }
}

// Two soft tones, made on the spot.
export function chime(): void {
  try {
    const audio = new AudioContext();
    const volume = audio.createGain();
    volume.connect(audio.destination);
    for (const [index, frequency] of [660, 880].entries()) {
      const tone = audio.createOscillator();
      const from = audio.currentTime + index * 0.14;
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(from);
      tone.stop(from + 0.14);
    }
    volume.gain.setValueAtTime(0.06, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.32);
    setTimeout(() => void audio.close(), 600);
  } catch {
    return; // not allowed before the visitor touched the page
  }
}
