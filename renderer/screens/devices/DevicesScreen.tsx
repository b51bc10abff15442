import screen from '../../components/screen.module.css';
import { DeviceList } from './DeviceList.tsx';

/** All that is installed: how it stands, what it says, and what can be done about it. */
export default function DevicesScreen() {
  return (
    <div className={screen.screen}>
      <DeviceList />
    </div>
  );
}
