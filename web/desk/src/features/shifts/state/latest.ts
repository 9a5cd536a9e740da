// Asks one thing at a time and always the latest: what came meanwhile and is no longer wanted is never asked.
// A fast hand asks dozens of times a second, a slow server answers twice.
export class Latest<Asked, Answer> {
  private isBusy = false;
  private wanted: Asked | undefined;

  constructor(
    private readonly ask: (asked: Asked) => Promise<Answer>,
    private readonly onAnswer: (asked: Asked, answer: Answer) => void,
    private readonly onFault: (asked: Asked, error: unknown) => void,
  ) {}

  want(asked: Asked): void {
    this.wanted = asked;
    if (!this.isBusy) void this.run();
  }

  // What is on its way is not told any more.
  forget(): void {
    this.wanted = undefined;
    this.current = undefined;
  }

  private current: Asked | undefined;

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.wanted !== undefined) {
      const asked = this.wanted;
      this.wanted = undefined;
      this.current = asked;
      try {
        const answer = await this.ask(asked);
        if (this.isWanted(asked)) this.onAnswer(asked, answer);
      } catch (error) {
        if (this.isWanted(asked)) this.onFault(asked, error);
      }
    }
    this.isBusy = false;
  }

  private isWanted(asked: Asked): boolean {
    return this.current === asked;
  }
}
