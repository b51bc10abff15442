import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MembershipDetail } from '#domain/contract/memberships.ts';
import { newId } from '../../app/new-id.ts';
import { tellDone, tellProblem } from '../../app/notify.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './memberships.module.css';

type Stay = MembershipDetail['stays'][number];

const { detail, resync } = t.membership;

/** Which of a member's vehicles are inside, and the way to free one that is not. */
export function MemberStays({ member }: { readonly member: MembershipDetail }) {
  const mayResync = useMay('credential.resync');
  const [asked, setAsked] = useState<Stay | null>(null);
  return (
    <section aria-label={detail.insideNow}>
      <h3 className={classes.section}>{detail.insideNow}</h3>
      {member.stays.length === 0 && <p className={classes.dim}>{detail.nobodyInside}</p>}
      <ul className={classes.stays}>
        {member.stays.map((stay) => (
          <li key={stay.sessionId} className={classes.stay}>
            <span>
              {detail.stay(vehicle(stay), stay.slotLabel ?? '')}
              {stay.isBeyond && ` · ${detail.beyond}`}
            </span>
            {mayResync && (
              <Button
                size="xs"
                variant="default"
                aria-label={resync.title(vehicle(stay))}
                onClick={() => setAsked(stay)}
                data-testid="member-resync"
              >
                {detail.free}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && (
        <ResyncDialog member={member} stay={asked} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}

const vehicle = ({ plate, vehicleClass }: Stay) => plate ?? t.vehicleClasses[vehicleClass];

function ResyncDialog({
  member,
  stay,
  onClose,
}: {
  readonly member: MembershipDetail;
  readonly stay: Stay;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const free = async (reason: string) => {
    const { sessionId } = stay;
    const command = { lotId: lot.id, membershipId: member.id, sessionId, reason };
    try {
      await client.memberships.resync({ ...command, commandId: newId() });
      tellDone(resync.done);
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    }
  };
  return (
    <ReasonDialog
      title={resync.title(vehicle(stay))}
      hint={resync.hint}
      reasons={resync.reasons}
      confirm={resync.confirm}
      onConfirm={free}
      onClose={onClose}
    />
  );
}
