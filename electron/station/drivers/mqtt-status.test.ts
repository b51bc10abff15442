import { describe, expect, it } from 'vitest';
import { parseStatus } from './mqtt-device.ts';
import {
  BROKER_LOST,
  initialMqttStatus,
  type MqttStatusInput,
  NEVER_REPORTED,
  stepMqttStatus,
} from './mqtt-status.ts';

const up: MqttStatusInput = { kind: 'link-up' };
const down: MqttStatusInput = { kind: 'link-down' };
const spoke: MqttStatusInput = { kind: 'spoke' };
const grace: MqttStatusInput = { kind: 'grace-over' };
const online: MqttStatusInput = { kind: 'said', status: 'online', detail: '' };
const offline: MqttStatusInput = { kind: 'said', status: 'offline', detail: 'off' };

describe('the status of an MQTT device', () => {
  it.each<[string, MqttStatusInput[], string[]]>([
    ['says what it says', [up, online], ['online ']],
    ['is told once', [up, online, online, spoke], ['online ']],
    ['dies by its last will', [up, online, offline], ['online ', 'offline off']],
    ['is offline without the broker', [down], [`offline ${BROKER_LOST}`]],
    [
      'comes back by its retained status',
      [up, online, down, up, online],
      ['online ', `offline ${BROKER_LOST}`, 'online '],
    ],
    ['is offline when it never reports', [up, grace], [`offline ${NEVER_REPORTED}`]],
    ['needs no grace once it reported', [up, online, grace], ['online ']],
    [
      'is online when it only sends data',
      [up, spoke, grace],
      ['online It sends data but no status.'],
    ],
    ['stays dead in spite of late data', [up, online, offline, spoke], ['online ', 'offline off']],
    [
      'does not come back by retained data',
      [up, online, down, up, spoke, grace],
      ['online ', `offline ${BROKER_LOST}`, `offline ${NEVER_REPORTED}`],
    ],
  ])('%s', (_what, inputs, reports) => {
    let state = initialMqttStatus;
    const told: string[] = [];
    for (const input of inputs) {
      const step = stepMqttStatus(state, input);
      state = step.state;
      if (step.report) told.push(`${step.report.status} ${step.report.detail}`);
    }
    expect(told).toEqual(reports);
  });

  it.each([
    ['online', 'online'],
    ['"offline"', 'offline'],
    [' ONLINE\n', 'online'],
    ['{"status":"fault","detail":"lens dirty"}', 'fault'],
    ['{"status":"asleep"}', undefined],
    ['1', undefined],
    ['{', undefined],
  ])('%j means %j', (text, status) => {
    expect(parseStatus(text)?.status).toBe(status);
  });

  it('keeps a detail to one short line', () => {
    const detail = parseStatus(
      JSON.stringify({ status: 'fault', detail: `a\n${'b'.repeat(900)}` }),
    );
    expect(detail?.detail).toMatch(/^a b{198}$/);
  });
});
