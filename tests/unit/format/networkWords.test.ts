import { expect, it } from 'vitest';
import { networkFigures } from '../../../core/format/networkWords.ts';

it('tells bytes in all, those of a request, and the pieces of a reply', () => {
  const network = {
    sentBytes: 663_552,
    receivedBytes: 5_022_679,
    sentBytesPerRequest: 412,
    receivedBytesPerRequest: 3120,
    chunksPerResponse: 16.04,
  };
  expect(networkFigures({ network })).toEqual([
    { name: 'Network, sent, received', value: '648\u00a0KiB, 4.79\u00a0MiB' },
    { name: 'The same for a request, mean', value: '412\u00a0B, 3.05\u00a0KiB' },
    { name: 'Pieces of a reply, mean', value: '16.0' },
  ]);
});

it('leaves out the pieces of replies that come whole, and says why there is nothing', () => {
  const whole = {
    sentBytes: 1,
    receivedBytes: 2,
    sentBytesPerRequest: 1,
    receivedBytesPerRequest: 2,
    chunksPerResponse: 0,
  };
  expect(networkFigures({ network: whole }).map(({ name }) => name)).not.toContain('Pieces of a reply, mean');
  expect(networkFigures({ network: { absent: 'nothing is sent' } })).toEqual([
    { name: 'Network', value: 'not measured: nothing is sent', isAbsent: true },
  ]);
});
