import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrive, driveIn, driveOut, LOT, ROUND_THE_BLOCK_MS, refusedIn } from '../support/drive.ts';
import { moneyLot } from '../support/money-lot.ts';
import type { Rest } from '../support/rest.ts';
import { type Site, startSite } from '../support/site.ts';

const FIRST = 'KA05MX4821';
const SECOND = 'KA05MX4822';

/** A member with two cars and the right to one inside, at the lanes as the driver meets them. */
describe('a member who comes a second time', () => {
  let site: Site;
  let manager: Rest;
  let membershipId = '';
  let pass = '';
  let sessionId = '';

  beforeAll(async () => {
    site = await startSite(moneyLot());
    manager = await site.as('mona', 'manager');
  });
  afterAll(() => site?.stop());

  const membership = () => manager.call('GET', `${LOT}/memberships/${membershipId}`);
  const act = (what: string, reason: string) =>
    manager.call('POST', `${LOT}/memberships/${membershipId}/${what}`, { reason });

  const refusedByPlate = async (plate: string) => {
    await site.pass(ROUND_THE_BLOCK_MS);
    return refusedIn(site, () => site.entry.read(plate));
  };

  test('a plan is sold, and the fee is taken at the desk', async () => {
    const terms = {
      name: 'Monthly',
      rights: { kind: 'unlimited' },
      period: 'month',
      priceMinor: 250_000,
      insideMax: 1,
      transientOutside: false,
    };
    const { planId } = await manager.call('POST', `${LOT}/plans`, { terms });
    const made = await manager.call('POST', `${LOT}/memberships`, {
      planId,
      holder: 'Asha Rao',
      plates: [FIRST, SECOND],
    });
    membershipId = made.membershipId;
    pass = made.token;
    expect(await refusedByPlate(FIRST)).toEqual(['PASS NOT PAID', 'Please take a ticket']);
    const paid = await site.rest.call('POST', `${LOT}/payments`, {
      membershipId,
      what: 'fee',
      method: 'cash',
      amountMinor: 250_000,
    });
    expect(paid).toMatchObject({ state: 'captured', receiptNumber: 1 });
    expect(await membership()).toMatchObject({ standing: 'active', inside: 0 });
  });

  test('the plate opens the entry', async () => {
    await site.pass(ROUND_THE_BLOCK_MS);
    sessionId = await driveIn(site, FIRST);
    expect(await membership()).toMatchObject({ inside: 1, insideMax: 1 });
  });

  test('the same plate is refused while it is inside', async () => {
    expect(await refusedByPlate(FIRST)).toEqual(['PASS IS INSIDE', 'Please ask our staff']);
  });

  test('the second car is refused while the first is inside', async () => {
    expect(await refusedByPlate(SECOND)).toEqual(['PASS IS INSIDE', 'Please ask our staff']);
  });

  test('the pass opens the exit, and nothing is due', async () => {
    await arrive(site, 'exit');
    site.exit.scan(pass);
    await driveOut(site, sessionId, 1);
    expect(await membership()).toMatchObject({ inside: 0, debtMinor: 0 });
  });

  test('suspended, it opens nothing, and the sign says so', async () => {
    await act('suspend', 'the fee bounced');
    expect(await refusedByPlate(SECOND)).toEqual(['PASS SUSPENDED', 'Please ask our staff']);
    await act('resume', 'paid at the desk');
  });

  test('a stay that no exit saw is ended by those who may, and the car comes in again', async () => {
    await site.pass(ROUND_THE_BLOCK_MS);
    sessionId = await driveIn(site, SECOND);
    expect(await refusedByPlate(SECOND)).toEqual(['PASS IS INSIDE', 'Please ask our staff']);
    const attendant = await site.as('amit', 'attendant');
    const path = `${LOT}/memberships/${membershipId}/resync`;
    const reason = 'left behind a tow truck';
    expect(await attendant.ask('POST', path, { reason })).toMatchObject({ status: 403 });
    expect(await manager.call('POST', path, { reason })).toEqual({ sessionIds: [sessionId] });
    await site.pass(ROUND_THE_BLOCK_MS);
    expect(await driveIn(site, SECOND)).not.toBe(sessionId);
    expect(await membership()).toMatchObject({ inside: 1 });
  });
});
