import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { problemOf } from './errors.ts';
import { SignIn } from './sign-in.ts';
import { StationLink } from './station-link.ts';
import type { Connection, Transport } from './transport.ts';

/** A station that answers from a table and can be cut off. */
function fakeStation(answers: Record<string, (input: unknown) => unknown>) {
  const calls: string[] = [];
  let cut = () => {};
  let reachable = true;
  const transport: Transport = {
    kind: 'in-memory',
    sharesClock: true,
    open: async (): Promise<Connection> => {
      if (!reachable) throw new Error('nobody there');
      const closed = new Promise<void>((resolve) => {
        cut = resolve;
      });
      const call = async (path: readonly string[], input: unknown) => {
        const name = path.join('.');
        calls.push(name);
        const answer = answers[name];
        if (answer === undefined) throw new ORPCError('NOT_FOUND');
        return answer(input);
      };
      return { link: { call }, closed, close: () => cut() };
    },
  };
  return {
    transport,
    calls,
    cut: () => cut(),
    setReachable: (value: boolean) => {
      reachable = value;
    },
  };
}

function memory(token: string | null) {
  const items = new Map(token === null ? [] : [['gatehouse.token', token]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

const setup = () => ({ needsAdmin: false, demoUsers: true });
const user = { username: 'asha', role: 'attendant' };

describe('the link to the station', () => {
  it('takes up the sign-in before it says it is online, and again after a cut', async () => {
    const station = fakeStation({ 'signIn.setup': setup, 'signIn.resume': () => ({ user }) });
    const link = new StationLink(station.transport);
    const signIn = new SignIn(link, memory('tok'));
    const askedToSignIn: boolean[] = [];
    signIn.state.subscribe((now) => askedToSignIn.push(now.setup !== null && now.user === null));
    link.start();
    await vi.waitFor(() => expect(link.status.getState().epoch).toBe(1));
    expect(signIn.state.getState().user).toEqual(user);
    expect(askedToSignIn).not.toContain(true);
    expect(station.calls).toEqual(['signIn.setup', 'signIn.resume']);
    station.cut();
    await vi.waitFor(() => expect(link.status.getState().epoch).toBe(2));
    expect(station.calls.slice(2)).toEqual(['signIn.setup', 'signIn.resume']);
    link.stop();
  });

  it('says that the station is lost, and comes back when told to hurry', async () => {
    const station = fakeStation({ 'signIn.setup': setup });
    const link = new StationLink(station.transport);
    new SignIn(link, memory(null));
    link.start();
    await vi.waitFor(() => expect(link.status.getState().phase).toBe('online'));
    station.setReachable(false);
    station.cut();
    await vi.waitFor(() => expect(link.status.getState().phase).toBe('lost'));
    const lost = await link.client.signIn.me().catch((cause: unknown) => problemOf(cause));
    expect(lost).toMatchObject({ code: 'unreachable' });
    station.setReachable(true);
    link.retryNow();
    await vi.waitFor(() => expect(link.status.getState().phase).toBe('online'));
    link.stop();
  });

  it('forgets a sign-in that the station no longer accepts', async () => {
    const station = fakeStation({
      'signIn.setup': setup,
      'signIn.resume': () => {
        throw new ORPCError('UNAUTHORIZED');
      },
    });
    const storage = memory('old');
    const link = new StationLink(station.transport);
    const signIn = new SignIn(link, storage);
    link.start();
    await vi.waitFor(() => expect(link.status.getState().phase).toBe('online'));
    expect(signIn.state.getState()).toMatchObject({ user: null, ended: true });
    expect(storage.getItem('gatehouse.token')).toBeNull();
    link.stop();
  });
});

describe('problems in words', () => {
  it('knows a refusal by its code in either spelling', () => {
    expect(problemOf(new ORPCError('LOT_FULL')).code).toBe('lot-full');
    expect(problemOf(new ORPCError('CONFLICT', { data: { code: 'slot-taken' } })).code).toBe(
      'slot-taken',
    );
  });

  it('keeps the words of an error that it does not know', () => {
    expect(problemOf(new ORPCError('TEAPOT', { message: 'short and stout' }))).toEqual({
      code: 'unexpected',
      message: 'short and stout',
    });
  });
});
