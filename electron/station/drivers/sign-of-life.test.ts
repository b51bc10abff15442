import { expect, it } from 'vitest';
import { BROKER_LOST } from './mqtt-status.ts';
import { initialLife, type LifeInput, NEVER_HEARD, stepLife, WENT_SILENT } from './sign-of-life.ts';

const started = (heardBefore: boolean): LifeInput => ({ kind: 'started', heardBefore });
const heard: LifeInput = { kind: 'heard' };
const silent: LifeInput = { kind: 'silent' };
const up: LifeInput = { kind: 'link-up' };
const down: LifeInput = { kind: 'link-down' };

it.each([
  ['one that is new', [started(false)], [`offline ${NEVER_HEARD}`]],
  ['one that was heard in an earlier run', [started(true)], []],
  ['one that speaks', [started(true), heard, heard], ['online ']],
  ['one that is new and speaks', [started(false), heard], [`offline ${NEVER_HEARD}`, 'online ']],
  ['one that falls silent', [started(true), heard, silent], ['online ', `offline ${WENT_SILENT}`]],
  ['one that never spoke since', [started(true), silent, silent], [`offline ${WENT_SILENT}`]],
  ['one that comes back', [started(true), silent, heard], [`offline ${WENT_SILENT}`, 'online ']],
  [
    'one behind a broker that is lost',
    [started(true), heard, down, up],
    ['online ', `offline ${BROKER_LOST}`, 'online '],
  ],
  ['one that is new behind a broker', [started(false), down, up], [`offline ${NEVER_HEARD}`]],
])('%s', (_name, inputs, reports) => {
  const said: string[] = [];
  inputs.reduce((state, input) => {
    const next = stepLife(state, input);
    if (next.report !== null) said.push(`${next.report.status} ${next.report.detail}`);
    return next.state;
  }, initialLife);
  expect(said).toEqual(reports);
});
