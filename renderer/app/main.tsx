import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './tokens.css';
import { chooseTransport, createStation } from '../link/station.ts';
import { mountConsole } from './mount.tsx';

// Made before anything is drawn: the desktop window hands its port over once, as soon as it can.
const station = createStation(chooseTransport());
mountConsole(station);
