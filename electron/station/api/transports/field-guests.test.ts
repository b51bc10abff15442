import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { FieldGuests } from './field-guests.ts';

it('watches a connection once, however many posts come over it', () => {
  const guests = new FieldGuests({ deviceOf: () => null });
  const socket = new Socket();
  const before = socket.listenerCount('close');
  for (let post = 0; post < 50; post += 1) {
    guests.came(socket, { lotId: 'lot', deviceId: 'camera', token: 't' });
    guests.left(socket);
  }
  expect(socket.listenerCount('close')).toBe(before + 1);
  guests.came(socket, { lotId: 'lot', deviceId: 'camera', token: 't' });
  expect(guests.count).toBe(1);
  socket.emit('close');
  expect(guests.count).toBe(0);
});
