import { describe, expect, it } from 'vitest';
import { parseFlags } from './flags.mjs';

describe('the flags of npm start', () => {
  it('passes the station its flags and keeps its own', () => {
    expect(parseFlags(['--headless', '--demo', '--port=0', '--data', '/srv/lots'])).toEqual({
      kind: 'run',
      headless: true,
      demo: true,
      stationArgs: ['--demo', '--port', '0', '--data', '/srv/lots'],
    });
  });

  it('opens a window when nothing is asked', () => {
    expect(parseFlags([])).toEqual({ kind: 'run', headless: false, demo: false, stationArgs: [] });
  });

  it.each([
    [['--prot', '1'], 'Unknown flag: --prot'],
    [['demo'], 'Unknown flag: demo'],
    [['--port'], '--port needs a value.'],
    [['--data', '--demo'], '--data needs a value.'],
    [['--port', '70000'], '--port needs a number from 0 to 65535, not 70000.'],
    [['--demo=yes'], '--demo takes no value.'],
    [['--demo', '--demo'], '--demo is given twice.'],
    [['--mqtt-port', '0', '--mqtt-url', 'mqtt://a'], 'Give --mqtt-port or --mqtt-url, not both.'],
  ])('refuses %j', (argv, message) => {
    expect(parseFlags(argv)).toEqual({ kind: 'error', message });
  });

  it('shows its usage', () => {
    expect(parseFlags(['--demo', '--help'])).toEqual({ kind: 'help' });
  });
});
