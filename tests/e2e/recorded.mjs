// A recording as the API gives it to who is signed in on this page: fetched, decoded by the browser, and the share of each tone measured
// in each channel between two moments; null: silence. By tenths of a second: a late packet moves a tone's phase, and is no other tone.
export const measure = (page, id, stretches, tones) =>
  page.evaluate(
    async ({ id, stretches, tones }) => {
      const answer = await fetch(`/api/v1/recordings/${id}/audio`);
      if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
      const sound = await new OfflineAudioContext(2, 1, 8_000).decodeAudioData(await answer.arrayBuffer());
      const share = (samples, from, to, hz) => {
        const part = samples.subarray(Math.round(from * 8_000), Math.round(to * 8_000));
        const turn = 2 * Math.cos((2 * Math.PI * hz) / 8_000);
        let all = 0, ofTone = 0;
        for (let begin = 0; begin < part.length; begin += 800) {
          const piece = part.subarray(begin, begin + 800);
          let before = 0, earlier = 0;
          for (const sample of piece) {
            all += sample * sample;
            [before, earlier] = [sample + turn * before - earlier, before];
          }
          ofTone += (2 * (before * before + earlier * earlier - turn * before * earlier)) / piece.length;
        }
        return all / part.length < 1e-6 ? null : ofTone / all;
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
