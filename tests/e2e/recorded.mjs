// A recording as the API gives it to who is signed in on this page: fetched, decoded by the browser, and the share of each tone measured
// in each channel between two moments; null: silence.
export const measure = (page, id, stretches, tones) =>
  page.evaluate(
    async ({ id, stretches, tones }) => {
      const answer = await fetch(`/api/v1/recordings/${id}/audio`);
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
      const sound = await new OfflineAudioContext(2, 1, 8_000).decodeAudioData(await answer.arrayBuffer());
      const share = (samples, from, to, hz) => {
        const part = samples.subarray(Math.round(from * 8_000), Math.round(to * 8_000));
        const turn = 2 * Math.cos((2 * Math.PI * hz) / 8_000);
        let energy = 0, before = 0, earlier = 0;
        for (const sample of part) {
          energy += sample * sample;
          [before, earlier] = [sample + turn * before - earlier, before];
        }
        if (energy / part.length < 1e-6) return null;
        return (2 * (before * before + earlier * earlier - turn * before * earlier)) / (part.length * energy);
      };
      return {
        channels: sound.numberOfChannels,
        seconds: sound.duration,
        bytes: Number(answer.headers.get('content-length')),
        stretches: stretches.map(([from, to]) =>
          [0, 1].map((channel) => tones.map((hz) => share(sound.getChannelData(channel), from, to, hz)))),
      };
    },
    { id, stretches, tones },
  );
