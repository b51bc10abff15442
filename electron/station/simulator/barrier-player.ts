import type { LotId } from '#domain/kernel/ids.ts';
import type { CoilName } from '../drivers/modbus/mock-controller.ts';
import type { SerialPair } from '../drivers/serial-pair.ts';
import {
  closedGate,
  GATE_TIMES_MS,
  type GateInput,
  type GateState,
  gateTransition,
} from './gate-motion.ts';
import { GATE_TRAVEL_MIN_MS, PATIENCE_MIN_MS, paced } from './pace.ts';
import { type PlayedBarrier, startSimulatedController } from './simulated-barrier.ts';

export interface BarrierPlayerOptions {
  readonly device: PlayedBarrier;
  readonly lotId: LotId;
  readonly mqttUrl: string;
  readonly fieldDir: string;
  /** Asked at each movement: how many times faster than life the field runs. */
  readonly speed: () => number;
  readonly onVend: () => void;
  /** The arm is up, or no longer. */
  readonly onOpen: (isOpen: boolean) => void;
  readonly onLost: (sentence: string) => void;
}

/** A barrier on its line: its arm, its loops and its controller's own mind. */
export interface BarrierPlayer {
  readonly isOpen: boolean;
  readonly isHeld: boolean;
  /** What the loop coils feel. The safety loop also keeps the arm from closing. */
  setLoop(loop: 'arming' | 'safety', on: boolean): void;
  /** Something is under the arm that no loop feels: the controller's own light beam sees it. */
  setBeam(on: boolean): void;
  /** The arm rises, and nobody has told it to. */
  rise(): void;
  setFault(on: boolean): void;
  /** Hears and says nothing, as with its power off. */
  setSilent(on: boolean): void;
  /** The wire, which can be pulled out and put back. */
  readonly line: Pick<SerialPair, 'unplug' | 'plug'>;
  stop(): Promise<void>;
}

export async function startBarrierPlayer(options: BarrierPlayerOptions): Promise<BarrierPlayer> {
  const { device, speed } = options;
  const mock = await startSimulatedController(device, {
    lotId: options.lotId,
    mqttUrl: options.mqttUrl,
    fieldDir: options.fieldDir,
    onCoil: hear,
    onLost: options.onLost,
  });
  let gate: GateState = closedGate;
  let timer: NodeJS.Timeout | undefined;

  function hear(coil: CoilName, on: boolean): void {
    if (coil === 'hold') move({ kind: 'hold', on });
    else if (on) move({ kind: coil });
    if (coil === 'vend' && on) options.onVend();
  }

  function move(input: GateInput): void {
    const wasOpen = gate.position === 'open';
    const step = gateTransition(gate, input);
    gate = step.state;
    mock.setInputs({
      openLimit: gate.position === 'open',
      closedLimit: gate.position === 'closed',
    });
    if (step.timer.kind !== 'keep') clearTimeout(timer);
    if (step.timer.kind !== 'keep' && step.timer.kind !== 'none') {
      // How long an open gate waits is people's time; only the arm's travel follows the speed.
      const minMs = step.timer.kind === 'open-limit' ? PATIENCE_MIN_MS : GATE_TRAVEL_MIN_MS;
      const ms = paced(GATE_TIMES_MS[step.timer.kind], speed(), minMs);
      timer = setTimeout(() => move({ kind: 'timer' }), ms);
    }
    if (wasOpen !== (gate.position === 'open')) options.onOpen(!wasOpen);
  }

  return {
    get isOpen() {
      return gate.position === 'open';
    },
    get isHeld() {
      return gate.isHeld;
    },
    setLoop(loop, on) {
      mock.setInputs(loop === 'arming' ? { armingLoop: on } : { safetyLoop: on });
      if (loop === 'safety') move({ kind: 'obstructed', on });
    },
    setBeam: (on) => move({ kind: 'obstructed', on }),
    rise: () => move({ kind: 'vend' }),
    setFault: (on) => mock.setInputs({ fault: on }),
    setSilent: (on) => mock.setSilent(on),
    line: mock.line,
    async stop() {
      clearTimeout(timer);
      await mock.stop();
    },
  };
}
