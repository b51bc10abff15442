import { RPCServer } from 'ocpp-rpc';
import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import type { ChargerOutput } from '../charger-words.ts';
import type { DriverContext, StartDriver } from '../driver.ts';
import { sentenceOf } from '../fault-sentence.ts';
import type { SocketMeter } from '../socket-link.ts';
import { callsOf } from './calls.ts';
import { chargerFaults } from './charger-faults.ts';
import { decodeAnswer, encodeOrder } from './codec.ts';
import type { ChargerLine } from './line.ts';
import { guardSocket } from './socket-guard.ts';

const PROTOCOL = 'ocpp1.6';
/** The answers to GetConfiguration are the largest that a charger sends. */
const MESSAGE_MAX_BYTES = 256 * 1_024;
/** A charger whose words cannot be read so often in a row is not one. */
const BAD_MESSAGES_MAX = 20;
/** A half-open line is found out within two of them. */
const PING_EVERY_MS = 30_000;
const CLOSE_GRACE_MS = 500;

const NOT_CONNECTED = 'The charger is not connected to the station.';
const LOST = 'Its connection was lost.';
const NEVER_DIALLED =
  'It has not connected to the station. See that it knows its address and token.';

type Context = DriverContext<DeviceOf<'charger-ocpp'>>;
/** A charger that connects to the station by OCPP 1.6J over a WebSocket. */
export const start: StartDriver<'charger-ocpp'> = async (context) => {
  const { device, emit } = context;
  const faults = chargerFaults((status, detail) => tell(status, detail));
  const server = serverOf(device);
  let line: ChargerLine | null = null;
  let lost: NodeJS.Timeout | undefined;
  let told: string | null = null;
  /** One for the device, however often it dials. */
  let meter: SocketMeter;

  function tell(status: DeviceStatus, detail: string): void {
    const word = `${status} ${detail}`;
    if (told === word) return;
    told = word;
    emit({ kind: 'status', status, detail });
  }

  function loseAfterGrace(detail: string): void {
    clearTimeout(lost);
    lost = setTimeout(() => tell('offline', detail), device.lostAfterMs);
  }

  server.on('client', (client: ChargerLine) => {
    // A charger that dials again has lost the line before without a word.
    if (line !== null) end(line, 'another connection of this charger has taken over');
    line = client;
    clearTimeout(lost);
    serve(client, guardSocket(client, meter, context.drop), context, faults.heard);
    faults.connected();
    client.once('close', () => {
      if (line !== client) return;
      line = null;
      loseAfterGrace(LOST);
    });
  });

  const endListening = context.sockets.listen(device.id, ({ request, socket, head }, weighing) => {
    meter = weighing;
    void server.handleUpgrade(request, socket, head);
    return 'taken';
  });
  loseAfterGrace(NEVER_DIALLED);

  return {
    async perform(output) {
      if (output.kind === 'charger') await order(output, line, context);
    },
    async stop() {
      clearTimeout(lost);
      endListening();
      const last = line;
      line = null;
      if (last !== null) await end(last, 'the station stops');
    },
  };
};

function serverOf(device: DeviceOf<'charger-ocpp'>): RPCServer {
  const server = new RPCServer({
    protocols: [PROTOCOL],
    strictMode: true,
    callTimeoutMs: device.replyTimeoutMs,
    pingIntervalMs: PING_EVERY_MS,
    maxBadMessages: BAD_MESSAGES_MAX,
    wssOptions: { maxPayload: MESSAGE_MAX_BYTES },
  });
  server.auth((accept, reject, { protocols }) => {
    // Who it is was settled at the door; which language it speaks is settled here.
    if (protocols.has(PROTOCOL)) accept({}, PROTOCOL);
    else reject(400, 'This station speaks ocpp1.6.');
  });
  return server;
}

/** Answers what a connected charger asks, and counts what cannot be read. */
function serve(
  client: ChargerLine,
  guard: ReturnType<typeof guardSocket>,
  context: Context,
  heard: Parameters<typeof callsOf>[0]['heard'],
): void {
  for (const [method, call] of Object.entries(callsOf({ context, heard })))
    client.handle(method, async ({ params }) => ({ ...(await guard(() => call(params))) }));
  client.on('message', ({ message, outbound }) => {
    if (outbound) context.tap.sent(PROTOCOL, message);
    // What it means is said by the calls that follow.
    else context.tap.heard(PROTOCOL, Buffer.from(message), () => undefined);
  });
  client.on('badMessage', () => context.drop('malformed', 'what is no OCPP message'));
  client.on('strictValidationFailure', ({ method, outbound }) => {
    if (!outbound) context.drop('malformed', `a ${method.slice(0, 40)} against its schema`);
  });
  client.on('socketError', (error) => {
    const isOversized = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
    context.drop(isOversized ? 'oversized' : 'line-garbage', sentenceOf(error));
  });
  // Each ping of the WebSocket is a question as well, and says how long the way is while nobody orders.
  client.on('ping', ({ rtt }) => context.tap.answered(rtt));
  // How its connectors are may have changed while nobody listened. Who does not know the question is silent.
  const measured = context.tap.asked();
  client
    .call('TriggerMessage', { requestedMessage: 'StatusNotification' })
    .then(measured, (error: unknown) => {
      if (isRefusal(error)) measured();
    });
}

/** Whether the charger itself said no (a CALLERROR carries its code), as against a silence. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'rpcErrorCode' in error;
}

/** Gives an order. Whatever becomes of it, it is answered. */
async function order(
  { orderId, order: asked }: ChargerOutput,
  line: ChargerLine | null,
  { emit, tap }: Context,
) {
  const answer = (accepted: boolean, detail: string) =>
    emit({ kind: 'order-answer', orderId, accepted, detail });
  if (line === null) return answer(false, NOT_CONNECTED);
  const { method, params } = encodeOrder(asked);
  const measured = tap.asked();
  try {
    const answered = await line.call(method, params);
    measured();
    const { accepted, detail } = decodeAnswer(answered);
    answer(accepted, detail);
  } catch (error) {
    if (isRefusal(error)) measured();
    answer(false, sentenceOf(error));
  }
}

/** Says good-bye; whoever does not answer is cut off. */
async function end(client: ChargerLine, reason: string): Promise<void> {
  const cut = setTimeout(() => client.handshake.request.socket.destroy(), CLOSE_GRACE_MS);
  await client.close({ code: 1001, reason });
  clearTimeout(cut);
}
