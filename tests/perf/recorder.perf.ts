import { describe, expect, it } from 'vitest';
import { Recorder } from '../../main/runner/recorder/Recorder.ts';

describe('recorder', () => {
  it('keeps up with any load that a runner can make, and leaves no garbage', () => {
    const recorder = new Recorder();
    const inFlight = 32;
    const eventsPerRequest = 16;
    const requests = 400_000;
    const recordSome = (count: number): void => {
      for (let index = 0; index < count; index += 1) {
        const request = index % inFlight;
        recorder.begin(request, index, index, 10, 'measured');
        recorder.transferred(request, 500, 0);
        for (let event = 0; event < eventsPerRequest; event += 1) recorder.content(request, index + event, 1, 1);
        recorder.end(request, index + eventsPerRequest, eventsPerRequest);
        if (index % 50_000 === 49_999) recorder.cut();
      }
    };
    recordSome(100_000);
    const startedAt = process.hrtime.bigint();
    recordSome(requests);
    const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
    console.log(
      `${Math.round(requests / seconds)} records/s with ${eventsPerRequest} content events each, ` +
        `${Math.round((requests * eventsPerRequest) / seconds)} events/s`,
    );
    // A streaming client makes at most some 10,000 requests and 500,000 events a second.
    expect(requests / seconds).toBeGreaterThan(50_000);
  });
});
