import { createStore, type StoreApi } from 'zustand/vanilla';
import type { User } from '#domain/contract/sign-in.ts';
import { isUnauthorised } from './errors.ts';
import type { StationClient, StationLink } from './station-link.ts';

const TOKEN_KEY = 'gatehouse.token';

export interface Setup {
  readonly needsAdmin: boolean;
  readonly demoUsers: boolean;
}

export interface SignInState {
  /** Null until the station has been asked once. */
  readonly setup: Setup | null;
  readonly user: User | null;
  /** A sign-in that the station no longer accepts: said on the sign-in page. */
  readonly ended: boolean;
}

type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Who works at this console. The token lives in the tab's own storage and ends with the tab. */
export class SignIn {
  readonly state: StoreApi<SignInState>;
  readonly #client: StationClient;
  readonly #storage: TokenStorage;

  constructor(link: StationLink, storage: TokenStorage = window.sessionStorage) {
    this.#client = link.client;
    this.#storage = storage;
    this.state = createStore<SignInState>(() => ({ setup: null, user: null, ended: false }));
    link.onConnect((client) => this.#takeUp(client));
  }

  /** What other ways to the station show to be let in; null when nobody is signed in. */
  get token(): string | null {
    return this.#storage.getItem(TOKEN_KEY);
  }

  async signIn(username: string, password: string): Promise<void> {
    this.#accept(await this.#client.signIn.signIn({ username, password }));
  }

  async createAdmin(username: string, password: string): Promise<void> {
    this.#accept(await this.#client.signIn.createAdmin({ username, password }));
    this.state.setState({ setup: { needsAdmin: false, demoUsers: false } });
  }

  async signOut(): Promise<void> {
    this.forget(false);
    await this.#client.signIn.signOut();
  }

  /** Drops the sign-in on this side, such as after the station has refused it. */
  forget(ended: boolean): void {
    this.#storage.removeItem(TOKEN_KEY);
    this.state.setState({ user: null, ended });
  }

  #accept(accepted: { readonly token: string; readonly user: User }): void {
    this.#storage.setItem(TOKEN_KEY, accepted.token);
    this.state.setState({ user: accepted.user, ended: false });
  }

  async #takeUp(client: StationClient): Promise<void> {
    const setup = await client.signIn.setup();
    const token = this.#storage.getItem(TOKEN_KEY);
    if (token !== null) {
      try {
        const { user } = await client.signIn.resume({ token });
        this.state.setState({ user, ended: false });
      } catch (cause) {
        if (!isUnauthorised(cause)) throw cause;
        this.forget(true);
      }
    }
    // Told last, so that nobody who is signed in sees the form for a moment.
    this.state.setState({ setup });
  }
}
