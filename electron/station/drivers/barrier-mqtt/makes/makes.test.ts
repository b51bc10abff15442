import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RelayMake, RelayWord } from '../make.ts';
import { relayMakes } from './index.ts';
import { shellyGen1 } from './shelly-gen1.ts';
import { shellyGen2 } from './shelly-gen2.ts';
import { tasmota } from './tasmota.ts';

const names = { relay: 'gate', station: 'gatehouse/yard/device/barrier/answers' };
const relay = (channel: number, on: boolean): RelayWord => ({ kind: 'relay', channel, on });
const input = (channel: number, on: boolean): RelayWord => ({ kind: 'input', channel, on });

describe('what relays say', () => {
  it.each<[string, RelayMake, string, string, RelayWord[]]>([
    ['gen 1 is there', shellyGen1, 'shellies/gate/online', 'true', [{ kind: 'online', on: true }]],
    ['gen 1 relay', shellyGen1, 'shellies/gate/relay/1', 'on', [relay(1, true)]],
    ['gen 1 overload', shellyGen1, 'shellies/gate/relay/0', 'overpower', [relay(0, false)]],
    ['gen 1 input', shellyGen1, 'shellies/gate/input/0', '1', [input(0, true)]],
    ['gen 1 power meter', shellyGen1, 'shellies/gate/relay/0/power', '3.2', []],
    [
      'gen 2 change',
      shellyGen2,
      'gate/events/rpc',
      '{"src":"gate","dst":"x","method":"NotifyStatus","params":{"ts":1.5,"switch:0":{"id":0,"output":true,"source":"MQTT"},"input:1":{"id":1,"state":false},"wifi":{"rssi":-60}}}',
      [relay(0, true), input(1, false)],
    ],
    [
      'gen 2 event',
      shellyGen2,
      'gate/events/rpc',
      '{"method":"NotifyEvent","params":{"events":[]}}',
      [],
    ],
    [
      'gen 2 status',
      shellyGen2,
      `${names.station}/rpc`,
      '{"id":7,"src":"gate","result":{"input:0":{"id":0,"state":null},"switch:0":{"id":0,"output":false},"sys":{"ver":"1.4.4"}}}',
      [relay(0, false), { kind: 'firmware', text: '1.4.4' }, { kind: 'taken', request: 7 }],
    ],
    [
      'gen 2 refusal',
      shellyGen2,
      `${names.station}/rpc`,
      '{"id":8,"src":"gate","error":{"code":-105,"message":"Argument id is invalid"}}',
      [{ kind: 'refused', request: 8, sentence: 'Argument id is invalid' }],
    ],
    ['tasmota last will', tasmota, 'tele/gate/LWT', 'Offline', [{ kind: 'online', on: false }]],
    ['tasmota only relay', tasmota, 'stat/gate/RESULT', '{"POWER":"ON"}', [relay(0, true)]],
    ['tasmota second relay', tasmota, 'stat/gate/RESULT', '{"POWER2":"OFF"}', [relay(1, false)]],
    [
      'tasmota state',
      tasmota,
      'tele/gate/STATE',
      '{"Time":"2026-03-02T08:15:12","Uptime":"1T02:03:04","POWER1":"OFF","POWER2":"ON","Wifi":{"RSSI":80}}',
      [relay(0, false), relay(1, true)],
    ],
    [
      'tasmota switches',
      tasmota,
      'stat/gate/STATUS10',
      '{"StatusSNS":{"Time":"2026-03-02T08:15:12","Switch1":"ON","Switch2":"OFF"}}',
      [input(0, true), input(1, false)],
    ],
    [
      'tasmota switch by itself',
      tasmota,
      'stat/gate/RESULT',
      '{"Switch1":{"Action":"ON"}}',
      [input(0, true)],
    ],
    ['tasmota plain word', tasmota, 'stat/gate/POWER2', 'OFF', [relay(1, false)]],
    ['tasmota with SetOption4', tasmota, 'stat/gate/POWER1', '{"POWER1":"ON"}', [relay(0, true)]],
    ['tasmota something else', tasmota, 'stat/gate/LOGGING', '00:00:01 MQT: …', []],
    ['tasmota other answers', tasmota, 'stat/gate/RESULT', '{"Backlog":"Done"}', []],
  ])('%s', (_what, make, topic, text, words) => {
    expect(make.decode(names, topic, text)).toEqual(words);
  });

  it('is read without a throw, whatever it is', () => {
    for (const make of Object.values(relayMakes))
      for (const filter of make.filters(names))
        fc.assert(
          fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
            make.decode(names, filter.replace('+', '0'), text);
          }),
        );
  });
});

describe('what relays are told', () => {
  it.each<[RelayMake, Parameters<RelayMake['order']>[1], string, string]>([
    [shellyGen1, { channel: 0, on: true }, 'shellies/gate/relay/0/command', 'on'],
    [
      shellyGen2,
      { channel: 1, pulseMs: 600 },
      'gate/rpc',
      '{"id":3,"src":"gatehouse/yard/device/barrier/answers","method":"Switch.Set","params":{"id":1,"on":true,"toggle_after":0.6}}',
    ],
    [tasmota, { channel: 1, on: false }, 'cmnd/gate/POWER2', 'OFF'],
    [
      tasmota,
      { channel: 0, pulseMs: 600 },
      'cmnd/gate/Backlog0',
      'POWER1 OFF; POWER1 ON; Delay 6; POWER1 OFF',
    ],
  ])('%#', (make, order, topic, payload) => {
    expect(make.order(names, order, 3)).toEqual({ topic, payload });
  });
});
