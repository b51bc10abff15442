const SWITCHES = ['--demo', '--tls'];
const PORTS = ['--port', '--mqtt-port', '--https-port', '--mqtts-port'];
const MQTT = ['--mqtt-url', '--mqtt-ca', '--mqtt-cert', '--mqtt-key'];
const WITH_VALUE = ['--data', '--host', '--lot', ...MQTT, ...PORTS];

/**
 * Picks the station's flags out of the desktop program's command line, which also carries what
 * Electron and Chromium understand. The station checks the values itself.
 *
 * @param argv the whole command line, program included
 */
export function stationArguments(argv: readonly string[]): string[] {
  const picked: string[] = [];
  argv.forEach((arg, at) => {
    const name = arg.split('=', 1)[0] ?? arg;
    if (SWITCHES.includes(arg)) picked.push(arg);
    else if (WITH_VALUE.includes(name)) {
      const value = arg.includes('=') ? arg.slice(name.length + 1) : argv[at + 1];
      if (value !== undefined) picked.push(name, value);
    }
  });
  return picked;
}
