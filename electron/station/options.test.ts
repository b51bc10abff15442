import { describe, expect, test } from 'vitest';
import { OptionsError, parseOptions } from './options.ts';

const ENV = { XDG_DATA_HOME: '/data', APPDATA: 'C:\\data' };

describe('the command line', () => {
  test('defaults: loopback, the documented ports, an embedded broker', () => {
    expect(parseOptions([], ENV)).toMatchObject({
      demo: false,
      host: '127.0.0.1',
      port: 4700,
      mqttPort: 1883,
      anonymousMqtt: false,
      mqttUrl: null,
      mqttTls: { caFile: null, certFile: null, keyFile: null },
      tls: false,
      httpsPort: 4743,
      mqttsPort: 8883,
      lotFile: null,
    });
  });

  test('the demo keeps its data apart from a real lot', () => {
    const real = parseOptions([], ENV).dataDirectory;
    expect(parseOptions(['--demo'], ENV).dataDirectory).not.toBe(real);
    expect(parseOptions(['--demo', '--data', '/elsewhere'], ENV).dataDirectory).toBe('/elsewhere');
  });

  test.each([
    [['--port', 'x'], '--port takes a whole number from 0 to 65535, not "x".'],
    [['--port', '70000'], '--port takes'],
    [['--speed', '601'], '--speed takes a whole number from 1 to 600'],
    [['--mqtt-url', 'broker'], '--mqtt-url takes an address such as'],
    [['--mqtt-url', 'mqtt://b', '--mqtt-port', '1'], 'give one of them'],
    [['--colour'], 'usage: station'],
    [['stray'], 'usage: station'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => parseOptions(args, ENV)).toThrow(OptionsError);
    expect(() => parseOptions(args, ENV)).toThrow(sentence);
  });

  test('TLS, and the address of a broker that flags need not show', () => {
    expect(parseOptions(['--tls', '--https-port', '0', '--mqtts-port', '0'], ENV)).toMatchObject({
      tls: true,
      httpsPort: 0,
      mqttsPort: 0,
    });
    const env = { ...ENV, GATEHOUSE_MQTT_URL: 'mqtts://me:word@broker' };
    expect(parseOptions([], env).mqttUrl).toBe('mqtts://me:word@broker');
    expect(parseOptions(['--mqtt-port', '1'], env).mqttUrl).toBeNull();
    expect(parseOptions(['--mqtt-url', 'mqtt://other'], env).mqttUrl).toBe('mqtt://other');
    const wrong = { ...ENV, GATEHOUSE_MQTT_URL: 'http://me:word@broker' };
    expect(() => parseOptions([], wrong)).toThrow(/not "…@broker"/);
    expect(() => parseOptions(['--mqtt-cert', 'a.crt'], ENV)).toThrow(/both.*--mqtt-key/);
  });
});
