import { expect, it } from 'vitest';
import { stationArguments } from './station-arguments.ts';

it('takes the station’s flags and leaves Electron’s', () => {
  const argv = ['electron', '--no-sandbox', '--inspect=0', '.', '--demo', '--port', '0'];
  expect(stationArguments([...argv, '--data=/srv/lots', '--enable-logging'])).toEqual([
    '--demo',
    '--port',
    '0',
    '--data',
    '/srv/lots',
  ]);
});

it('is empty when nothing is asked', () => {
  expect(stationArguments(['/usr/bin/gatehouse'])).toEqual([]);
});
