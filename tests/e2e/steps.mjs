// A browser test as a list of steps, each with its time; the pages as they were when one fails.
export class Steps {
  constructor() {
    Object.assign(this, { passed: [], failed: [] });
  }

  // A failed step ends the test: what follows stands on it.
  async step(name, act) {
    const started = performance.now();
    await act();
    this.passed.push(name);
    console.log(`ok   ${name} (${Math.round(performance.now() - started)} ms)`);
  }

  // One that others do not stand on.
  async alone(name, act, browsers) {
    try {
      await this.step(name, act);
    } catch (error) {
      this.failed.push(name);
      console.log(`FAIL ${name}: ${error.stack ?? error}`);
      await browsers?.pictureAll(`failed-${this.failed.length}`);
    }
  }

  report() {
    console.log(`${this.passed.length} passed, ${this.failed.length} failed, 0 skipped`);
    return this.failed.length > 0 ? 1 : 0;
  }
}
